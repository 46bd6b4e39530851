"""Free ports on loopback."""

import socket
import sys


def free_port(preferred: int | None = None) -> int:
    """Return a port that nobody uses now, the preferred one if it can be had.

    Somebody may be faster than the server; its caller then tries another.
    """
    if preferred is not None and _is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
