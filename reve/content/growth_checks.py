"""Checks of the figures by which a collection grows."""

from collections.abc import Iterator
from itertools import combinations_with_replacement

from reve.content.anatomy import Pack
from reve.content.faults import Fault, Path
from reve.content.grants import ALL
from reve.content.growing_models import (
    AwakeningFile,
    EchoesFile,
    EchoModel,
    FusionFile,
    GatesFile,
    MaterialsFile,
    RelicsFile,
    SkillsFile,
)
from reve.content.models import ElementsFile, ItemsFile, TiersFile
from reve.content.rule_models import ExperienceFile


def growth(pack: Pack) -> Iterator[Fault]:
    """Yield every fault of what collections grow by, as far as the files around it are sound."""
    elements, tiers, items = pack.get(ElementsFile), pack.get(TiersFile), pack.get(ItemsFile)
    if elements and (fusion := pack.get(FusionFile)):
        yield from _chart(fusion, elements)
    if tiers and (materials := pack.get(MaterialsFile)):
        yield from _bands(materials, tiers)
        yield from _crafting(materials, tiers)
    if relics := pack.get(RelicsFile):
        yield from _relics(relics)
    echoes, experience, gates = pack.get(EchoesFile), pack.get(ExperienceFile), pack.get(GatesFile)
    if echoes and elements and tiers and items and experience and gates:
        for item, echo in echoes.echoes.items():
            place = ("echoes", item)
            if item not in items.items:
                yield Fault("echoes.yaml", place, f"{item!r} is no item", "name one of items.yaml")
            if echo.gate is not None and echo.gate not in gates.levels:
                yield Fault("echoes.yaml", (*place, "gate"), f"{echo.gate!r} is no gate", "see gates.yaml")
            yield from _echo(place, echo, elements, tiers, experience)
        yield from _keys(echoes)
    if items:
        yield from _items(pack, items)


def _chart(file: FusionFile, elements: ElementsFile) -> Iterator[Fault]:
    due = set(combinations_with_replacement(sorted(elements.elements), 2))
    for index, one in enumerate(file.chart):
        place: Path = ("chart", index)
        pair = (min(one.pair), max(one.pair))
        if pair not in due:
            reason = f"{' and '.join(one.pair)} are no pair, or are there twice"
            yield Fault("fusion.yaml", place, reason, "name each pair of elements once")
        due.discard(pair)
        for gift in one.gives:
            if gift != ALL and gift not in elements.elements:
                yield Fault("fusion.yaml", (*place, "gives"), f"{gift!r} is no element", "correct it")
    for first, second in sorted(due):
        reason = f"the pair {first} and {second} is missing"
        yield Fault("fusion.yaml", ("chart",), reason, "say what it becomes")


def _bands(file: MaterialsFile, tiers: TiersFile) -> Iterator[Fault]:
    due = 1
    for index, band in enumerate(file.bands):
        first, last = band.tiers
        if first != due or last < first:
            reason = f"tiers {first} to {last} leave a gap or overlap"
            yield Fault("materials.yaml", ("bands", index, "tiers"), reason, f"begin at {due}")
        due = last + 1
        if band.failure[0] > band.failure[1]:
            place = ("bands", index, "failure")
            yield Fault("materials.yaml", place, "the least is above the most", "swap them")
    if due != len(tiers.tiers) + 1:
        reason = f"they end at tier {due - 1}"
        yield Fault("materials.yaml", ("bands",), reason, f"end at the last tier, {len(tiers.tiers)}")
    if file.last_fragment_tier not in tiers.tiers:
        reason = f"there is no tier {file.last_fragment_tier}"
        yield Fault("materials.yaml", ("last_fragment_tier",), reason, "name one of tiers.yaml")


def _crafting(file: MaterialsFile, tiers: TiersFile) -> Iterator[Fault]:
    """Nobody may craft an esprit and release it for more than it took."""
    rules = file.crafting
    if rules.highest_tier not in tiers.tiers:
        reason = f"there is no tier {rules.highest_tier}"
        yield Fault("materials.yaml", ("crafting", "highest_tier"), reason, "name one of tiers.yaml")
    for index, band in enumerate(file.bands):
        taken = rules.element_fragments.base + rules.element_fragments.step * band.tiers[0]
        if band.tiers[0] <= rules.highest_tier and band.release.element >= taken:
            reason = f"releasing gives {band.release.element} of the {taken} that crafting takes"
            yield Fault("materials.yaml", ("bands", index, "release", "element"), reason, "give less")


def _relics(file: RelicsFile) -> Iterator[Fault]:
    named: dict[str, str] = {}
    for id_, one in file.relics.items():
        if one.rarity not in file.salvage:
            reason = f"salvage has no rarity {one.rarity}"
            yield Fault("relics.yaml", ("relics", id_, "rarity"), reason, "add it there, or correct it")
        if other := named.get(one.name.casefold()):
            yield Fault("relics.yaml", ("relics", id_, "name"), f"{other} has this name as well", "change it")
        named[one.name.casefold()] = id_


def _echo(
    place: Path, echo: EchoModel, elements: ElementsFile, tiers: TiersFile, experience: ExperienceFile
) -> Iterator[Fault]:
    due = 1
    for index, part in enumerate(echo.ranges):
        here: Path = (*place, "ranges", index)
        first, last = part.levels
        if first != due or last < first:
            reason = f"levels {first} to {last} leave a gap or overlap"
            yield Fault("echoes.yaml", (*here, "levels"), reason, f"begin at {due}")
        due = last + 1
        for tier in part.tiers:
            if tier not in tiers.tiers:
                yield Fault("echoes.yaml", (*here, "tiers", tier), f"there is no tier {tier}", "correct it")
        if not sum(part.tiers.values()):
            yield Fault("echoes.yaml", (*here, "tiers"), "nothing has a weight", "give one a weight")
        if (part.elements is None) == (echo.chosen is None):
            reason = "an echo has weights of elements, or an element that is chosen"
            yield Fault("echoes.yaml", (*here, "elements"), reason, "have one of the two")
        elif part.elements is not None and (
            len(part.elements) != len(elements.elements) or not all(part.elements)
        ):
            reason = "there is not one weight above 0 for each element"
            yield Fault("echoes.yaml", (*here, "elements"), reason, f"write {len(elements.elements)}")
    if due != experience.max_level + 1:
        reason = f"they end at level {due - 1}"
        yield Fault(
            "echoes.yaml", (*place, "ranges"), reason, f"end at the last level, {experience.max_level}"
        )


def _keys(file: EchoesFile) -> Iterator[Fault]:
    """Keys are cheap: they must not open the echo of the highest tiers."""
    tops = {id_: max(max(part.tiers) for part in one.ranges) for id_, one in file.echoes.items()}
    for item, one in file.echoes.items():
        if one.keys is not None and tops[item] == max(tops.values()):
            reason = f"keys open the echo of the highest tier, {tops[item]}"
            yield Fault("echoes.yaml", ("echoes", item, "keys"), reason, "remove them")


def _items(pack: Pack, items: ItemsFile) -> Iterator[Fault]:
    named: list[tuple[str, Path, str]] = []
    if fusion := pack.get(FusionFile):
        named.append(("fusion.yaml", ("catalyst",), fusion.catalyst))
    if awakening := pack.get(AwakeningFile):
        named.append(("awakening.yaml", ("stone", "item"), awakening.stone.item))
    if skills := pack.get(SkillsFile):
        named.append(("skills.yaml", ("reset", "item"), skills.reset.item))
    for file, place, item in named:
        if item not in items.items:
            yield Fault(file, place, f"{item!r} is no item", "name one of items.yaml")
