"""Search: finding species in the catalogue, whether they are discovered or not."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Final

from reve.game import esprit, pages, refusals, sources, statistics
from reve.game.catalogue import Catalogue, Species
from reve.game.days import day_of
from reve.game.draft import Draft
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.esprit import Source
from reve.game.vocabulary.search import (
    CompareSpecies,
    LeadSpecies,
    RandomSpecies,
    SearchSpecies,
    SpeciesCompared,
    SpeciesFound,
    SpeciesLeading,
    SpeciesLine,
    SpeciesShown,
    SpeciesSuggested,
    SuggestSpecies,
)

SHORTEST: Final = 2
PAGE_SIZE: Final = 20
MOST_SUGGESTED: Final = 5
MOST_LEADING: Final = 10
MOST_CANDIDATES: Final = 5
COMPARED: Final = range(2, 6)

STATS: Final[Mapping[str, Callable[[SpeciesLine], int]]] = {
    "atk": lambda line: line.attack,
    "def": lambda line: line.defense,
    "hp": lambda line: line.health,
    "power": lambda line: line.power,
}
SORTS: Final = ("name", "tier", "element", "power")


def folded(text: str) -> str:
    """Return a text without case and accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def search(draft: Draft, action: SearchSpecies) -> Reply:
    """Find species whose names contain a text."""
    wanted = folded(action.query.strip())
    if len(wanted) < SHORTEST:
        return refusals.invalid("query", "too_short")
    if action.sort not in SORTS:
        return refusals.invalid("sort", "unknown")
    for tier in action.tiers:
        if (no := _unknown(draft, action.element, tier)) is not None:
            return no
    if (no := _unknown(draft, action.element, None)) is not None:
        return no
    low, high = min(action.tiers, default=1), max(action.tiers, default=max(draft.catalogue.tiers))
    found = [
        species
        for species in draft.catalogue.species.values()
        if wanted in folded(species.name)
        and action.element in (None, species.element)
        and low <= species.tier <= high
    ]
    ordered = _sorted(draft, found, action.sort, descending=action.descending)
    page, count, cut = pages.cut(ordered, action.page, PAGE_SIZE)
    return SpeciesFound(
        query=action.query.strip(),
        element=action.element,
        tiers=action.tiers,
        sort=action.sort,
        descending=action.descending,
        page=page,
        pages=count,
        total=len(ordered),
        lines=tuple(_line(draft, species) for species in cut),
    )


def compare(draft: Draft, action: CompareSpecies) -> Reply:
    """Put species side by side."""
    if len(action.names) not in COMPARED:
        return refusals.invalid("esprit", "out_of_range")
    lines: list[SpeciesLine] = []
    for name in action.names:
        species = _named(draft.catalogue, name)
        if isinstance(species, Refused):
            return species
        lines.append(_line(draft, species))
    return SpeciesCompared(tuple(lines))


def any_species(draft: Draft, action: RandomSpecies) -> Reply:
    """Show any species; the dice stay untouched, since nothing may tell what they will show next."""
    if (no := _unknown(draft, action.element, action.tier)) is not None:
        return no
    fits = _of(draft, action.element, action.tier)
    if not fits:
        return refusals.invalid("tier", "out_of_range")
    return _shown(draft, fits[_hashed(draft.state, draft.now_ms) % len(fits)])


def suggest(draft: Draft, action: SuggestSpecies) -> Reply:
    """Suggest undiscovered species that can come now, of tiers near the player's best, the same all day."""
    player, catalogue, today = draft.state, draft.catalogue, day_of(draft.now_ms)
    best = statistics.value(player, catalogue, statistics.HIGHEST_TIER)
    open_now = (
        SpeciesShown(_line(draft, species), ways)
        for species in catalogue.species.values()
        if species.id not in player.stacks and (ways := _open_ways(player, catalogue, species))
    )
    tiers = {species.id: species.tier for species in catalogue.species.values()}
    ordered = sorted(
        open_now,
        key=lambda one: (abs(tiers[one.line.species] - best), _hashed(player, today, one.line.species)),
    )
    return SpeciesSuggested(tuple(ordered[:MOST_SUGGESTED]))


def lead(draft: Draft, action: LeadSpecies) -> Reply:
    """Show the first species by a stat."""
    if action.stat not in STATS:
        return refusals.invalid("stat", "unknown")
    if (no := _unknown(draft, action.element, action.tier)) is not None:
        return no
    lines = [_line(draft, species) for species in _of(draft, action.element, action.tier)]
    lines.sort(key=lambda line: -STATS[action.stat](line))
    return SpeciesLeading(action.stat, tuple(lines[:MOST_LEADING]))


def _sorted(draft: Draft, found: Iterable[Species], sort: str, *, descending: bool) -> list[Species]:
    elements, rules = list(draft.catalogue.elements), draft.catalogue.power
    keys: dict[str, Callable[[Species], int | str]] = {
        "name": lambda species: folded(species.name),
        "tier": lambda species: species.tier,
        "element": lambda species: elements.index(species.element),
        "power": lambda species: esprit.stats(species, 0, rules).power,
    }
    by_name = sorted(found, key=lambda species: folded(species.name))
    return sorted(by_name, key=keys[sort], reverse=descending)


def _open_ways(player: Player, catalogue: Catalogue, species: Species) -> tuple[Source, ...]:
    """Return the ways that are open to the player; fusion only where the pair is there."""
    level = player.growth.level
    ways = [one for one in sources.of(catalogue, species) if one.from_level <= level <= one.to_level]
    pair = any(one.kind == "fusion" for one in ways) and _pair(player, catalogue, species)
    return tuple(one for one in ways if one.kind in ("reve", "echo") or (one.kind == "fusion" and pair))


def _pair(player: Player, catalogue: Catalogue, species: Species) -> bool:
    """Tell whether two copies are there whose fusion may make a species."""
    have = dict.fromkeys(catalogue.elements, 0)
    for name, stack in player.stacks.items():
        one = catalogue.species.get(name)
        if one is not None and one.tier == species.tier - 1:
            have[one.element] += stack.quantity
    return any(
        species.element in made and (have[a] >= 2 if a == b else have[a] >= 1 and have[b] >= 1)
        for (a, b), made in catalogue.growing.fusion.chart.items()
    )


def _named(catalogue: Catalogue, text: str) -> Species | Refused:
    wanted = folded(text.strip())
    everyone = list(catalogue.species.values())
    for species in everyone:
        if wanted in (species.id, folded(species.name)):
            return species
    begins = [species for species in everyone if wanted and folded(species.name).startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    if begins:
        return refusals.ambiguous([species.id for species in begins[:MOST_CANDIDATES]])
    return refusals.invalid("esprit", "unknown")


def _of(draft: Draft, element: str | None, tier: int | None) -> list[Species]:
    return [
        species
        for species in draft.catalogue.species.values()
        if element in (None, species.element) and tier in (None, species.tier)
    ]


def _unknown(draft: Draft, element: str | None, tier: int | None) -> Refused | None:
    if element is not None and element not in draft.catalogue.elements:
        return refusals.invalid("element", "unknown")
    if tier is not None and tier not in draft.catalogue.tiers:
        return refusals.invalid("tier", "out_of_range")
    return None


def _shown(draft: Draft, species: Species) -> SpeciesShown:
    return SpeciesShown(_line(draft, species), sources.of(draft.catalogue, species))


def _line(draft: Draft, species: Species) -> SpeciesLine:
    one = esprit.stats(species, 0, draft.catalogue.power)
    discovered = species.id in draft.state.stacks
    return SpeciesLine(species.id, discovered, one.attack, one.defense, one.health, one.power)


def _hashed(player: Player, *of: int | str) -> int:
    seed = ":".join(map(str, (player.key, *of)))
    return int.from_bytes(sha256(seed.encode()).digest()[:8], "big")
