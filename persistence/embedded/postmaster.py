"""What a PostgreSQL says of itself in `postmaster.pid`."""

from dataclasses import dataclass
from pathlib import Path

_PID, _PORT, _STATUS = 0, 3, 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The process that serves a folder, or did when it crashed."""

    pid: int
    port: int
    is_ready: bool


def read_postmaster(cluster: Path) -> Postmaster | None:
    """Read the file; None if there is none, or it is half written yet."""
    try:
        lines = (cluster / "postmaster.pid").read_text("utf-8", errors="replace").splitlines()
        status = lines[_STATUS].strip() if len(lines) > _STATUS else ""
        return Postmaster(abs(int(lines[_PID])), int(lines[_PORT]), status == "ready")
    except (FileNotFoundError, IndexError, ValueError):
        return None
