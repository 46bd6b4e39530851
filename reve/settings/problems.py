"""What is wrong with a setting, said so that it can be put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

PREFIX: Final = "REVE_"


@dataclass(frozen=True, slots=True)
class Problem:
    """One setting, what is wrong with it, and a right example. Never holds a secret."""

    setting: str
    what: str
    example: str | None = None

    def __str__(self) -> str:
        example = "" if self.example is None else f" A right one: {self.setting}={self.example}"
        return f"{self.setting}: {self.what}.{example}"


class SettingsError(Exception):
    """The settings cannot be used; the text is the whole message for people."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def variable(field: str) -> str:
    """Return the environment variable of a field."""
    return PREFIX + field.upper()
