"""Pieces of a screen as markdown, and a whole screen as one plain text."""

from reve.bot.screens import limits
from reve.bot.screens.screen import (
    Buttons,
    Cards,
    Document,
    Entry,
    Fields,
    Heading,
    Listing,
    Note,
    Piece,
    Progress,
    Rule,
    Screen,
    Select,
    Text,
)
from reve.bot.words import numbers


def markdown(piece: Piece) -> str:
    """Return what a piece says in words; empty for what is only a control, a rule, a picture or a file."""
    said = ""
    match piece:
        case Heading(text):
            said = f"## {text}"
        case Text(text) | Entry(text=text):
            said = text
        case Note(text):
            said = f"-# {text}"
        case Fields(rows):
            said = "\n".join(f"**{name}** {value}" for name, value in rows)
        case Progress(label, done, total, figures):
            said = f"**{label}** {numbers.bar(done, total)} {figures}"
        case Listing(lines, empty):
            said = "\n".join(lines) or empty
        case Rule() | Cards() | Document() | Buttons() | Select():
            pass
    return said


def plain_text(screen: Screen) -> str:
    """Return a screen as the content of a message without components."""
    parts = (markdown(piece) for piece in screen.pieces)
    return limits.cut_lines("\n".join(part for part in parts if part), limits.CONTENT) or "…"
