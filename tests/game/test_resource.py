"""Resources: what returns with time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, resource
from reve.game.resource import Regeneration
from reve.game.state import Gauge, Growth
from tests.game.sample import DAY_MS, MINUTE_MS, NOON_MS, catalogue, started

HOW = Regeneration(100, 300_000)
gauges = st.builds(Gauge, st.integers(0, 300), st.just(NOON_MS))
steps = st.lists(st.integers(0, 40 * MINUTE_MS), max_size=20)


@given(gauges, steps)
@settings(deadline=None)
def test_reading_once_or_many_times_is_the_same(gauge: Gauge, waits: list[int]) -> None:
    now_ms, often = NOON_MS, gauge
    for wait in waits:
        now_ms += wait
        often = resource.settle(often, HOW, now_ms)
    once = resource.settle(gauge, HOW, now_ms)
    assert often.value == once.value
    assert resource.shown(often, HOW, now_ms) == resource.shown(gauge, HOW, now_ms)


@given(gauges, st.integers(1, 50 * DAY_MS))
@settings(deadline=None)
def test_a_gauge_never_passes_its_max_by_itself(gauge: Gauge, wait: int) -> None:
    settled = resource.settle(gauge, HOW, NOON_MS + wait)
    assert settled.value <= max(gauge.value, HOW.maximum)
    assert settled.value >= gauge.value


@given(gauges, st.integers(0, DAY_MS))
@settings(deadline=None)
def test_a_clock_that_goes_backwards_changes_nothing(gauge: Gauge, back: int) -> None:
    assert resource.settle(gauge, HOW, NOON_MS - back) == gauge


def test_hazard_20_time_spent_at_full_is_not_banked() -> None:
    full = Gauge(100, NOON_MS)
    later = NOON_MS + 30 * DAY_MS
    spent = resource.spend(full, HOW, 100, later)
    assert spent == Gauge(0, later)
    assert resource.settle(spent, HOW, later + 299_999).value == 0
    assert resource.settle(spent, HOW, later + 300_000).value == 1


def test_hazard_20_filling_up_banks_no_time_beyond_full() -> None:
    nearly = Gauge(99, NOON_MS)
    later = NOON_MS + DAY_MS + 123_456  # within an interval
    spent = resource.spend(nearly, HOW, 10, later)
    assert spent == Gauge(90, later)
    assert resource.settle(spent, HOW, later + 299_999).value == 90


def test_hazard_20_reve_charges_at_full_start_their_timer_at_the_pull() -> None:
    play = started()
    play.wait(30 * DAY_MS)
    play.do(commands.Pull(5))
    play.wait(539_999)
    assert play.refused(commands.Pull(1)).code == "INSUFFICIENT"
    play.wait(1)
    play.do(commands.Pull(1))
    assert play.state.luck.charges.value == 0


def test_spending_keeps_what_of_the_next_point_has_passed() -> None:
    spent = resource.spend(Gauge(50, NOON_MS), HOW, 50, NOON_MS + 450_000)
    assert spent == Gauge(1, NOON_MS + 300_000)


def test_times_to_the_next_point_and_to_full_are_told() -> None:
    shown = resource.shown(Gauge(97, NOON_MS), HOW, NOON_MS + 100_000)
    assert (shown.next_at_ms, shown.full_at_ms) == (NOON_MS + 300_000, NOON_MS + 900_000)
    full = resource.shown(Gauge(120, NOON_MS), HOW, NOON_MS)
    assert (full.value, full.next_at_ms, full.full_at_ms) == (120, None, None)


def test_max_and_interval_follow_level_skills_leader_and_class() -> None:
    player = started("focused").state  # leads with Jelune, tempest, tier 1
    energy = resource.regeneration(player, catalogue(), "energy")
    stamina = resource.regeneration(player, catalogue(), "stamina")
    assert energy == Regeneration(100, (300_000 - 3_000) * 10_000 // 11_000)
    assert stamina == Regeneration(50, 600_000 - 2_000)


def test_max_is_bound_by_the_hard_max() -> None:
    play = started()
    play.have(growth=Growth(level=200, skills={"energy": 5_000, "stamina": 10}))
    assert resource.regeneration(play.state, catalogue(), "energy").maximum == 2_000
    assert resource.regeneration(play.state, catalogue(), "stamina").maximum == 50 + 199 + 10
