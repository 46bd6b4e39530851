"""Checks of what players are given, and of the figures that bound it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reve.content.faults import Fault, Path
from reve.content.models import ItemsFile
from reve.content.rule_models import (
    BundleModel,
    DailyFile,
    ExperienceFile,
    LimitsFile,
    ResourcesFile,
    ReveFile,
    StarterFile,
)

ALL: Final = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The ids that a grant may name."""

    items: frozenset[str]
    titles: frozenset[str]
    elements: frozenset[str]
    tiers: frozenset[int]
    species: frozenset[str]
    relics: frozenset[str]


def items(file: ItemsFile) -> Iterator[Fault]:
    """Check that each item has a rarity that exists, and a name of its own."""
    named: dict[str, str] = {}
    for id_, one in file.items.items():
        if one.rarity not in file.rarities:
            reason = f"{one.rarity!r} is no rarity"
            yield Fault(
                "items.yaml", ("items", id_, "rarity"), reason, f"name one of {', '.join(file.rarities)}"
            )
        if other := named.get(one.name.casefold()):
            yield Fault("items.yaml", ("items", id_, "name"), f"{other} has this name as well", "change it")
        named[one.name.casefold()] = id_


def resources(file: ResourcesFile) -> Iterator[Fault]:
    """Check that no bar begins above its hard limits."""
    for name, one in (("energy", file.energy), ("stamina", file.stamina)):
        if one.base_max > one.hard_max:
            yield Fault("resources.yaml", (name, "base_max"), "it is above hard_max", "lower it")
        if one.min_interval_ms > one.interval_ms:
            reason = "it is above interval_ms"
            yield Fault("resources.yaml", (name, "min_interval_ms"), reason, "lower it")


def levels(file: ExperienceFile) -> Iterator[Fault]:
    """Check that milestones can be reached."""
    for level in file.milestones:
        if not 1 < level <= file.max_level:
            reason = f"level {level} is never reached"
            yield Fault("experience.yaml", ("milestones", level), reason, f"use 2 to {file.max_level}")


def streak(file: DailyFile) -> Iterator[Fault]:
    """Check that the days of the streak lie within its cycle."""
    for day in file.streak:
        if day > file.streak_cycle:
            reason = f"day {day} is never reached"
            yield Fault("daily.yaml", ("streak", day), reason, f"use 1 to {file.streak_cycle}")


def references(
    known: Known, experience: ExperienceFile | None, daily: DailyFile | None, starter: StarterFile | None
) -> Iterator[Fault]:
    """Check that everything granted exists."""
    if experience:
        for level, bundle in experience.milestones.items():
            yield from given("experience.yaml", ("milestones", level), bundle, known)
    if daily:
        for index, bundle in enumerate(daily.days):
            yield from given("daily.yaml", ("days", index), bundle, known)
        yield from given("daily.yaml", ("every_day",), daily.every_day, known)
        for day, bundle in daily.streak.items():
            yield from given("daily.yaml", ("streak", day), bundle, known)
    if starter:
        yield from given("starter.yaml", ("bundle",), starter.bundle, known)


def starter_fits(starter: StarterFile, limits: LimitsFile, reve: ReveFile) -> Iterator[Fault]:
    """Check that nothing of the beginning is above what a player can hold."""
    for name, given, cap in (
        ("charges", starter.charges, reve.charges.max),
        ("building_slots", starter.building_slots, limits.caps.building_slots),
    ):
        if given > cap:
            yield Fault("starter.yaml", (name,), f"{given} is above the most that fits, {cap}", "lower it")


def given(file: str, path: Path, bundle: BundleModel, known: Known) -> Iterator[Fault]:
    """Check that everything in a bundle exists."""
    yield from _named(file, (*path, "items"), bundle.items, known.items, "item")
    yield from _named(file, (*path, "esprits"), bundle.esprits, known.species, "esprit")
    yield from _named(file, (*path, "tier_fragments"), bundle.tier_fragments, known.tiers, "tier")
    yield from _named(file, (*path, "relics"), bundle.relics, known.relics, "relic")
    elements = known.elements | {ALL}
    yield from _named(file, (*path, "element_fragments"), bundle.element_fragments, elements, "element")
    if bundle.title is not None and bundle.title not in known.titles:
        yield Fault(file, (*path, "title"), f"{bundle.title!r} is no title", "add it to titles.yaml")


def _named[K: (str, int)](
    file: str, path: Path, found: Mapping[K, int], known: frozenset[K], what: str
) -> Iterator[Fault]:
    for id_ in found:
        if id_ not in known:
            yield Fault(file, (*path, id_), f"{id_!r} is no {what}", "correct it, or add what it names")
