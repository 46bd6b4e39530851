"""How our PostgreSQL is set up: for one bot on one machine, durable before fast."""

import re
from pathlib import Path
from typing import Final

USER: Final = "reve"
_BUILTIN_LOCALE_SINCE: Final = 17

_FIXED: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    # Commands are short: parallel plans gain nothing, and need more /dev/shm than containers have.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "iso, ymd",
    "lc_messages": "C",
    "default_text_search_config": "pg_catalog.simple",
    # Statements' errors go to whoever sent them. What is left, a week of it by weekday, stays small.
    "log_min_messages": "log",
    "log_checkpoints": "off",
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}


def configuration(*, port: int, sockets: Path | None, logs: Path) -> str:
    """Return the text of `postgresql.conf`; `ALTER SYSTEM` still overrides it."""
    settings = {
        **_FIXED,
        "port": str(port),
        "unix_socket_directories": str(sockets or ""),
        "log_directory": str(logs),
    }
    lines = (f"{name} = '{_quoted(value)}'" for name, value in settings.items())
    return "# written at each start; use ALTER SYSTEM for settings of your own\n" + "\n".join(lines) + "\n"


def configured_port(text: str) -> int | None:
    """Return the port that a `postgresql.conf` of ours names."""
    found = re.search(r"^port = '(\d+)'$", text, re.MULTILINE)
    return int(found[1]) if found else None


def initdb_options(major: int) -> tuple[str, ...]:
    """Return the options that make a database in UTF-8 that sorts the same everywhere."""
    if major >= _BUILTIN_LOCALE_SINCE:
        locale: tuple[str, ...] = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    else:
        locale = ("--locale-provider=libc", "--locale=C.UTF-8")
    return (*locale, "--encoding=UTF8", "--auth=scram-sha-256", "--no-instructions")


def as_url(password: str, port: int) -> str:
    """Return the URL of the server on a port."""
    return f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
