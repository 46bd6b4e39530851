"""Screens of what is kept about a player: handed over, and erased."""

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Document, Heading, Note, Piece, Screen, Text, Tone
from reve.bot.views import Exported
from reve.bot.words import numbers
from reve.game.vocabulary.privacy import Erased

FILENAME = "reve-export.json"


def exported(shown: Exported, context: Context) -> Screen:
    """Hand over the file, and say what it lacks."""
    words = context.words
    count = words.many("privacy.export.deltas", shown.deltas, count=numbers.whole(shown.deltas))
    pieces: list[Piece] = [
        Heading(words("privacy.export.title")),
        Text(words("privacy.export.text")),
        Document(shown.data, FILENAME),
        Note(count),
    ]
    if shown.older is not None:
        pieces.append(Text(words("privacy.export.older", older=shown.older)))
    return Screen(tuple(pieces), Tone.INFO if shown.older is None else Tone.WARNING)


def erased(shown: Erased, context: Context) -> Screen:
    """Say goodbye."""
    words = context.words
    until = words("privacy.erased.again", when=numbers.day(shown.again_at_ms))
    begin = Buttons((Button(words("button.begin"), Act("begin")),))
    return Screen(
        (Heading(words("privacy.erased.title")), Text(words("privacy.erased.text")), Note(until), begin)
    )
