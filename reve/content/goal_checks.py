"""Checks of goals: that each can be reached, and gives what exists."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from reve.content.faults import Fault
from reve.content.goal_models import AchievementsFile, CodexFile, CollectionFile
from reve.content.grants import Known, given
from reve.game import metrics


def achievements(file: AchievementsFile, known: Known, highest: Mapping[str, int]) -> Iterator[Fault]:
    """Check that metrics exist, that their values can be reached, and so can the sums of points."""
    name = "achievements.yaml"
    for id_, one in file.achievements.items():
        place = ("achievements", id_)
        if one.metric not in metrics.METRICS:
            yield Fault(name, (*place, "metric"), f"{one.metric!r} is no metric", "see the head of the file")
        if one.value > (most := highest.get(one.metric, one.value)):
            yield Fault(name, (*place, "value"), f"{one.value} is never reached", f"use at most {most}")
        yield from given(name, (*place, "reward"), one.reward, known)
    total = sum(one.points for one in file.achievements.values())
    for threshold, bundle in file.points.items():
        if threshold > total:
            reason = f"{threshold} points are never reached"
            yield Fault(name, ("points", threshold), reason, f"use at most {total}")
        yield from given(name, ("points", threshold), bundle, known)


def codex(file: CodexFile, known: Known) -> Iterator[Fault]:
    """Check that the species of each set exist, once, and that names are different."""
    named: dict[str, str] = {}
    for id_, one in file.sets.items():
        place = ("sets", id_)
        for index, name in enumerate(one.species):
            if name not in known.species:
                reason = f"{name!r} is no esprit"
                yield Fault("codex.yaml", (*place, "species", index), reason, "correct it")
            elif name in one.species[:index]:
                yield Fault("codex.yaml", (*place, "species", index), f"{name!r} is there twice", "remove it")
        if other := named.get(one.name.casefold()):
            yield Fault("codex.yaml", (*place, "name"), f"{other} has this name as well", "change it")
        named[one.name.casefold()] = id_
        yield from given("codex.yaml", (*place, "reward"), one.reward, known)


def collection(file: CollectionFile, known: Known) -> Iterator[Fault]:
    """Check that ranks and labels are in order, and milestones can be reached."""
    name = "collection.yaml"
    for (_, higher), (rank, lower) in pairwise(file.mastery.items()):
        if lower >= higher:
            yield Fault(name, ("mastery", rank), f"it is not below {higher}", "begin with the highest")
    lowest = list(file.mastery.values())[-1]
    if lowest:
        yield Fault(name, ("mastery",), f"nobody below {lowest} has a rank", "end with one of 0")
    for (_, closer), (label, wider) in pairwise(file.balance.items()):
        if wider <= closer:
            yield Fault(name, ("balance", label), f"it is not above {closer}", "begin with the lowest")
    if file.recent_days > file.most_recent_days:
        yield Fault(name, ("recent_days",), "it is above most_recent_days", "lower it")
    for n, bundle in file.milestones.items():
        if n > (most := len(known.species)):
            yield Fault(name, ("milestones", n), f"{n} species are never reached", f"use at most {most}")
        yield from given(name, ("milestones", n), bundle, known)
