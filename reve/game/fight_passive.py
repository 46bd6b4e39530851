"""The leader's passive in a fight: what the one of its element gives with its power."""

from dataclasses import dataclass
from typing import Final

from reve.game.bosses import PassiveFigures, PassiveKind
from reve.game.catalogue import Catalogue, Species
from reve.game.fight import Side

_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class Passive:
    """A passive of some power; what it does not give is 0."""

    figures: PassiveFigures
    power: int

    def dealt_bp(self, own: Side) -> int:
        """Return by how much more damage it lets its side deal now."""
        angry = own.health * _FULL_BP < own.full_health * self.figures.below_bp
        return (self._main("rage") if angry else 0) + self._besides("grace")

    @property
    def taken_bp(self) -> int:
        """By how much less damage its side takes."""
        return self._main("shell")

    @property
    def critical_bp(self) -> int:
        """How much more often its side hits critically."""
        return self._main("precision")

    @property
    def leech_bp(self) -> int:
        """What share of the damage dealt heals its side."""
        return self._main("leech")

    @property
    def healing_bp(self) -> int:
        """How much better its side heals."""
        return self._main("growth")

    @property
    def every_round_bp(self) -> int:
        """What share of full health returns when a round ends."""
        return self._besides("growth")

    @property
    def blessing_bp(self) -> int:
        """How much stronger the helpful effects of its side are."""
        return self._main("grace")

    @property
    def main_bp(self) -> int:
        """By how much it does what it is for, whatever that is."""
        amount = self.figures.main * self.power
        return amount if self.figures.cap is None else min(amount, self.figures.cap)

    def _main(self, kind: PassiveKind) -> int:
        return self.main_bp if self.figures.kind == kind else 0

    def _besides(self, kind: PassiveKind) -> int:
        return self.figures.besides * self.power if self.figures.kind == kind else 0


def of(catalogue: Catalogue, leader: Side | Species) -> Passive:
    """Return the passive of the esprit that leads a side, or of a species that might."""
    power = catalogue.growing.abilities.tiers[leader.tier].passive
    return Passive(catalogue.combat.passives[leader.element], power)
