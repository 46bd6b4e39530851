"""Checks of the abilities: everybody has some, and what they name exists."""

from collections.abc import Collection, Iterator

from reve.content.ability_models import AbilitiesFile, AbilitySetModel
from reve.content.faults import Fault, Path
from reve.content.models import ElementsFile, TiersFile

_FILE = "abilities.yaml"


def abilities(
    file: AbilitiesFile, elements: ElementsFile, tiers: TiersFile, species: Collection[str] | None
) -> Iterator[Fault]:
    """Check the figures of all tiers, the sets of all elements, and the species with their own."""
    for name, powers in (
        ("basic", file.tiers.basic),
        ("ultimate", file.tiers.ultimate),
        ("passive", file.tiers.passive),
    ):
        if len(powers) != len(tiers.tiers):
            reason = f"there are {len(powers)} powers for {len(tiers.tiers)} tiers"
            yield Fault(_FILE, ("tiers", name), reason, "have one for each tier")
    if min(one.from_tier for one in file.cooldowns) > 1:
        yield Fault(_FILE, ("cooldowns",), "tier 1 has none", "begin at tier 1")
    yield from _sets(file, elements, tiers)
    for id_, one in file.own.items():
        place = ("own", id_)
        if species is not None and id_ not in species:
            yield Fault(_FILE, place, f"{id_!r} is no esprit", "correct it, or add it")
        yield from _set(file, place, one)
    for element in elements.elements:
        if element not in file.passives:
            yield Fault(_FILE, ("passives",), f"{element} has none", "say what it does")
        if element not in file.supports:
            yield Fault(_FILE, ("supports",), f"{element} has none", "add one")
    for id_, support in file.supports.items():
        yield from _effects(file, ("supports", id_, "effects"), support.effects)


def _sets(file: AbilitiesFile, elements: ElementsFile, tiers: TiersFile) -> Iterator[Fault]:
    due = 1
    for index, band in enumerate(file.sets):
        here: Path = ("sets", index)
        first, last = band.tiers
        if first != due or last < first:
            reason = f"tiers {first} to {last} leave a gap or overlap"
            yield Fault(_FILE, (*here, "tiers"), reason, f"begin at {due}")
        due = last + 1
        if set(band.elements) != set(elements.elements):
            yield Fault(_FILE, (*here, "elements"), "not each element is there", "have each of them once")
        for element, one in band.elements.items():
            yield from _set(file, (*here, "elements", element), one)
    if due != len(tiers.tiers) + 1:
        yield Fault(_FILE, ("sets",), f"they end at tier {due - 1}", "end at the last tier")


def _set(file: AbilitiesFile, place: Path, one: AbilitySetModel) -> Iterator[Fault]:
    yield from _effects(file, (*place, "basic", "effects"), one.basic.effects)
    yield from _effects(file, (*place, "ultimate", "effects"), one.ultimate.effects)


def _effects(file: AbilitiesFile, place: Path, named: list[str]) -> Iterator[Fault]:
    for index, effect in enumerate(named):
        if effect not in file.effects:
            yield Fault(_FILE, (*place, index), f"{effect!r} is no effect", "name one of effects")
