"""Free ports on loopback."""

import socket


def free_port() -> int:
    """Return a port that nobody uses now; the caller tries another if somebody was faster."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
