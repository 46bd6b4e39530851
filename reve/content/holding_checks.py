"""Checks of buildings: levels without gap, slots for all, upkeep only where it can go unpaid."""

from collections.abc import Iterator

from reve.content.anatomy import Pack
from reve.content.faults import Fault
from reve.content.holding_models import BuildingsFile, NoticesFile, TutorialFile
from reve.content.models import ItemsFile
from reve.content.rule_models import LimitsFile, StarterFile
from reve.game.occurrences import KINDS
from reve.game.tutorial import DONE

_FILE = "buildings.yaml"


def holding(pack: Pack) -> Iterator[Fault]:
    """Yield every fault of what players hold and hear of, as far as the files around it are sound."""
    if notices := pack.get(NoticesFile):
        for kind in sorted(set(notices.types) ^ set(KINDS)):
            reason = f"{kind!r} is missing" if kind in KINDS else f"{kind!r} is not known"
            yield Fault("notices.yaml", ("types",), reason, f"name {', '.join(KINDS)}")
    if tutorial := pack.get(TutorialFile):
        for index, step in enumerate(tutorial.steps):
            if step not in DONE:
                reason = f"{step!r} cannot be hinted at"
                yield Fault("tutorial.yaml", ("steps", index), reason, f"name {', '.join(DONE)}")
    yield from _buildings(pack)


def _buildings(pack: Pack) -> Iterator[Fault]:
    file, items = pack.get(BuildingsFile), pack.get(ItemsFile)
    if file is None:
        return
    yield from _types(file)
    if items and file.boost.item not in items.items:
        yield Fault(_FILE, ("boost", "item"), f"{file.boost.item!r} is no item", "name one of items.yaml")
    limits, starter = pack.get(LimitsFile), pack.get(StarterFile)
    if limits and starter:
        due = range(starter.building_slots + 1, limits.caps.building_slots + 1)
        if sorted(file.slots) != list(due):
            reason = f"slots {due.start} to {due.stop - 1} need a price each, and no others"
            yield Fault(_FILE, ("slots",), reason, "price each of them once")


def _types(file: BuildingsFile) -> Iterator[Fault]:
    for id_, one in file.types.items():
        place = ("types", id_)
        if len(one.upgrade) != len(one.income) - 1:
            reason = f"{len(one.upgrade)} upgrades do not lead through {len(one.income)} levels"
            yield Fault(_FILE, (*place, "upgrade"), reason, "price the way to each level but the first")
        if one.income != sorted(set(one.income)):
            yield Fault(_FILE, (*place, "income"), "a higher level does not earn more", "let income rise")
        if one.upkeep and one.pays == "revies":
            reason = "what pays revies cannot have an upkeep in revies"
            yield Fault(_FILE, (*place, "upkeep"), reason, "lower its income instead")
