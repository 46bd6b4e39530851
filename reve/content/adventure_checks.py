"""Checks of areas, quests and what they give."""

from collections.abc import Iterator, Mapping

from reve.content.adventure_models import AreaFile, QuestsFile
from reve.content.anatomy import AREAS_DIR, SUFFIX, Pack
from reve.content.combat_models import BossesFile
from reve.content.faults import Fault, Path
from reve.content.grants import Known, given
from reve.content.growing_models import RelicsFile
from reve.content.rule_models import ResourcesFile

NAME = "quests.yaml"


def adventures(pack: Pack, known: Known) -> Iterator[Fault]:
    """Yield every fault of areas and quests, as far as the files around them are sound."""
    rules, relics, resources = pack.get(QuestsFile), pack.get(RelicsFile), pack.get(ResourcesFile)
    if rules is None or pack.areas_spoilt:
        return
    if relics:
        yield from _spoils(rules, relics)
    for item in rules.drops:
        if item not in known.items:
            yield Fault(NAME, ("drops", item), f"{item!r} is no item", "name one of items.yaml")
    if not sum(rules.capture.tier_weights):
        yield Fault(NAME, ("capture", "tier_weights"), "nothing has a weight", "give one a weight")
    yield from _order(pack.areas, rules)
    for id_, area in pack.areas.items():
        yield from _area(f"{AREAS_DIR}/{id_}{SUFFIX}", area, rules, known)
        if resources:
            yield from _affordable(f"{AREAS_DIR}/{id_}{SUFFIX}", area, resources)
    yield from _names(pack.areas)
    if bosses := pack.get(BossesFile):
        yield from _bosses(pack.areas, bosses)


def _order(areas: Mapping[str, AreaFile], rules: QuestsFile) -> Iterator[Fault]:
    """Areas are numbered without a gap, and each asks for a higher level than the one before."""
    if len(areas) != rules.areas:
        yield Fault(AREAS_DIR, (), f"there are {len(areas)} areas", f"have {rules.areas}")
    due, level = 1, 0
    for id_, area in sorted(areas.items(), key=lambda pair: pair[1].number):
        file = f"{AREAS_DIR}/{id_}{SUFFIX}"
        if area.number != due:
            yield Fault(file, ("number",), f"number {area.number} leaves a gap or is twice", f"use {due}")
        if area.level <= level:
            yield Fault(file, ("level",), f"it is not above {level}", "let levels rise from area to area")
        due, level = due + 1, area.level


def _area(file: str, area: AreaFile, rules: QuestsFile, known: Known) -> Iterator[Fault]:
    if area.affinity not in known.elements:
        yield Fault(file, ("affinity",), f"{area.affinity!r} is no element", "correct it")
    if len(area.captures) != len(rules.capture.tier_weights):
        yield Fault(file, ("captures",), "there is not one tier per weight", f"see capture of {NAME}")
    for index, tier in enumerate(area.captures):
        if tier not in known.tiers:
            yield Fault(file, ("captures", index), f"there is no tier {tier}", "name one of tiers.yaml")
    for rank, bundle in enumerate(area.ranks):
        yield from given(file, ("ranks", rank), bundle, known)
    if len(area.quests) != rules.quests:
        yield Fault(file, ("quests",), f"there are {len(area.quests)} quests", f"have {rules.quests}")
    for index, quest in enumerate(area.quests):
        place: Path = ("quests", index)
        if (quest.boss is not None) != (index + 1 in rules.bosses):
            reason = f"quest {index + 1} has a boss, or lacks one"
            yield Fault(file, place, reason, f"have bosses at {', '.join(map(str, rules.bosses))}")
        if quest.revies[0] > quest.revies[1]:
            yield Fault(file, (*place, "revies"), "the least is above the most", "swap them")


def _affordable(file: str, area: AreaFile, resources: ResourcesFile) -> Iterator[Fault]:
    """A player who has just reached an area can pay for each of its quests."""
    most = resources.energy.base_max + resources.energy.per_level * (area.level - 1)
    for index, quest in enumerate(area.quests):
        if quest.energy > most:
            reason = f"nobody of level {area.level} has {quest.energy} energy"
            yield Fault(file, ("quests", index, "energy"), reason, f"use at most {most}")


def _names(areas: Mapping[str, AreaFile]) -> Iterator[Fault]:
    """No two areas are called alike, no two quests are, and no two tell the same."""
    seen: dict[tuple[str, str], str] = {}
    for id_, area in areas.items():
        texts: list[tuple[str, str, Path]] = [("area", area.name, ("name",))]
        for index, quest in enumerate(area.quests):
            texts.append(("quest", quest.name, ("quests", index, "name")))
            texts.append(("text", quest.text, ("quests", index, "text")))
        for kind, text, place in texts:
            key = (kind, text.casefold())
            if other := seen.get(key):
                file = f"{AREAS_DIR}/{id_}{SUFFIX}"
                yield Fault(file, place, f"{other} says the same", "change one of them")
            seen[key] = f"{id_}.{'.'.join(map(str, place))}"


def _spoils(rules: QuestsFile, relics: RelicsFile) -> Iterator[Fault]:
    due, rarities = 1, {one.rarity for one in relics.relics.values()}
    for index, band in enumerate(rules.spoils):
        first, last = band.areas
        if first != due or last < first:
            reason = f"areas {first} to {last} leave a gap or overlap"
            yield Fault(NAME, ("spoils", index, "areas"), reason, f"begin at {due}")
        due = last + 1
        if not sum(band.rarities.values()):
            yield Fault(NAME, ("spoils", index, "rarities"), "nothing has a weight", "give one a weight")
        for rarity in band.rarities.keys() - rarities:
            place = ("spoils", index, "rarities", rarity)
            yield Fault(NAME, place, f"no relic has rarity {rarity}", "see relics.yaml")
    if due != rules.areas + 1:
        yield Fault(NAME, ("spoils",), f"they end at area {due - 1}", f"end at {rules.areas}")


def _bosses(areas: Mapping[str, AreaFile], bosses: BossesFile) -> Iterator[Fault]:
    """Each boss exists, and guards one quest only."""
    seen: set[str] = set()
    for id_, area in areas.items():
        for index, quest in enumerate(area.quests):
            if quest.boss is None:
                continue
            file, place = f"{AREAS_DIR}/{id_}{SUFFIX}", ("quests", index, "boss")
            if quest.boss not in bosses.bosses:
                yield Fault(file, place, f"{quest.boss!r} is no boss", "name one of bosses.yaml")
            if quest.boss in seen:
                yield Fault(file, place, f"{quest.boss} guards another quest as well", "name another")
            seen.add(quest.boss)
