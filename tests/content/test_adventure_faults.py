"""What is wrong with areas and quests is found, and said at its place."""

from pathlib import Path

import pytest

from reve.content.loading import read_pack
from tests.content.conftest import Edit

DEAR = "energy: 16\n    revies: [730"
BREAKAGES = (
    ("areas/area_2.yaml", "number: 2", "number: 3", "number", "leaves a gap"),
    ("areas/area_2.yaml", "level: 11", "level: 1", "level", "it is not above 1"),
    ("areas/area_2.yaml", "affinity: abyssal", "affinity: water", "affinity", "is no element"),
    ("areas/area_2.yaml", "captures: [2, 3, 4]", "captures: [2, 3, 44]", "captures[2]", "no tier 44"),
    ("areas/area_2.yaml", "captures: [2, 3, 4]", "captures: [2, 3]", "captures", "one tier per weight"),
    ("areas/area_1.yaml", "    boss: area_1_a\n", "", "quests[7]", "has a boss, or lacks one"),
    ("areas/area_1.yaml", "boss: area_1_a", "boss: area_1_z", "quests[7].boss", "is no boss"),
    ("areas/area_1.yaml", "boss: area_1_a", "boss: area_1_b", "quests[15].boss", "guards another"),
    ("areas/area_1.yaml", "name: A Faint Glow", "name: Follow the Echo", "quests[4].name", "says the same"),
    ("areas/area_1.yaml", "revies: [60, 180]", "revies: [180, 60]", "quests[1].revies", "above the most"),
    ("areas/area_1.yaml", "{faded_echo: 1}", "{faded_ego: 1}", "ranks[2].items.faded_ego", "is no item"),
    ("quests.yaml", "xp_orb:", "xp_crown:", "drops.xp_crown", "is no item"),
    ("quests.yaml", "areas: [4, 6]", "areas: [5, 6]", "spoils[1].areas", "leave a gap"),
    ("quests.yaml", "5: 14, 6: 1", "5: 14, 7: 1", "spoils[3].rarities[7]", "no relic has rarity 7"),
    ("quests.yaml", "[70, 25, 5]", "[0, 0, 0]", "capture.tier_weights", "nothing has a weight"),
    ("quests.yaml", "relic_after: 25", "relic_after: 0", "relic_after", "greater than or equal"),
    ("areas/area_1.yaml", DEAR, DEAR.replace("16", "101"), "quests[22].energy", "nobody of level 1"),
)


@pytest.mark.parametrize("breakage", BREAKAGES, ids=[one[3] for one in BREAKAGES])
def test_a_fault_is_found_where_it_is(copy: Path, edit: Edit, breakage: tuple[str, ...]) -> None:
    file, old, new, place, why = breakage
    edit(file, old, new)

    found = [(fault.file, fault.place, fault.reason) for fault in read_pack(copy).faults]
    assert any(where == file and at == place and why in reason for where, at, reason in found)


def test_an_area_with_another_number_of_quests_is_refused(copy: Path, edit: Edit) -> None:
    edit("quests.yaml", "quests: 24", "quests: 25")

    faults = {(fault.place, fault.reason) for fault in read_pack(copy).faults}
    assert faults == {("quests", "there are 24 quests")}


def test_an_area_that_is_missing_is_missed(copy: Path) -> None:
    (copy / "areas" / "area_12.yaml").unlink()

    assert "there are 11 areas" in [fault.reason for fault in read_pack(copy).faults]
