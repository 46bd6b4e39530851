"""Sums: what the copies of an army add up to, before skills and leader."""

from dataclasses import dataclass

from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Sums:
    """Attack, defense and health of many copies."""

    attack: int = 0
    defense: int = 0
    health: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.attack + other.attack, self.defense + other.defense, self.health + other.health)

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(self.attack - other.attack, self.defense - other.defense, self.health - other.health)

    def worth(self, catalogue: Catalogue) -> int:
        """Return the power that these stats are worth."""
        return self.attack + self.defense + self.health // catalogue.power.health_share
