"""What is asked and answered about species of the catalogue, owned or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.vocabulary.esprit import Source


@dataclass(frozen=True, slots=True)
class SearchSpecies:
    """Find species by a part of their name; tiers in any order, both included, None for all."""

    query: str
    element: str | None = None
    tiers: tuple[int, ...] = ()
    sort: str = "name"
    descending: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class CompareSpecies:
    """Put 2 to 5 species side by side, each by id, name or the beginning of a name."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RandomSpecies:
    """Show any species, of an element or tier if asked."""

    element: str | None = None
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class SuggestSpecies:
    """Suggest species that can be discovered now."""


@dataclass(frozen=True, slots=True)
class LeadSpecies:
    """Show the species that lead by a stat."""

    stat: str
    element: str | None = None
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class SpeciesLine:
    """A species of the catalogue, with the stats of a copy without stars."""

    species: str
    discovered: bool
    attack: int
    defense: int
    health: int
    power: int


@dataclass(frozen=True, slots=True)
class SpeciesFound:
    """A page of what a search found, as it was asked."""

    query: str
    element: str | None
    tiers: tuple[int, ...]
    sort: str
    descending: bool
    page: int
    pages: int
    total: int
    lines: tuple[SpeciesLine, ...]


@dataclass(frozen=True, slots=True)
class SpeciesCompared:
    """Species side by side."""

    lines: tuple[SpeciesLine, ...]


@dataclass(frozen=True, slots=True)
class SpeciesShown:
    """One species, and where it comes from."""

    line: SpeciesLine
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SpeciesSuggested:
    """What can be discovered now, each with the ways that are open."""

    shown: tuple[SpeciesShown, ...]


@dataclass(frozen=True, slots=True)
class SpeciesLeading:
    """The first species by a stat."""

    stat: str
    lines: tuple[SpeciesLine, ...]


type Action = SearchSpecies | CompareSpecies | RandomSpecies | SuggestSpecies | LeadSpecies
type Reply = SpeciesFound | SpeciesCompared | SpeciesShown | SpeciesSuggested | SpeciesLeading

NAMES: Final[Mapping[type, str]] = {
    SearchSpecies: "species.search",
    CompareSpecies: "species.compare",
    RandomSpecies: "species.random",
    SuggestSpecies: "species.suggest",
    LeadSpecies: "species.lead",
}
GROUPS: Final[Mapping[type, str]] = dict.fromkeys(NAMES, "view")
REPLIES: Final[Mapping[str, type]] = {
    "species.found": SpeciesFound,
    "species.compared": SpeciesCompared,
    "species.shown": SpeciesShown,
    "species.suggested": SpeciesSuggested,
    "species.leading": SpeciesLeading,
}
