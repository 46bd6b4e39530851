"""What was said between users, bot and Discord, and what the bot said against the rules."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import orjson

type Json = dict[str, Any]

_REMEMBERED = 60
_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Violation:
    """What Discord refuses although nothing but the bot is to blame, and what was said up to then."""

    what: str
    said: str
    error: Json
    transcript: tuple[str, ...]

    def __str__(self) -> str:
        before = "\n".join(f"  {line}" for line in self.transcript)
        return f"{self.what}: {orjson.dumps(self.error).decode()}\n{self.said}\nSo far:\n{before}"


@dataclass(slots=True)
class Conversation:
    """The newest lines, and every violation until it is forgiven."""

    violations: list[Violation] = field(default_factory=list)
    _lines: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def note(self, line: str) -> None:
        """Write a line."""
        self._lines.append(line)

    def blame(self, what: str, said: object, error: Json) -> None:
        """Note a violation with the lines so far."""
        shown = orjson.dumps(said, default=repr).decode()[:_SHOWN]
        self.violations.append(Violation(what, shown, error, tuple(self._lines)))

    def forgive(self) -> list[Violation]:
        """Forget the violations and return them: they were provoked on purpose."""
        forgiven, self.violations[:] = list(self.violations), []
        return forgiven
