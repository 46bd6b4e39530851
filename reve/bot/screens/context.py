"""What a screen is drawn with, besides the reply itself."""

from dataclasses import dataclass

from reve.bot.words.catalogue import Words
from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Context:
    """The asker's words, the catalogue in force, and who asks."""

    words: Words
    catalogue: Catalogue
    asker: int
    asker_name: str
