"""Checks of the reve's odds."""

from collections.abc import Iterator
from typing import Final

from reve.content.faults import Fault
from reve.content.models import TiersFile
from reve.content.rule_models import ExperienceFile, ReveFile

WHOLE: Final = 100_000
_FILE: Final = "reve.yaml"


def weights(file: ReveFile) -> Iterator[Fault]:
    """Check that the weights make a whole, and that pity falls on columns that exist."""
    if (total := sum(file.weights)) != WHOLE:
        yield Fault(_FILE, ("weights",), f"they sum to {total}", f"make it {WHOLE}")
    for index, row in enumerate(file.rows):
        if len(row.tiers) != len(file.weights):
            reason = f"there are {len(row.tiers)} tiers for {len(file.weights)} weights"
            yield Fault(_FILE, ("rows", index, "tiers"), reason, "have a tier for each weight")
    for name, pity in (("bright", file.pity.bright), ("brilliant", file.pity.brilliant)):
        if pity.column > len(file.weights):
            reason = f"there is no column {pity.column}"
            yield Fault(_FILE, ("pity", name, "column"), reason, f"name one of 1 to {len(file.weights)}")
    if file.pity.brilliant.column <= file.pity.bright.column:
        reason = "brilliant begins no later than bright"
        yield Fault(_FILE, ("pity", "brilliant", "column"), reason, "make it a later column")


def rows(file: ReveFile, tiers: TiersFile, experience: ExperienceFile) -> Iterator[Fault]:
    """Check that the rows hold each level once, in order, and name tiers that exist."""
    due = 1
    for index, row in enumerate(file.rows):
        first, last = row.levels
        if first != due or last < first:
            reason = f"levels {first} to {last} leave a gap or overlap"
            yield Fault(_FILE, ("rows", index, "levels"), reason, f"begin at {due}")
        due = last + 1
        for column, tier in enumerate(row.tiers):
            if tier not in tiers.tiers:
                reason = f"there is no tier {tier}"
                yield Fault(_FILE, ("rows", index, "tiers", column), reason, "name one of tiers.yaml")
    if due != experience.max_level + 1:
        reason = f"they end at level {due - 1}"
        yield Fault(_FILE, ("rows",), reason, f"end at the last level, {experience.max_level}")
