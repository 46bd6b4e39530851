"""Who asks, where and when: all that a handler may know of an interaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

DISCORD_EPOCH_MS: Final = 1_420_070_400_000


@dataclass(frozen=True, slots=True)
class Call:
    """One interaction, free of Discord's types; `username` is cleaned already."""

    id: int
    user_id: int
    username: str
    locale: str | None = None
    guild_id: int | None = None
    role_ids: frozenset[int] = frozenset()

    @property
    def issued_at_ms(self) -> int:
        """When Discord made it (epoch milliseconds), as its snowflake tells."""
        return snowflake_ms(self.id)


@dataclass(frozen=True, slots=True)
class Person:
    """A user named in an option; the name is cleaned already."""

    id: int
    name: str


class BadOption(Exception):
    """A value does not have the type or range that its option demands."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"option {field!r}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a slash command as they came: nothing in them is trusted."""

    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a text of at most 100 characters, None if it was left out.

        :raises BadOption: if it is something else
        """
        value = self.values.get(name)
        if value is None or (isinstance(value, str) and len(value) <= 100):
            return value
        raise BadOption(name, "unknown")

    def demanded_text(self, name: str) -> str:
        """Return a text that must be there.

        :raises BadOption: if it is not, or is something else
        """
        text = self.text(name)
        if text is None:
            raise BadOption(name, "unknown")
        return text

    def number(self, name: str, default: int) -> int:
        """Return a whole number of at most 64 bits, `default` if it was left out.

        :raises BadOption: if it is something else
        """
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
            raise BadOption(name, "out_of_range")
        return value

    def flag(self, name: str) -> bool:
        """Return whether something was asked for, False if it was left out.

        :raises BadOption: if it is something else
        """
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise BadOption(name, "unknown")
        return value

    def person(self, name: str) -> Person | None:
        """Return a user, None if it was left out.

        :raises BadOption: if it is something else
        """
        value = self.values.get(name)
        if value is None or isinstance(value, Person):
            return value
        raise BadOption(name, "unknown")


def snowflake_ms(snowflake: int) -> int:
    """Return when Discord drew an id, in epoch milliseconds."""
    return (snowflake >> 22) + DISCORD_EPOCH_MS
