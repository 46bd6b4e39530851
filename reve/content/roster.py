"""Checks of who there is: elements, tiers, and the esprits of each."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from reve.content.faults import Fault, Path
from reve.content.models import (
    ClassesFile,
    ElementsFile,
    SpeciesFile,
    SpeciesModel,
    Stats,
    TiersFile,
)
from reve.content.rule_models import StarterFile

ELEMENTS: Final = 6
TIERS: Final = 18
STAT_LIMIT: Final = 2**40
_STRAY_PERCENT: Final = 5


def elements(file: ElementsFile) -> Iterator[Fault]:
    """Check that there are six, that shares are whole, and who beats whom."""
    name = "elements.yaml"
    if (count := len(file.elements)) != ELEMENTS:
        yield Fault(name, ("elements",), f"there are {count} elements", f"have exactly {ELEMENTS}")
    for id_, one in file.elements.items():
        shares = one.shares
        if (total := shares.attack + shares.defense + shares.health) != 100:
            yield Fault(name, ("elements", id_, "shares"), f"they sum to {total}", "make it 100")
        if one.strong_against not in file.elements or one.strong_against == id_:
            reason = f"{one.strong_against!r} is no other element"
            yield Fault(name, ("elements", id_, "strong_against"), reason, "name one of the others")
    yield from _unique(name, {("elements", id_, "name"): one.name for id_, one in file.elements.items()})
    turns: dict[Path, int] = {
        ("elements", id_, "pvp", "initiative"): one.pvp.initiative for id_, one in file.elements.items()
    }
    yield from _unique(name, turns)


def tiers(file: TiersFile) -> Iterator[Fault]:
    """Check that there are 18 without a gap, ever stronger and ever harder to fuse."""
    name, numbers = "tiers.yaml", list(file.tiers)
    if numbers != list(range(1, TIERS + 1)):
        yield Fault(name, ("tiers",), "the tiers are not 1 to 18 in order", "have each of them once")
    for (_, low), (number, high) in pairwise(file.tiers.items()):
        if high.base_attack <= low.base_attack:
            place = ("tiers", number, "base_attack")
            yield Fault(name, place, f"it is not above {low.base_attack}", "make it rise from tier to tier")
        if low.fusion_bp and high.fusion_bp and high.fusion_bp >= low.fusion_bp:
            place = ("tiers", number, "fusion_bp")
            yield Fault(name, place, f"it is not below {low.fusion_bp}", "make it fall from tier to tier")
    for number, one in file.tiers.items():
        if (one.fusion_bp is None) != (number == numbers[-1]):
            place = ("tiers", number, "fusion_bp")
            yield Fault(name, place, "all tiers but the last have one", "add or remove it")
    yield from _unique(name, {("tiers", n, "name"): one.name for n, one in file.tiers.items()})
    yield from _unique(name, {("tiers", n, "numeral"): one.numeral for n, one in file.tiers.items()})


def names(species: Mapping[str, SpeciesFile]) -> Iterator[Fault]:
    """Check that ids follow names, and that no id, name or text is there twice."""
    ids: dict[str, str] = {}
    called: dict[str, str] = {}
    told: dict[str, str] = {}
    any_name = _any_name(species)
    for file, place, id_, one in _entries(species):
        if id_ != (due := one.name.lower().replace(" ", "_").replace("-", "_")):
            yield Fault(file, place, f"the id of {one.name!r} is {due!r}", "correct the id or the name")
        if id_ in ids:
            yield Fault(file, place, f"{ids[id_]} has this id as well", "give it another name")
        elif (key := one.name.casefold()) in called:
            yield Fault(file, (*place, "name"), f"{called[key]} has this name as well", "change it")
        if (text := _told(one, any_name)) in told:
            reason = f"it tells the same as {told[text]}'s"
            yield Fault(file, (*place, "description"), reason, "write one of its own")
        ids[id_] = file
        called[one.name.casefold()] = id_
        told[text] = id_


def stats(species: Mapping[str, SpeciesFile], elements: ElementsFile, tiers: TiersFile) -> Iterator[Fault]:
    """Check each species' element, tier and stats against the formula."""
    seen: set[tuple[str, int]] = set()
    for file, content in species.items():
        if content.element not in elements.elements:
            yield Fault(file, ("element",), f"{content.element!r} is no element", "name one of elements.yaml")
            continue
        for id_, one in content.species.items():
            if one.tier not in tiers.tiers:
                yield Fault(file, ("species", id_, "tier"), f"there is no tier {one.tier}", "correct it")
                continue
            due = formula(content.element, one.tier, elements, tiers)
            free = (content.element, one.tier) in seen
            yield from _stats(file, ("species", id_, "stats"), one.stats, due, free=free)
            seen.add((content.element, one.tier))


def formula(element: str, tier: int, elements: ElementsFile, tiers: TiersFile) -> Stats:
    """Return the stats that a tier and an element stand for."""
    total = tiers.tiers[tier].base_attack * 10 // 7
    shares = elements.elements[element].shares
    return Stats(
        attack=total * shares.attack // 100,
        defense=total * shares.defense // 100,
        health=total * shares.health // 100,
    )


def coverage(
    species: Mapping[str, tuple[str, SpeciesModel]], elements: ElementsFile, tiers: TiersFile
) -> Iterator[Fault]:
    """Check that there is an esprit of every tier and element."""
    there = {(element, one.tier) for element, one in species.values()}
    for tier in tiers.tiers:
        for element in elements.elements:
            if (element, tier) not in there:
                file = f"species/{element}.yaml"
                yield Fault(file, ("species",), f"no esprit of {element} has tier {tier}", "add one")


def starters(
    species: Mapping[str, tuple[str, SpeciesModel]], starter: StarterFile, classes: ClassesFile | None
) -> Iterator[Fault]:
    """Check that starters exist, at tier 1, and that each class brings one of them."""
    for index, id_ in enumerate(starter.species):
        if id_ not in species or species[id_][1].tier != 1:
            reason = f"{id_!r} is no esprit of tier 1"
            yield Fault("starter.yaml", ("species", index), reason, "name one that is")
    yield from _unique("starter.yaml", {("species", i): id_ for i, id_ in enumerate(starter.species)})
    for id_, one in classes.classes.items() if classes else ():
        if one.starter not in starter.species:
            reason = f"{one.starter!r} is not among the species of starter.yaml"
            yield Fault("classes.yaml", ("classes", id_, "starter"), reason, "name one of them")


def _stats(file: str, path: Path, found: Stats, due: Stats, *, free: bool) -> Iterator[Fault]:
    """The first esprit of a tier and element has the formula's stats; others may move a little."""
    have = (found.attack, found.defense, found.health)
    want = (due.attack, due.defense, due.health)
    if not all(0 < one < STAT_LIMIT for one in have):
        yield Fault(file, path, "a stat is not in 1 to 2^40 - 1", "correct it")
    formula_says = "/".join(map(str, want))
    if have != want and not free:
        yield Fault(
            file, path, f"{'/'.join(map(str, have))} is not by the formula", f"make it {formula_says}"
        )
    elif sum(have) != sum(want):
        yield Fault(file, path, f"they sum to {sum(have)}", f"make it {sum(want)}, as {formula_says} does")
    elif any(abs(h - w) * 100 > w * _STRAY_PERCENT for h, w in zip(have, want, strict=True)):
        reason = f"a stat is more than {_STRAY_PERCENT} % off {formula_says}"
        yield Fault(file, path, reason, "move less")


def _entries(species: Mapping[str, SpeciesFile]) -> Iterator[tuple[str, Path, str, SpeciesModel]]:
    for file, content in species.items():
        for id_, one in content.species.items():
            yield file, ("species", id_), id_, one


def _any_name(species: Mapping[str, SpeciesFile]) -> re.Pattern[str]:
    called = (re.escape(one.name) for _, _, _, one in _entries(species))
    return re.compile(rf"\b(?:{'|'.join(called)})\b", re.IGNORECASE)


def _told(one: SpeciesModel, any_name: re.Pattern[str]) -> str:
    """The description without any esprit's name, in one case and spacing."""
    return " ".join(any_name.sub("", one.description).casefold().split())


def _unique(file: str, values: Mapping[Path, str | int]) -> Iterator[Fault]:
    seen: set[str | int] = set()
    for path, value in values.items():
        if value in seen:
            yield Fault(file, path, f"{value!r} is there twice", "change one of them")
        seen.add(value)
