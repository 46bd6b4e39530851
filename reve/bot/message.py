"""A message ready to be sent, in its rich form and as the plain text that always goes."""

from dataclasses import dataclass

from disnake import ui

from reve.bot.cards.spec import Picture
from reve.bot.screens.screen import Document


@dataclass(frozen=True, slots=True)
class Form:
    """A modal ready to be sent: its title, its custom id, and a label for each text to type."""

    title: str
    custom_id: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. Without `rich`, or where Discord refuses it, `plain` is sent,
    and the document with it.

    `certain` messages tell what has been decided, and may take the place of an earlier answer to
    the same interaction; the others only tell that nothing is known.
    """

    plain: str
    rich: tuple[ui.Container, ...] = ()
    picture: Picture | None = None
    private: bool = False
    certain: bool = True
    document: Document | None = None
