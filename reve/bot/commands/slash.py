"""A slash command as a value: its path, its options, and what it plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reve.bot.plan import OnPress, OnSlash
from reve.bot.routing import OnTyping

type OptionKind = Literal["text", "number", "person", "flag"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option. Its description is the text `option.<path>.<name>`.

    `choices` are values; the label of each is the text `choice.<path>.<name>.<value>`, or what
    `labels` says.
    """

    name: str
    kind: OptionKind
    required: bool = False
    lowest: int | None = None
    highest: int | None = None
    choices: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    typing: OnTyping | None = None


@dataclass(frozen=True, slots=True)
class Slash:
    """One slash command, or a subcommand where the path has two words, in a group where it has three.

    Its description is the text `command.<path>`, with a dot between the words; so is a group's.
    """

    path: str
    handle: OnSlash
    options: tuple[Option, ...] = ()
    operators_only: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the path."""
        return tuple(self.path.split())

    @property
    def key(self) -> str:
        """The path as part of text keys."""
        return self.path.replace(" ", ".")


@dataclass(frozen=True, slots=True)
class Feature:
    """The commands and presses of one system."""

    slashes: tuple[Slash, ...] = ()
    presses: Mapping[str, OnPress] = field(default_factory=dict)
