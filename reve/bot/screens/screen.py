"""A screen: a reply laid out in a few shared pieces, still free of Discord's types.

All texts in pieces are finished markdown: names of people have been escaped by whoever wrote them.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from reve.bot.cards.spec import CardSpec
from reve.bot.custom_ids import Act

type Style = Literal["primary", "secondary", "success", "danger"]


class Tone(IntEnum):
    """The colour at a screen's edge, by what it is about."""

    SUCCESS = 0x00FF00
    ERROR = 0xFF0000
    WARNING = 0xFFA500
    INFO = 0x3498DB
    LEVEL_UP = 0x00FFFF
    PLAIN = 0x2C2D31


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a screen, or of a part of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Named values, a line each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is, with its figures behind the bar."""

    label: str
    done: int
    total: int
    figures: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of equal kind, or `empty` where there are none."""

    lines: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between parts."""


@dataclass(frozen=True, slots=True)
class Cards:
    """A picture of one esprit, or of the results of a pull."""

    specs: tuple[CardSpec, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be kept, of which a screen has at most one."""

    data: bytes = field(repr=False)
    filename: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button and what it does."""

    label: str
    act: Act
    style: Style = "secondary"
    emoji: str | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side; more than five go on in further rows."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with a button at its end."""

    text: str
    button: Button


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select; `value` reaches the handler as its last argument."""

    value: str
    label: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A menu of which one option is taken."""

    placeholder: str
    act: Act
    choices: tuple[Choice, ...]


type Words = Heading | Text | Note | Fields | Progress | Listing | Entry
type Piece = Words | Rule | Cards | Document | Buttons | Select


@dataclass(frozen=True, slots=True)
class Screen:
    """Pieces from top to bottom; `news_of` says whose news follow where they are not the reader's own."""

    pieces: tuple[Piece, ...]
    tone: int = Tone.PLAIN
    news_of: str = ""
