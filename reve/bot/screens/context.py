"""What a screen is drawn with, besides the reply itself."""

from dataclasses import dataclass

from reve.bot.words.catalogue import Words
from reve.game.catalogue import Catalogue
from reve.game.world import Festival


@dataclass(frozen=True, slots=True)
class Context:
    """The asker's words, the catalogue in force, who asks, and the festivals of the moment by key."""

    words: Words
    catalogue: Catalogue
    asker: int
    asker_name: str
    festivals: tuple[tuple[str, Festival], ...] = ()
