"""Abilities: a basic attack, an ultimate and a passive per species, and a support skill per element."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

type Side = Literal["enemy", "self"]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that an ability does besides damage, and to which side."""

    id: str
    name: str
    side: Side
    description: str


@dataclass(frozen=True, slots=True)
class Strike:
    """An attack by name, with the ids of its effects."""

    name: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AbilitySet:
    """The abilities of a species, without the figures of its tier."""

    basic: Strike
    ultimate: Strike
    passive: str


@dataclass(frozen=True, slots=True)
class Support:
    """What an esprit of an element does as support: a hit in percent of attack, then `rounds` of rest."""

    name: str
    effects: tuple[str, ...]
    power: int
    rounds: int


@dataclass(frozen=True, slots=True)
class TierFigures:
    """How strong abilities of a tier are, in percent, and how many rounds the ultimate rests."""

    basic: int
    ultimate: int
    passive: int
    cooldown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """All abilities: by species where it has its own, else by (element, tier)."""

    own: Mapping[str, AbilitySet]
    common: Mapping[tuple[str, int], AbilitySet]
    tiers: Mapping[int, TierFigures]
    passives: Mapping[str, str]  # what the passive of an element does
    supports: Mapping[str, Support]
    effects: Mapping[str, Effect]
    basic_effect_bp: int

    def of(self, species: str, element: str, tier: int) -> AbilitySet:
        """Return the abilities of a species."""
        return self.own.get(species) or self.common[element, tier]
