"""The goals of the pack are those of the game's tables, and each can be reached."""

import re
from collections import Counter
from pathlib import Path

import pytest

from reve.content.loading import load_catalogue, read_pack
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from tests.content.conftest import Edit

ACHIEVEMENTS = """
first_steps progression level 10 10 | erythl 5, title novice
seasoned_summoner progression level 50 50 | erythl 25, title veteran
master_summoner progression level 100 100 | erythl 100, title master, item skill_reset_token
quest_marathon progression total_quests_completed 1000 40 | erythl 30, item energy_potion 20
first_capture collection captures 1 5 | revies 5000
collector_10 collection unique_discovered 10 20 | erythl 10, item capture_charm 2
collector_50 collection unique_discovered 50 50 | erythl 50, title collector
echo_hunter collection total_echoes_opened 100 45 | item echo_key 5, title echo_hunter
elemental_master collection unique_per_element 10 90 | erythl 100, title elementalist, elements 200
tier_climber collection highest_tier_owned 10 70 | erythl 50, tier 10 50
codex_scholar collection collections_completed 10 85 | erythl 75, title scholar
first_awakening combat total_awakenings 1 15 | revies 10000
max_awakening combat max_star 5 100 | erythl 100, title awakened, item awakening_stone
fusion_novice combat successful_fusions 10 20 | item fusion_catalyst
fusion_master combat successful_fusions 100 75 | erythl 50, title alchemist, item fusion_catalyst 5
millionaire economy total_revies_earned 1000000 50 | erythl 25, title wealthy
building_empire economy building_types_high 5 60 | item building_boost 2, slot
max_building economy building_level 10 80 | erythl 75, title architect
luminary progression level 150 120 | erythl 150, title luminary
collector_100 collection unique_discovered 100 80 | erythl 100, title archivist
tier_15 collection highest_tier_owned 15 90 | erythl 100, tier 15 50
tier_18 collection highest_tier_owned 18 150 | erythl 250, title singular
boss_25 combat bosses_defeated 25 40 | item brilliant_echo
boss_250 combat bosses_defeated 250 80 | erythl 50, title bane
arena_10 combat pvp_wins 10 20 | erythl 25
arena_200 combat pvp_wins 200 80 | erythl 75, title duelist
reve_500 collection reve_pulls 500 30 | item vivid_echo 2
streak_28 social best_daily_streak 28 40 | title devoted
first_relic progression relics_equipped_ever 1 5 | revies 5000
first_craft economy crafts_total 1 10 | elements 10
"""

COSTS = """
1000 1600 2600 4100 6600 10000 17000 27000 43000
69000 110000 180000 280000 450000 720000 1200000 1800000 3000000
"""

FIRST_NAMED = {
    1: "Blazeblob Muddroot Droozle Jelune Gloomb Shynix",
    2: "Emberwolf Thornpup Frostpup Stormcub Shadowcub Glowpup",
    6: "Flameheart Thornguard Tidecaller Stormcaller Voidwalker Lightbringer",
    14: "Pyraxis Thornwarden Glacivern Azurewing Duskbreaker Radiara",
    16: "Ruby Rose Nerida Luna Mortessa Aurora",
    18: "Pyroclasm Rosalia Thalassa Tempesta Nethyra Lumina",
}

TITLES = """
Novice 808080, Veteran 00ff00, Master 0099ff, Collector 9932cc, Awakened ff8c00, Alchemist ff0066,
Wealthy ffd700, Architect 00ffff, Echo Hunter ff6b6b, Elementalist 9b59b6, Scholar 3498db
"""


def bundle(text: str, catalogue: Catalogue) -> Bundle:
    """Read a reward as the table writes it."""
    given = Bundle()
    for part in text.split(", "):
        match part.split():
            case ["revies", n]:
                given += Bundle(revies=int(n))
            case ["erythl", n]:
                given += Bundle(erythl=int(n))
            case ["title", title]:
                given += Bundle(title=title)
            case ["item", item, *n]:
                given += Bundle(items={item: int(n[0]) if n else 1})
            case ["tier", tier, n]:
                given += Bundle(tier_fragments={int(tier): int(n)})
            case ["elements", n]:
                given += Bundle(element_fragments=dict.fromkeys(catalogue.elements, int(n)))
            case ["slot"]:
                given += Bundle(building_slots=1)
    return given


def test_achievements_are_those_of_the_table(catalogue: Catalogue) -> None:
    due = {}
    for line in ACHIEVEMENTS.strip().splitlines():
        head, reward = line.split(" | ")
        id_, category, metric, value, points = head.split()
        due[id_] = (category, metric, int(value), int(points), bundle(reward, catalogue))
    assert due == {
        one.id: (one.category, one.metric, one.value, one.points, one.reward)
        for one in catalogue.goals.achievements.values()
    }


def test_there_are_30_achievements_for_1710_points(catalogue: Catalogue) -> None:
    goals = catalogue.goals.achievements.values()
    assert (len(goals), sum(one.points for one in goals)) == (30, 1_710)


def test_sums_of_points_give_what_the_text_says(catalogue: Catalogue) -> None:
    assert catalogue.goals.points == {
        100: Bundle(erythl=50, items={"skill_reset_token": 1}),
        250: Bundle(erythl=100, building_slots=1),
        500: Bundle(erythl=200, items={"awakening_stone": 2}),
        1_000: Bundle(erythl=500, items={"fusion_catalyst": 10}, title="completionist"),
        1_500: Bundle(erythl=750, items={"cosmic_echo": 1}),
    }


def test_titles_have_the_colours_of_the_text(catalogue: Catalogue) -> None:
    colours = {one.name: f"{one.colour:06x}" for one in catalogue.titles.values()}
    due = dict(one.strip().rsplit(" ", 1) for one in TITLES.replace("\n", " ").split(","))
    assert {name: colours[name] for name in due} == due


@pytest.mark.parametrize("tier", range(1, 19))
def test_a_tier_set_is_of_all_elements_and_gives_by_its_tier(catalogue: Catalogue, tier: int) -> None:
    one = catalogue.goals.sets[f"tier_{tier}"]
    species = [catalogue.species[name] for name in one.species]
    assert [(each.element, each.tier) for each in species] == [(name, tier) for name in catalogue.elements]
    echo = {8: "vivid_echo", 12: "brilliant_echo", 16: "cosmic_echo"}
    gives = next((echo[start] for start in (16, 12, 8) if tier >= start), None)
    cost = int(COSTS.split()[tier - 1])
    items = {gives: 1} if gives else {}
    assert one.reward == Bundle(revies=10 * cost, erythl=5 + 2 * tier, items=items)
    if tier in FIRST_NAMED:
        assert [each.name for each in species] == FIRST_NAMED[tier].split()


@pytest.mark.parametrize(
    ("id_", "species", "reward"),
    [
        (
            "one_eyed_kin",
            "Emberjaw Boulderback Verdiant Crysthide Mistral Cyghost",
            Bundle(revies=50_000, erythl=10),
        ),
        (
            "first_litter",
            "Sootling Brambit Puddlefin Zephlet Duskmote Candlimp",
            Bundle(revies=50_000, erythl=10),
        ),
        ("second_flight", "Frostcoil Voidreaper Seraphim", Bundle(erythl=50, items={"vivid_echo": 1})),
        (
            "legend_guard",
            "Wrathbringer Thornmaiden Deepcurrent Hexweaver Dawnbreaker",
            Bundle(erythl=100, items={"brilliant_echo": 1}),
        ),
    ],
)
def test_a_themed_set_is_that_of_the_text(
    catalogue: Catalogue, id_: str, species: str, reward: Bundle
) -> None:
    one = catalogue.goals.sets[id_]
    assert [catalogue.species[name].name for name in one.species] == species.split()
    assert one.reward == reward


def test_there_are_22_sets(catalogue: Catalogue) -> None:
    assert len(catalogue.goals.sets) == 22


def test_milestones_give_what_the_text_says(catalogue: Catalogue) -> None:
    assert catalogue.goals.collection.milestones == {
        10: Bundle(revies=5_000, erythl=10),
        25: Bundle(revies=10_000, erythl=25),
        50: Bundle(revies=25_000, erythl=50),
        75: Bundle(revies=50_000, erythl=75),
        100: Bundle(revies=100_000, erythl=100),
        125: Bundle(revies=200_000, erythl=150),
        150: Bundle(revies=500_000, erythl=300),
    }


def test_hazard_38_every_goal_of_the_pack_can_be_reached(catalogue: Catalogue) -> None:
    goals, species = catalogue.goals, catalogue.species.values()
    highest = {
        "level": 200,
        "unique_discovered": len(species),
        "unique_per_element": min(Counter(one.element for one in species).values()),
        "highest_tier_owned": 18,
        "max_star": 5,
        "collections_completed": len(goals.sets),
    }
    assert all(one.value <= highest.get(one.metric, one.value) for one in goals.achievements.values())
    assert max(goals.points) <= sum(one.points for one in goals.achievements.values())
    assert max(goals.collection.milestones) <= len(species)


def test_every_goal_tells_a_story_of_its_own(catalogue: Catalogue) -> None:
    goals = (*catalogue.goals.achievements.values(), *catalogue.goals.sets.values())
    told = Counter(one.description for one in goals)
    assert all(told)
    assert set(told.values()) == {1}


def test_a_set_that_names_nobody_is_refused_with_its_line(edit: Edit, copy: Path) -> None:
    edit("codex.yaml", "[frostcoil, voidreaper,", "[frostcoil, morticia,")
    (fault,) = read_pack(copy).faults
    assert re.search(r"codex.yaml \(line \d+\): sets.second_flight.species\[1\]: 'morticia'", str(fault))


def test_a_changed_goal_changes_the_catalogue(edit: Edit, copy: Path) -> None:
    edit("collection.yaml", "rarest: 5", "rarest: 3")
    assert load_catalogue(copy).goals.collection.rarest == 3
