"""The world's settings, as a decision sees them."""

from dataclasses import dataclass

from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class World:
    """What is the same for all players at a settings version."""

    catalogue: Catalogue
