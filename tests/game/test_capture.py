"""Captures, drops, spoils and festivals: odds by chi-square over fixed seeds, and exact bounds."""

from collections import Counter
from dataclasses import replace

import pytest

from reve.content.loading import load_catalogue
from reve.game import run, spoils
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.paying import capture_chance
from reve.game.quest_rates import effective_ppm, quests
from reve.game.reckoning import Reckoning
from reve.game.state import Growth, Stack
from reve.game.vocabulary.quest import AreaRankCompleted, CaptureSucceeded, Go, QuestCompleted
from reve.game.vocabulary.why import ExplainNumber, NumberExplained
from reve.game.world import World
from tests.game.questing import at, festive, quester
from tests.game.sample import NOON_MS, Play, moment, of_type


def draft_of(play: Play, seq: int = 1, world: World | None = None) -> Draft:
    now = moment(seq, NOON_MS, world=play.world)
    settings = world or now.settings
    return Draft(play.state, replace(now, settings=settings), evolve, username="Ada", locale=None)


def chance(play: Play, area: str = "area_1", *, boss: bool = False, world: World | None = None) -> Reckoning:
    where = play.world.adventures.areas[area]
    return capture_chance(draft_of(play, world=world), where, boss=boss).terms


def chi_square(found: Counter[str], odds: dict[str, int]) -> float:
    total, whole = sum(found.values()), sum(odds.values())
    return sum((found[name] - total * n / whole) ** 2 / (total * n / whole) for name, n in odds.items())


def led(play: Play, species: str) -> None:
    play.have(leader=species, stacks={species: Stack(1, 0, 0, NOON_MS, 0)})


@pytest.mark.parametrize(
    ("leader", "charm", "area", "bp"),
    [
        ("jelune", 0, "area_1", 1_200),
        ("jelune", 5, "area_1", 1_800),
        ("droozle", 0, "area_1", 1_400),
        ("muddroot", 0, "area_1", 1_440),
        ("droozle", 1, "area_2", (1_200 + 200) * 3 // 2 * 6 // 5),
    ],
)
def test_leader_charm_and_kinship_raise_the_chance_in_this_order(
    leader: str, charm: int, area: str, bp: int
) -> None:
    play = quester()
    led(play, leader)
    play.have(charm_left=charm)
    assert chance(play, area).value == bp


def test_a_festival_is_the_last_factor_before_the_cap() -> None:
    play = quester()
    play.have(charm_left=1)
    assert chance(play, world=festive("capture", 20_000)).value == 3_600
    led(play, "muddroot")
    assert chance(play, boss=True, world=festive("capture", 30_000)).value == 8_000


@pytest.mark.parametrize(("since", "certain"), [(18, False), (19, True)])
def test_the_twentieth_quest_without_a_capture_always_captures(since: int, certain: bool) -> None:
    play = quester()
    at(play, "area_1", done=7, since_capture=since)
    assert (chance(play).value == 10_000) is certain
    assert (chance(play, boss=True).value == 10_000) is False
    if certain:
        play.do(Go("1"))
        assert next(of_type(play.events, CaptureSucceeded)).pity
        assert play.state.journey.since_capture == 0


def test_nobody_is_without_a_capture_for_twenty_quests() -> None:
    play = quester()
    at(play, "area_1", done=7)
    for _ in range(60):
        play.do(Go("1", 10))
        assert play.state.journey.since_capture < 20


def test_each_quest_uses_one_charm() -> None:
    play = quester()
    at(play, "area_1", done=7)
    play.have(charm_left=3)
    play.do(Go("1", 2))
    assert play.state.charm_left == 1
    play.do(Go("1", 3))
    assert play.state.charm_left == 0


def wild(seeds: range) -> list[str]:
    """What was captured in area 4, with many seeds, in which pity makes it certain."""
    play, found = quester(), []
    at(play, "area_4", done=1, since_capture=19)
    area = play.world.adventures.areas["area_4"]
    for seq in seeds:
        caught = spoils.capture(draft_of(play, seq), area, area.quest(1))
        assert caught is not None
        found.append(caught.species)
    return found


def test_what_is_captured_has_the_tiers_and_elements_of_the_odds() -> None:
    catalogue, found = load_catalogue(), wild(range(1, 4_001))
    tiers = Counter(str(catalogue.species[name].tier) for name in found)
    assert tiers.keys() == {"4", "5", "6"}
    assert chi_square(tiers, {"4": 70, "5": 25, "6": 5}) < 13.8  # p = 0.001, two degrees
    elements = Counter(catalogue.species[name].element for name in found)
    odds = {name: 75 if name == "tempest" else 5 for name in catalogue.elements}
    assert chi_square(elements, odds) < 20.5  # p = 0.001, five degrees


def test_the_share_of_captures_is_the_one_that_is_published() -> None:
    tries = 4_000
    expected = tries * effective_ppm(1_200, 20) / 1_000_000
    assert abs(published_run(tries) - expected) < 4 * (expected * 0.87) ** 0.5


def published_run(tries: int) -> int:
    """How many captures so many quests bring, pity included."""
    play = quester()
    at(play, "area_1", done=7)
    for _ in range(tries // 10):
        play.do(Go("1", 10))
        play.have(energy=replace(play.state.energy, value=100_000))
    return len(list(of_type(play.events, CaptureSucceeded)))


@pytest.mark.parametrize("boss", [False, True])
def test_drops_fall_each_by_itself_as_often_as_the_table_says(boss: bool) -> None:
    play, finds, tries = quester(), spoils.Finds(), 4_000
    quest = play.world.adventures.areas["area_1"].quest(8 if boss else 1)
    for seq in range(1, tries + 1):
        spoils.drops(draft_of(play, seq), quest, finds)
    for one in play.world.adventures.drops:
        bp = one.boss_bp if boss else one.bp
        share = bp / 10_000
        expected, fallen = tries * share, finds.found[f"item:{one.item}"]
        assert (fallen - expected) ** 2 / (expected * (1 - share)) < 10.9, one  # p = 0.001, one degree


def test_what_does_not_fit_is_discarded_and_named() -> None:
    play, finds = quester(), spoils.Finds()
    full = dict.fromkeys(play.world.items, play.world.caps.item_stack)
    play.have(items=full)
    for seq in range(1, 100):
        spoils.drops(draft_of(play, seq), play.world.adventures.areas["area_1"].quest(1), finds)
    assert finds.lost == finds.found
    assert sum(finds.found.values()) > 0


def beaten(play: Play, area: str, number: int, boss: str, seq: int = 1) -> tuple[Draft, run.Haul]:
    draft = draft_of(play, seq)
    where = play.world.adventures.areas[area]
    return draft, run.conquer(draft, where, where.quest(number), boss)


@pytest.mark.parametrize(
    ("area", "number", "boss", "factors", "fragments"),
    [
        ("area_1", 8, "muddroot", (20_000, 30_000), (2, 3)),
        ("area_5", 16, "gloomb", (25_000, 35_000), (3 * 2, 7)),
        ("area_12", 24, "shynix", (30_000, 40_000), (5 * 8, 14)),
    ],
)
def test_a_victory_pays_the_factors_of_its_boss_and_leaves_fragments(
    area: str, number: int, boss: str, factors: tuple[int, int], fragments: tuple[int, int]
) -> None:
    play, (revies, xp), (awakening, element) = quester(), factors, fragments
    at(play, area, done=number - 1)
    quest = play.world.adventures.areas[area].quest(number)
    draft, haul = beaten(play, area, number, boss)
    kind = play.world.species[boss].element
    assert quest.revies[0] * revies // 10_000 <= haul.revies <= quest.revies[1] * revies // 10_000
    assert haul.xp == quest.xp * xp // 10_000
    assert haul.finds.found["fragment:awakening"] == awakening
    assert haul.finds.found[f"fragment:element:{kind}"] == element
    done = next(of_type(draft.events, QuestCompleted))
    assert (done.done, done.energy) == (number, 0)


def relics(haul: run.Haul) -> int:
    return sum(n for name, n in haul.finds.found.items() if name.startswith("relic:"))


def test_the_first_victory_over_the_last_boss_of_an_area_leaves_a_relic() -> None:
    play = quester()
    at(play, "area_2", done=23)
    for seq in range(1, 60):
        draft, haul = beaten(play, "area_2", 24, "droozle", seq)
        assert relics(haul) == 1
        assert draft.state.journey.since_relic == 0
    crowned = replace(play.state.journey.areas["area_2"], crowned=True)
    play.have(journey=replace(play.state.journey, areas={**play.state.journey.areas, "area_2": crowned}))
    assert sum(relics(beaten(play, "area_2", 24, "droozle", seq)[1]) for seq in range(1, 400)) < 60


@pytest.mark.parametrize(("since", "certain"), [(23, False), (24, True)])
def test_the_25th_boss_without_a_relic_leaves_one(since: int, certain: bool) -> None:
    play = quester()
    at(play, "area_2", done=7, since_relic=since)
    found = [relics(beaten(play, "area_2", 8, "droozle", seq)[1]) for seq in range(1, 120)]
    assert all(found) is certain
    missed = next((seq for seq, n in enumerate(found, 1) if not n), None)
    if missed is not None:
        draft, _ = beaten(play, "area_2", 8, "droozle", missed)
        assert draft.state.journey.since_relic == since + 1


def test_the_last_boss_completes_a_rank_which_pays_once_and_raises_the_next() -> None:
    play = quester()
    play.have(growth=Growth(level=12))
    at(play, "area_1", done=23)
    draft, _ = beaten(play, "area_1", 24, "muddroot")
    play.state = draft.state
    assert play.state.journey.areas["area_1"].done == 24
    play.do(Go("1"))
    assert [(one.rank, one.mastered) for one in of_type(play.events, AreaRankCompleted)] == [(1, False)]
    assert "area_rank:area_1:1" in play.state.claims.granted
    assert (play.state.journey.areas["area_1"].rank, play.state.journey.areas["area_1"].done) == (2, 0)
    assert "area_2" in play.state.journey.areas


def test_festivals_multiply_what_quests_cost_and_give() -> None:
    plain = quester()
    base = draft_of(plain)
    area = plain.world.adventures.areas["area_1"]
    normal = run.Haul()
    run.run(base, area, area.quest(1), normal)
    for key, bp, expected in (
        ("energy", 5_000, (normal.energy // 2, normal.revies, normal.xp)),
        ("revies", 20_000, (normal.energy, normal.revies * 2, normal.xp)),
        ("xp", 15_000, (normal.energy, normal.revies, normal.xp * 3 // 2)),
    ):
        haul = run.Haul()
        run.run(draft_of(plain, world=festive(key, bp)), area, area.quest(1), haul)
        assert (haul.energy, haul.revies, haul.xp) == expected


def test_why_tells_the_terms_of_the_rule_that_draws() -> None:
    play = quester()
    led(play, "droozle")
    play.have(charm_left=2)
    told = play.do(ExplainNumber("capture"))
    assert isinstance(told, NumberExplained)
    assert told.parts[0].steps == chance(play).steps
    assert [one.name for one in told.parts[0].steps] == ["base", "leader", "charm", "kindred", "festival"]
    quest = play.do(ExplainNumber("quest"))
    assert isinstance(quest, NumberExplained)
    assert [one.name for one in quest.parts] == ["energy", "revies", "xp"]


def test_the_published_odds_are_the_tables_that_draw() -> None:
    catalogue: Catalogue = load_catalogue()
    odds = quests(catalogue)
    assert (odds.capture_bp, odds.boss_bp, odds.tiers) == (1_200, 2_000, (700_000, 250_000, 50_000))
    assert odds.affinity_ppm == 750_000
    assert [(one.first, one.last) for one in odds.relics] == [(1, 3), (4, 6), (7, 9), (10, 12)]
    assert quests(catalogue, 20_000).capture_bp == 2_400
