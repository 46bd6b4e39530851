"""Buildings: what they cost and earn, and that income is the same however often it is read."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, income
from reve.game.state import Buildings, Growth, Site, Stack, Wallet
from reve.game.vocabulary.building import (
    Build,
    BuildingsShown,
    Collect,
    Collected,
    Expand,
    ShowBuildings,
    Upgrade,
    UpkeepUnpaid,
)
from reve.game.vocabulary.skill import ChangeClass
from reve.game.vocabulary.team import SetMember
from reve.game.vocabulary.why import ExplainNumber, NumberExplained
from reve.game.world import Festival
from reve.stored import player_codec
from tests.game.sample import DAY_MS, MINUTE_MS, NOON_MS, Play, catalogue, of_type, started
from tests.game.scripts import HOLDINGS

TICK_MS = 30 * MINUTE_MS
SHRINES = [75, 97, 126, 164, 214, 278, 362, 470, 611, 795]
CLUSTERS = [8, 10, 12, 14, 16, 18, 20, 22, 24, 26]
TO_SHRINE = [15_000, 22_500, 33_750, 50_625, 75_937, 113_906, 170_859, 256_289, 384_433]
TO_CLUSTER = [80_000, 128_000, 204_800, 327_680, 524_288, 838_860, 1_342_177, 2_147_483, 3_435_973]


def owner(
    shrine: tuple[int, int] = (0, 1),
    cluster: tuple[int, int] = (0, 1),
    *,
    revies: int = 10**9,
    class_id: str = "focused",
) -> Play:
    """A player of level 5 without bonuses on income, who owns (count, level) of each type since now."""
    play = started(class_id)
    sites = {name: Site(*one) for name, one in (("shrine", shrine), ("cluster", cluster)) if one[0]}
    play.have(
        growth=Growth(level=5),
        wallet=Wallet({"revies": revies, "erythl": 500}),
        building_slots=10,
        buildings=Buildings(sites, NOON_MS if sites else None),
        pack_seen=1,
    )
    return play


def shown(play: Play) -> BuildingsShown:
    reply = play.do(ShowBuildings())
    assert isinstance(reply, BuildingsShown)
    return reply


def collected(play: Play) -> Collected:
    reply = play.do(Collect())
    assert isinstance(reply, Collected)
    return reply


def test_income_and_upgrades_have_the_figures_of_the_table() -> None:
    types = catalogue().holding.buildings.types
    assert list(types["shrine"].income) == SHRINES
    assert list(types["cluster"].income) == CLUSTERS
    assert list(types["shrine"].upgrade) == TO_SHRINE
    assert list(types["cluster"].upgrade) == TO_CLUSTER
    assert [(one.price, one.most, one.last_level, one.upkeep) for one in types.values()] == [
        (10_000, 7, 10, 0),
        (50_000, 3, 10, 60),
    ]


@pytest.mark.parametrize("level", range(1, 11))
def test_a_level_earns_and_costs_what_the_table_says(level: int) -> None:
    play = owner((2, level), (3, level))
    play.wait(TICK_MS)
    now = collected(play)
    assert now.revies == 2 * SHRINES[level - 1]
    assert now.upkeep == 3 * 60 * level
    assert now.erythl * 100 + now.centi_left == 3 * CLUSTERS[level - 1]


@pytest.mark.parametrize(
    ("slots", "price"),
    [
        (2, 25_000),
        (3, 50_000),
        (4, 100_000),
        (5, 200_000),
        (6, 400_000),
        (7, 800_000),
        (8, 1_600_000),
        (9, 3_200_000),
    ],
)
def test_a_slot_costs_twice_as_much_as_the_one_before(slots: int, price: int) -> None:
    play = owner()
    play.have(building_slots=slots)
    play.do(Expand())
    assert play.state.building_slots == slots + 1
    assert play.balance("revies") == 10**9 - price


def test_there_are_ten_slots_at_most() -> None:
    assert owner().refused(Expand()).code == "MAX_COUNT"


@pytest.mark.parametrize("kind", ["shrine", "cluster"])
@pytest.mark.parametrize("level", [1, 2, 5, 10])
def test_a_later_building_costs_as_much_as_the_others_did(kind: str, level: int) -> None:
    before = owner(**{kind: (1, level)})  # type: ignore[arg-type]  # one of two names
    before.do(Build(kind))
    after = owner()
    for _ in range(2):
        after.do(Build(kind))
    for _ in range(level - 1):
        after.do(Upgrade(kind))
    rules = catalogue().holding.buildings.types[kind]
    spent_on_first = rules.price + sum(rules.upgrade[: level - 1])
    assert before.balance("revies") - spent_on_first == after.balance("revies")
    assert before.state.buildings.of(kind) == after.state.buildings.of(kind)


def test_an_upgrade_costs_its_price_for_each_building_and_a_boost_halves_it() -> None:
    play = owner((3, 2))
    play.do(Upgrade("shrine"))
    assert play.balance("revies") == 10**9 - 3 * 22_500
    play.have(items={"building_boost": 1})
    play.do(Upgrade("shrine", boost=True))
    assert play.balance("revies") == 10**9 - 3 * 22_500 - 3 * 33_750 // 2
    assert "building_boost" not in play.state.items
    assert play.state.buildings.of("shrine") == Site(3, 4)


@pytest.mark.parametrize(
    ("play", "action", "code"),
    [
        (started(), Build("shrine"), "LOCKED"),
        (started(), Upgrade("shrine"), "LOCKED"),
        (started(), Expand(), "LOCKED"),
        (owner(), Build("castle"), "INVALID_ARGUMENT"),
        (owner(), Upgrade("castle"), "INVALID_ARGUMENT"),
        (owner((7, 1)), Build("shrine"), "MAX_COUNT"),
        (owner((1, 1), (3, 1)), Build("cluster"), "MAX_COUNT"),
        (owner((7, 1), (3, 1)), Build("shrine"), "MAX_COUNT"),
        (owner((1, 10)), Upgrade("shrine"), "MAX_LEVEL"),
        (owner(), Upgrade("shrine"), "INSUFFICIENT"),
        (owner((1, 1)), Upgrade("shrine", boost=True), "INSUFFICIENT"),
        (owner((1, 1), revies=14_999), Upgrade("shrine"), "INSUFFICIENT"),
        (owner(revies=9_999), Build("shrine"), "INSUFFICIENT"),
        (owner(), Collect(), "INSUFFICIENT"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    play: Play, action: commands.Action, code: str
) -> None:
    assert play.refused(action).code == code


def test_without_a_free_slot_nothing_is_built() -> None:
    play = owner((2, 1))
    play.have(building_slots=2)
    assert play.refused(Build("shrine")).params == {"kind": "slots", "need": 3, "have": 2}


def test_before_the_first_tick_a_collection_says_when_it_comes() -> None:
    play = owner((1, 1))
    play.wait(TICK_MS - 1)
    refused = play.refused(Collect())
    assert (refused.code, refused.params["next_at_ms"]) == ("ALREADY_CLAIMED", NOON_MS + TICK_MS)


def test_income_piles_up_for_twelve_hours() -> None:
    play = owner((1, 1))
    play.wait(DAY_MS + 7 * MINUTE_MS)
    assert collected(play).revies == 24 * 75
    assert play.state.buildings.anchor_ms == NOON_MS + DAY_MS


def test_what_is_left_of_a_tick_is_kept() -> None:
    play = owner((1, 1))
    play.wait(TICK_MS + 29 * MINUTE_MS)
    assert collected(play).ticks == 1
    play.wait(MINUTE_MS)
    assert collected(play).ticks == 1


def test_hazard_21_the_first_building_pays_nothing_for_the_past() -> None:
    play = owner()
    play.wait(30 * DAY_MS)
    play.do(Build("cluster"))
    play.wait(1_000)
    assert play.refused(Collect()).code == "ALREADY_CLAIMED"
    play.wait(TICK_MS)
    assert collected(play).ticks == 1


def test_a_festival_multiplies_what_is_collected_while_it_holds_after_all_bonuses() -> None:
    play = owner((1, 1), class_id="enlightened")
    play.wait(4 * TICK_MS)
    plain = income.due(play.state, play.world, play.now_ms).revies
    play.festivals = {"revies": Festival(20_000, play.now_ms, play.now_ms + TICK_MS, "a feast", 1)}
    told = play.do(ExplainNumber("income"))
    assert isinstance(told, NumberExplained)
    assert [step.name for step in told.parts[0].steps] == ["buildings", "class", "leader", "festival"]
    assert collected(play).revies == told.parts[3].steps[-1].after == plain * 2
    play.wait(4 * TICK_MS)
    assert collected(play).revies == plain


def test_hazard_21_an_upgrade_pays_for_no_tick_before_it() -> None:
    play = owner((1, 1))
    play.wait(3 * TICK_MS)
    reply = play.do(Upgrade("shrine"))
    assert isinstance(reply, BuildingsShown)
    assert reply.settled is not None
    assert reply.settled.revies == 3 * 75
    play.wait(TICK_MS)
    assert collected(play).revies == 97


@pytest.mark.parametrize(
    "change",
    [Build("shrine"), Upgrade("shrine"), ChangeClass("enlightened", 1), SetMember("leader", "muddroot")],
)
def test_hazard_21_whatever_changes_the_rate_collects_first(change: commands.Action) -> None:
    play = owner((1, 1), class_id="focused")
    play.seq = 0
    play.own({"muddroot": 1})
    play.wait(4 * TICK_MS)
    due = income.due(play.state, play.world, play.now_ms)
    play.do(change)
    assert play.state.buildings.collected == due.revies == 300
    assert income.due(play.state, play.world, play.now_ms).ticks == 0


def test_hazard_21_a_level_that_raises_the_bonus_of_the_class_pays_for_no_tick_before_it() -> None:
    play = owner((1, 1), class_id="enlightened")
    play.have(growth=Growth(level=9), items={"xp_orb": 99})
    play.wait(4 * TICK_MS)
    due = income.due(play.state, play.world, play.now_ms)
    while play.state.growth.level < 10:
        play.have(items={"xp_orb": 99})
        play.do(commands.UseItem("xp_orb", 99))
    assert play.state.buildings.collected == due.revies == 330
    assert income.due(play.state, play.world, play.now_ms).ticks == 0


def test_hazard_6_an_old_button_shows_the_buildings_and_does_nothing() -> None:
    play = owner((1, 1))
    first = shown(play).version
    play.do(Build("shrine", first))
    after = play.state
    for action in (Build("shrine", first), Upgrade("shrine", version=first), Expand(first)):
        assert isinstance(play.do(action), BuildingsShown)
    assert play.state == after


def test_hazard_14_reading_a_thousand_times_grants_nothing() -> None:
    play = owner((2, 3), (1, 2))
    play.wait(5 * TICK_MS + 1)
    first = shown(play)
    before = play.state
    assert all(shown(play) == first for _ in range(1_000))
    assert play.state == before


def test_class_and_leader_raise_what_shrines_earn_one_after_the_other() -> None:
    play = owner((7, 10), class_id="enlightened")
    play.have(stacks={**play.state.stacks, "verdant_t18": Stack(1, 5, 0, 0, 0)}, leader="verdant_t18")
    play.wait(24 * TICK_MS)
    base = 24 * 7 * 795
    assert collected(play).revies == base * 11_000 // 10_000 * 12_025 // 10_000


def test_what_buildings_are_shown_to_earn_is_what_they_pay() -> None:
    play = owner((7, 10), class_id="enlightened")
    line = next(line for line in shown(play).lines if line.id == "shrine")
    play.wait(TICK_MS)
    assert collected(play).revies == line.income == 7 * 795 * 11_000 // 10_000


def test_upkeep_that_cannot_be_paid_stops_the_clusters_for_those_ticks() -> None:
    play = owner(cluster=(3, 1), revies=1_000)
    play.wait(10 * TICK_MS)
    now = collected(play)
    assert (now.ticks, now.unpaid, now.upkeep) == (10, 5, 5 * 180)
    assert now.erythl * 100 + now.centi_left == 5 * 3 * 8
    assert play.balance("revies") == 100
    assert [event.ticks for event in of_type(play.events, UpkeepUnpaid)] == [5]
    assert play.state.counters["upkeep_unpaid_ticks"] == 5


def test_shrines_pay_the_upkeep_of_an_empty_purse() -> None:
    play = owner((3, 1), (1, 1), revies=0)
    play.wait(10 * TICK_MS)
    now = collected(play)
    assert (now.unpaid, now.revies, now.upkeep, play.balance("revies")) == (0, 2_250, 600, 1_650)


def test_a_full_purse_loses_income_and_no_more() -> None:
    play = owner((1, 1), (1, 1), revies=10**15)
    play.wait(24 * TICK_MS)
    now = collected(play)
    assert play.balance("revies") == 10**15
    assert now.discarded == 24 * (75 - 60)


def test_hundredths_of_erythl_add_up() -> None:
    play = owner(cluster=(1, 1))
    for _ in range(25):
        play.wait(TICK_MS)
        play.do(Collect())
    assert play.balance("erythl") == 500 + 2
    assert play.state.buildings.centi_erythl == 0


def test_why_explains_income_by_the_rule_that_pays_it() -> None:
    play = owner((2, 4), (1, 2), class_id="enlightened")
    play.wait(3 * TICK_MS)
    told = play.do(ExplainNumber("income"))
    assert isinstance(told, NumberExplained)
    parts = {part.name: part.steps for part in told.parts}
    assert [step.name for step in parts["due_revies"]] == ["buildings", "class", "leader", "festival"]
    now = collected(play)
    ends = {name: steps[-1].after for name, steps in parts.items()}
    assert ends["due_revies"] == now.revies
    assert ends["due_upkeep"] == now.upkeep
    assert ends["due_erythl"] == now.erythl * 100 + now.centi_left


SITES = st.tuples(st.integers(1, 3), st.integers(1, 10))
GAPS = st.lists(st.integers(0, 90 * MINUTE_MS), min_size=1, max_size=8)


@given(SITES, SITES, GAPS)
@settings(max_examples=150, deadline=None)
def test_income_collected_once_or_many_times_is_the_same(
    shrine: tuple[int, int], cluster: tuple[int, int], gaps: list[int]
) -> None:
    often, once = owner(shrine, cluster), owner(shrine, cluster)
    for gap in gaps:
        for play in (often, once):
            play.wait(gap)
        often.do(Collect())
    once.do(Collect())
    assert often.state.wallet.balances == once.state.wallet.balances
    assert often.state.buildings == once.state.buildings


CHANGES: st.SearchStrategy[Any] = st.sampled_from(
    [
        Collect(),
        ShowBuildings(),
        Build("shrine"),
        Build("cluster"),
        Upgrade("shrine"),
        Upgrade("cluster"),
        Expand(),
    ]
)


@given(st.integers(0, 400_000), st.lists(st.tuples(CHANGES, st.integers(-MINUTE_MS, DAY_MS)), max_size=14))
@settings(max_examples=150, deadline=None)
def test_nothing_is_ever_negative_and_the_ledger_agrees(
    revies: int, script: list[tuple[commands.Action, int]]
) -> None:
    play = owner((1, 1), revies=revies)
    entries = len(play.entries)
    start = dict(play.state.wallet.balances)
    for action, gap in script:
        play.do(action)
        play.wait(gap)
        kept = play.state.buildings
        assert min((*play.state.wallet.balances.values(), kept.centi_erythl, kept.collected)) >= 0
        assert kept.centi_erythl < 100
        assert all(site.count >= 0 and 1 <= site.level <= 10 for site in kept.sites.values())
        assert sum(site.count for site in kept.sites.values()) <= play.state.building_slots
    for currency in ("revies", "erythl"):
        moves = [one for one in play.entries[entries:] if one.currency == currency]
        assert sum(one.amount for one in moves) == 0
        mine = sum(one.amount for one in moves if one.account == "wallet")
        assert start[currency] + mine == play.balance(currency)


@given(st.integers(-10 * DAY_MS, 10 * DAY_MS))
def test_a_tick_is_paid_for_each_half_hour_and_never_for_time_that_ran_backwards(elapsed_ms: int) -> None:
    play = owner((1, 1))
    due = income.due(play.state, play.world, NOON_MS + elapsed_ms)
    assert due.ticks == min(24, max(0, elapsed_ms) // TICK_MS)
    assert due.anchor_ms <= max(NOON_MS, NOON_MS + elapsed_ms)


def test_buildings_survive_storage() -> None:
    play, stored = owner((2, 3), (1, 2)), player_codec()
    for action in HOLDINGS:
        play.wait(TICK_MS)
        decision = play.decide(action)
        assert stored.decode_events(1, stored.encode_events(decision.events)) == decision.events
        assert stored.decode_reply(1, stored.encode_reply(decision.reply)) == decision.reply
        play.do(action)
        assert stored.decode_state(1, stored.encode_state(play.state)) == play.state
