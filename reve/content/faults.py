"""What can be wrong with a content pack: each fault says where, why, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

type Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in `file`, at `path` within it; lines count from 1."""

    file: str
    path: Path
    reason: str
    remedy: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The path as text: `rows[2].tiers`; empty for the file as a whole."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).removeprefix(".")

    def __str__(self) -> str:
        line = f" (line {self.line})" if self.line else ""
        place = f": {self.place}" if self.path else ""
        return f"{self.file}{line}{place}: {self.reason}; {self.remedy}"


class PackError(Exception):
    """The content pack `pack` is refused, for each of `faults`."""

    def __init__(self, pack: str, faults: Iterable[Fault]) -> None:
        self.pack = pack
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n  ".join((f"content pack {pack!r} has {count}:", *map(str, self.faults))))
