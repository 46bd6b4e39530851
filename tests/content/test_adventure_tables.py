"""Areas and quests have the figures of the game's formulas and tables, reckoned anew with exact fractions."""

import re
from fractions import Fraction

import pytest

from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.lands import Area, GuardianRules

A1 = (50, 60, 100, 140, 180, 195, 210, 250, 280, 310, 340, 370, 400, 430, 460, 500, 550, 580, 610, 640)
A1 += (670, 700, 730, 800)

AREAS = """
1 The Whispering Glade: 1 verdant
2 The Sunken Grotto: 11 abyssal
3 Cinder Flats: 20 inferno
4 Stormcrown Heights: 30 tempest
5 The Gloaming Marsh: 42 umbral
6 Lantern Vale: 55 radiant
7 Petrified Canopy: 70 verdant
8 Trench of Bells: 88 abyssal
9 The Kiln Deeps: 108 inferno
10 Skyfracture: 130 tempest
11 The Hollow Court: 152 umbral
12 Dawngate: 176 radiant
"""

CHECKED = {
    1: ((5, 50, 30), (8, 250, 48), (12, 500, 72), (16, 800, 96)),
    2: ((8, 120, 65), (11, 515, 89), (15, 940, 122), (19, 1_425, 154)),
    3: ((11, 250, 120), (14, 985, 153), (18, 1_690, 197), (22, 2_475, 241)),
    4: ((14, 470, 207), (17, 1_795, 251), (21, 2_955, 310), (25, 4_220, 369)),
    5: ((17, 860, 339), (20, 3_165, 399), (24, 5_060, 478), (28, 7_090, 558)),
    6: ((20, 1_520, 538), (23, 5_460, 619), (27, 8_545, 726), (31, 11_770, 834)),
    7: ((23, 2_620, 835), (26, 9_255, 944), (30, 14_240, 1_090), (34, 19_365, 1_235)),
    8: ((26, 4_440, 1_275), (29, 15_485, 1_422), (33, 23_495, 1_618), (37, 31_610, 1_814)),
    9: ((29, 7_430, 1_920), (32, 25_630, 2_118), (36, 38_445, 2_383), (40, 51_260, 2_648)),
    10: ((32, 12_300, 2_860), (35, 42_045, 3_128), (39, 62_470, 3_485), (43, 82_655, 3_843)),
    11: ((35, 20_185, 4_222), (38, 68_475, 4_584), (42, 100_915, 5_067), (46, 132_630, 5_549)),
    12: ((38, 32_870, 6_189), (41, 110_825, 6_677), (45, 162_185, 7_329), (49, 211_920, 7_980)),
}
"""Energy, least revies and XP of quests 1, 8, 16 and 24."""

G = (5_000, 7_500, 11_000, 17_000, 25_000, 38_000, 57_000, 85_000, 130_000, 190_000, 290_000, 430_000)
ITEMS = (
    *({"faded_echo": 1},) * 3,
    *({"vivid_echo": 1},) * 3,
    *({"vivid_echo": 2},) * 3,
    *({"brilliant_echo": 1},) * 3,
)


def ordered(catalogue: Catalogue) -> tuple[Area, ...]:
    return tuple(catalogue.adventures.areas.values())


def test_areas_have_the_names_levels_and_affinities_of_the_table(catalogue: Catalogue) -> None:
    found = [f"{one.number} {one.name}: {one.level} {one.affinity}" for one in ordered(catalogue)]
    assert found == AREAS.strip().splitlines()
    assert [one.id for one in ordered(catalogue)] == [f"area_{n}" for n in range(1, 13)]


def test_three_tiers_live_in_an_area_from_its_number_on(catalogue: Catalogue) -> None:
    assert all(one.tiers == (one.number, one.number + 1, one.number + 2) for one in ordered(catalogue))


@pytest.mark.parametrize("quest", range(1, 25))
def test_each_quest_costs_and_pays_what_the_formulas_say(catalogue: Catalogue, quest: int) -> None:
    for area in ordered(catalogue):
        a, found = area.number, area.quest(quest)
        energy = 5 + 3 * (a - 1) + (quest - 1) // 2
        grown = A1[quest - 1] * Fraction(3, 2) ** (a - 1) * Fraction(energy, 5 + (quest - 1) // 2)
        least = 5 * round(grown / 5)
        assert found.energy == energy
        assert found.revies == (least, 3 * least)
        assert found.xp == round(energy * 6 * Fraction(27, 20) ** (a - 1))


@pytest.mark.parametrize("number", CHECKED)
def test_quests_have_the_values_that_the_table_checks(catalogue: Catalogue, number: int) -> None:
    quests = (catalogue.adventures.areas[f"area_{number}"].quest(q) for q in (1, 8, 16, 24))
    assert tuple((one.energy, one.revies[0], one.xp) for one in quests) == CHECKED[number]


def test_ranks_give_revies_experience_and_at_last_an_echo(catalogue: Catalogue) -> None:
    for area, revies, items in zip(ordered(catalogue), G, ITEMS, strict=True):
        xp = area.quest(24).xp
        assert area.ranks == (
            Bundle(revies=revies, xp=10 * xp),
            Bundle(revies=2 * revies, xp=20 * xp),
            Bundle(xp=40 * xp, items=items),
        )


def test_every_eighth_quest_has_its_boss(catalogue: Catalogue) -> None:
    for area in ordered(catalogue):
        bosses = {one.number: one.boss for one in area.quests if one.boss}
        assert bosses == {8: f"{area.id}_a", 16: f"{area.id}_b", 24: f"{area.id}_c"}
        assert set(bosses.values()) <= catalogue.combat.bosses.keys()


def test_captures_have_the_odds_of_the_rules(catalogue: Catalogue) -> None:
    rules = catalogue.adventures.capture
    assert (rules.chance_bp, rules.boss_bp, rules.cap_bp, rules.certain_after) == (1_200, 2_000, 8_000, 20)
    assert (rules.charm_bp, rules.kindred_bp) == (5_000, 2_000)
    assert (rules.tier_weights, rules.affinity_bp) == ((70, 25, 5), 7_000)
    assert catalogue.adventures.most_times == 10


def test_drops_and_spoils_have_the_figures_of_the_tables(catalogue: Catalogue) -> None:
    rules = catalogue.adventures
    assert {one.item: (one.bp, one.boss_bp) for one in rules.drops} == {
        "faded_echo": (500, 1_000),
        "vivid_echo": (100, 200),
        "brilliant_echo": (10, 20),
        "elemental_echo": (30, 30),
        "energy_potion": (200, 200),
        "xp_orb": (300, 300),
        "capture_charm": (50, 50),
        "echo_key": (30, 30),
    }
    assert rules.guardians == {
        8: GuardianRules(20_000, 30_000, 2, 300, False),
        16: GuardianRules(25_000, 35_000, 3, 500, False),
        24: GuardianRules(30_000, 40_000, 5, 800, True),
    }
    rarities = ({1: 70, 2: 30}, {1: 40, 2: 40, 3: 20}, {2: 40, 3: 40, 4: 20}, {3: 50, 4: 35, 5: 14, 6: 1})
    for number, band in rules.bands.items():
        step = (number - 1) // 3
        assert (band.awakening_times, band.rarities) == (2**step, rarities[step])
    assert (rules.relic_after, rules.element_fragments, len(rules.bands)) == (25, 2, 12)


def test_no_two_quests_say_the_same_once_names_are_taken_out(catalogue: Catalogue) -> None:
    seen: dict[frozenset[str], str] = {}
    for area in ordered(catalogue):
        for quest in area.quests:
            nameless = re.sub(r"(?<!^)\b[A-Z]\w+", "", quest.description)
            bare = frozenset(re.findall(r"[a-z']+", nameless.lower()))
            assert len(bare) >= 5
            for other, where in seen.items():
                alike = len(bare & other) / len(bare | other)
                assert alike < 0.5, f"{area.id}.{quest.number} is like {where}"
            seen[bare] = f"{area.id}.{quest.number}"
    assert len(seen) == 288
