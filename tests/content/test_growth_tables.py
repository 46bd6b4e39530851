"""What collections grow by has the figures of the game's tables."""

import pytest

from reve.game.catalogue import Catalogue

ECHOES = """
faded 50 1-25: 1:70 2:25 3:5
faded 50 26-50: 1:40 2:40 3:15 4:5
faded 50 51-100: 2:45 3:35 4:15 5:5
faded 50 101-150: 3:40 4:35 5:20 6:5
faded 50 151-200: 3:25 4:35 5:25 6:12 7:3
vivid 60 1-50: 3:60 4:30 5:10
vivid 60 51-100: 3:30 4:40 5:25 6:5
vivid 60 101-150: 4:35 5:35 6:20 7:8 8:2
vivid 60 151-200: 5:30 6:35 7:20 8:10 9:4 10:1
brilliant 60 1-100: 5:60 6:25 7:12 8:3
brilliant 60 101-150: 6:40 7:30 8:20 9:8 10:2
brilliant 60 151-200: 7:35 8:30 9:20 10:10 11:4 12:1
elemental 80 1-100: 1:20 2:25 3:25 4:15 5:10 6:4 7:1
elemental 80 101-200: 2:15 3:20 4:25 5:20 6:12 7:5 8:2 9:1
cosmic 30 1-150: 8:40 9:30 10:20 11:8 12:2
cosmic 30 151-200: 10:40 11:32 12:20 13:7 14:1
"""
"""Kind, pity, levels, and tier:weight."""

ELEMENTS = {
    ("faded", 1): (10, 10, 10, 10, 10, 10),
    ("faded", 101): (10, 10, 10, 10, 10, 10),
    ("vivid", 1): (12, 12, 12, 12, 8, 8),
    ("vivid", 51): (11, 11, 11, 11, 9, 9),
    ("vivid", 101): (10, 10, 10, 10, 10, 10),
    ("vivid", 151): (10, 10, 10, 10, 10, 10),
    ("brilliant", 1): (10, 10, 10, 10, 15, 15),
    ("brilliant", 101): (10, 10, 10, 10, 13, 13),
    ("brilliant", 151): (10, 10, 10, 10, 12, 12),
    ("cosmic", 1): (10, 10, 10, 10, 10, 10),
    ("cosmic", 151): (10, 10, 10, 10, 10, 10),
}

RELICS = {
    "iron_sword": (1, {"attack": 8}, {}),
    "oak_shield": (1, {"defense": 8}, {}),
    "reed_charm": (1, {"health": 10}, {}),
    "ember_fang": (2, {"attack": 14}, {}),
    "stone_ward": (2, {"defense": 14}, {}),
    "life_bead": (2, {"health": 18}, {}),
    "berserker_blade": (3, {"attack": 25}, {("defense", "attack"): 15}),
    "tidal_mail": (3, {"defense": 18}, {("health", "defense"): 12}),
    "guardian_plate": (4, {"defense": 30, "health": 20}, {("attack", "defense"): 20}),
    "gale_spike": (4, {"attack": 32}, {("health", "attack"): 10}),
    "vampiric_ring": (5, {"attack": 15}, {("health", "attack"): 25}),
    "fortress_crown": (
        5,
        {"defense": 20, "health": 30},
        {("defense", "health"): 35, ("health", "defense"): 15},
    ),
    "entropy_orb": (
        6,
        {"attack": 40, "defense": 40, "health": 40},
        {("defense", "attack"): 25, ("attack", "defense"): 25, ("health", "attack"): 25},
    ),
}

BANDS = {
    (1, 3): (8, 1, (1, 2), 1, 0),
    (4, 6): (20, 2, (1, 3), 3, 1),
    (7, 9): (45, 3, (2, 4), 10, 2),
    (10, 12): (100, 4, (2, 5), 30, 3),
    (13, 15): (250, 5, (3, 6), 90, 4),
    (16, 18): (500, 6, (3, 7), 270, 5),
}
"""Tiers: awakening fragments, boost, failure, and what a released copy leaves."""

GATES = {
    "awakening": 3,
    "building": 5,
    "support": 5,
    "release": 5,
    "crafting": 8,
    "relic": 10,
    "pvp": 15,
    "elemental_echo": 20,
    "cosmic_echo": 40,
}


@pytest.mark.parametrize("line", ECHOES.strip().splitlines())
def test_echoes_hold_what_the_table_says(catalogue: Catalogue, line: str) -> None:
    kind, pity, levels, *weights = line.split()
    first, last = levels.rstrip(":").split("-")
    one = catalogue.growing.echoes.echoes[kind]
    (part,) = (part for part in one.ranges if part.from_level == int(first))
    due = {int(tier): int(weight) for tier, weight in (pair.split(":") for pair in weights)}
    assert (one.pity, part.to_level, dict(part.tiers)) == (int(pity), int(last), due)


def test_there_are_no_other_ranges_of_levels(catalogue: Catalogue) -> None:
    count = sum(len(one.ranges) for one in catalogue.growing.echoes.echoes.values())
    assert count == len(ECHOES.strip().splitlines())


@pytest.mark.parametrize(("kind", "level"), ELEMENTS)
def test_elements_of_echoes_weigh_what_the_table_says(catalogue: Catalogue, kind: str, level: int) -> None:
    one = catalogue.growing.echoes.echoes[kind]
    (part,) = (part for part in one.ranges if part.from_level == level)
    assert tuple(part.elements.values()) == ELEMENTS[kind, level]
    assert list(part.elements) == ["inferno", "verdant", "abyssal", "tempest", "umbral", "radiant"]


def test_keys_calls_and_favorites_of_echoes(catalogue: Catalogue) -> None:
    echoes = catalogue.growing.echoes
    assert {one.name: one.keys for one in echoes.echoes.values()} == {
        "faded": 1,
        "vivid": 1,
        "brilliant": 3,
        "elemental": 1,
        "cosmic": None,
    }
    assert (echoes.echoes["elemental"].chosen, echoes.echoes["elemental"].others) == (30, 2)
    assert (echoes.favorite_times, echoes.favorite_others, echoes.most) == (3, 2, 10)


def test_relics_are_those_of_the_table(catalogue: Catalogue) -> None:
    found = {one.id: (one.rarity, one.boost, one.convert) for one in catalogue.growing.relics.values()}
    assert found == RELICS
    assert catalogue.growing.salvage == {1: 2, 2: 4, 3: 8, 4: 16, 5: 32, 6: 100}
    slots = catalogue.growing.relic_slots
    assert [slots[tier] for tier in range(1, 19)] == [1] * 4 + [2] * 4 + [3] * 4 + [4] * 6


@pytest.mark.parametrize("band", BANDS)
def test_materials_are_those_of_the_bands(catalogue: Catalogue, band: tuple[int, int]) -> None:
    for tier in range(band[0], band[1] + 1):
        one = catalogue.growing.materials[tier]
        found = (one.awakening, one.boost, one.failure, one.release_awakening, one.release_element)
        assert found == BANDS[band]


def test_features_open_at_the_levels_of_the_text(catalogue: Catalogue) -> None:
    assert catalogue.growing.gates == GATES


def test_fusion_has_the_figures_of_the_text(catalogue: Catalogue) -> None:
    rules = catalogue.growing.fusion
    assert (rules.cross_bp, rules.pity_bp, rules.cap_bp) == (9_000, 500, 9_500)
    assert (rules.boost_bp, rules.boost_steps, rules.boost_cap_bp) == (500, 12, 10_000)
    assert (rules.catalyst, rules.most_attempts, len(rules.chart)) == ("fusion_catalyst", 50, 21)


def test_awakening_has_the_figures_of_the_text(catalogue: Catalogue) -> None:
    rules = catalogue.growing.awakening
    assert rules.success_bp == (10_000, 10_000, 10_000, 8_000, 6_000)
    assert (rules.retry_bp, rules.revies_factor, rules.failed_copies_part) == (2_000, 2, 2)
    assert (rules.stone, rules.stone_saves) == ("awakening_stone", 1)


def test_crafting_skills_and_classes_have_the_figures_of_the_text(catalogue: Catalogue) -> None:
    growing = catalogue.growing
    crafting, skills = growing.crafting, growing.skills
    assert (crafting.tier_base, crafting.tier_step) == (50, 10)
    assert (crafting.element_base, crafting.element_step) == (25, 5)
    assert (crafting.revies_factor, crafting.highest_tier, crafting.most) == (5, 15, 10)
    assert (growing.last_fragment_tier, growing.release_asks_above) == (17, 10)
    assert skills.skills == ("energy", "stamina", "attack", "defense")
    assert (skills.reset_step, skills.reset_most_steps, skills.reset_every_ms) == (100, 5, 86_400_000)
    assert (growing.class_change_step, growing.class_change_most) == (100, 500)


def test_hazard_22_nothing_that_can_be_drawn_is_without_species(catalogue: Catalogue) -> None:
    for row in catalogue.reve.rows:
        for tier in row.tiers:
            assert all(catalogue.kin[element, tier] for element in catalogue.elements)
    for one in catalogue.growing.echoes.echoes.values():
        for part in one.ranges:
            assert sum(part.tiers.values()) > 0
            for tier in part.tiers:
                assert all(catalogue.kin[element, tier] for element in catalogue.elements)
    for elements in catalogue.growing.fusion.chart.values():
        for tier in catalogue.growing.fusion.chance_bp:
            assert all(catalogue.kin[element, tier + 1] for element in elements)


def test_hazard_23_nobody_can_change_the_figures_of_growth(catalogue: Catalogue) -> None:
    growing = catalogue.growing
    for mapping in (growing.gates, growing.materials, growing.relics, growing.salvage, growing.fusion.cost):
        with pytest.raises(TypeError):
            mapping[1] = 1  # type: ignore[index]
