"""The log of a server: bounded, and read back when a start fails."""

from pathlib import Path
from typing import Final

_LARGEST: Final = 4 * 1024 * 1024
_MOST_READ: Final = 20_000
_FAILURES: Final = ("FATAL:", "PANIC:", "error:")


class LogFolder:
    """A folder of log files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first = folder / "start.log"

    def trim(self) -> None:
        """Remove files grown too large; the server must not run."""
        for file in self.folder.glob("*.log"):
            if file.stat().st_size > _LARGEST:
                file.unlink()

    def mark(self) -> dict[Path, int]:
        """Remember where the files end now."""
        return {file: file.stat().st_size for file in self.folder.glob("*.log")}

    def since(self, mark: dict[Path, int]) -> str:
        """Return what was logged after the mark."""
        grown = {file: mark.get(file, 0) for file in sorted(self.folder.glob("*.log"))}
        return "".join(_read(file, start) for file, start in grown.items())


def last_words(said: str) -> str:
    """Return the lines around a program's last failure, without times and process ids."""
    lines = [line.split("] ", 1)[-1].strip() for line in said.splitlines() if line.strip()]
    failures = [at for at, line in enumerate(lines) if any(word in line for word in _FAILURES)]
    at = failures[-1] if failures else len(lines) - 1
    return "; ".join(lines[max(0, at - 1) : at + 3])


def _read(file: Path, start: int) -> str:
    with file.open("rb") as stream:
        stream.seek(start)
        return stream.read(_MOST_READ).decode("utf-8", errors="replace")
