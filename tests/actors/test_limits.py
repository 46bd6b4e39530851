"""Rate limits: never more than was allowed, never longer than needed, never much memory."""

from hypothesis import given
from hypothesis import strategies as st

from actors.limits import Buckets, Limit

PULLS = Limit("pulls", count=10, per_s=60.0)
VIEWS = Limit("views", count=30, per_s=60.0)

limits = st.builds(
    Limit, group=st.just("any"), count=st.integers(1, 50), per_s=st.integers(1, 3600).map(float)
)
pauses = st.lists(st.floats(0.0, 120.0, allow_nan=False, width=32), min_size=1, max_size=120)

ROUNDING = 1e-6
"""What floating point may add over a run of some hundred steps."""


def taken_at(buckets: Buckets, limit: Limit, pauses_s: list[float]) -> list[float]:
    """Try after each pause; return the moments at which a token was had."""
    now_s, moments = 1_000.0, []
    for pause_s in pauses_s:
        now_s += pause_s
        if buckets.take(limit, now_s) == 0.0:
            moments.append(now_s)
    return moments


@given(limits, pauses)
def test_no_window_ever_sees_more_than_the_count_and_its_refill(limit: Limit, pauses_s: list[float]) -> None:
    moments = taken_at(Buckets(), limit, pauses_s)

    for first, start in enumerate(moments):
        for last in range(first, len(moments)):
            allowed = limit.count + (moments[last] - start) * limit.count / limit.per_s
            assert last - first + 1 <= allowed + ROUNDING


@given(limits, pauses)
def test_whoever_waits_as_long_as_told_is_served(limit: Limit, pauses_s: list[float]) -> None:
    buckets, now_s = Buckets(), 1_000.0
    for pause_s in pauses_s:
        now_s += pause_s
        wait_s = buckets.take(limit, now_s)
        if wait_s > 0.0:
            now_s += wait_s + ROUNDING
            assert buckets.take(limit, now_s) == 0.0


@given(limits, pauses)
def test_nobody_is_told_to_wait_longer_than_one_token_takes(limit: Limit, pauses_s: list[float]) -> None:
    buckets, now_s = Buckets(), 1_000.0
    for pause_s in pauses_s:
        now_s += pause_s
        assert 0.0 <= buckets.take(limit, now_s) <= limit.per_s / limit.count + ROUNDING


@given(limits)
def test_the_whole_count_is_there_at_the_start_and_no_more(limit: Limit) -> None:
    buckets = Buckets()

    waits = [buckets.take(limit, 5.0) for _ in range(limit.count + 1)]

    assert waits[:-1] == [0.0] * limit.count
    assert waits[-1] > 0.0


@given(limits, st.integers(1, 200))
def test_asking_in_vain_puts_nothing_off(limit: Limit, asked: int) -> None:
    buckets = Buckets()
    for _ in range(limit.count):
        buckets.take(limit, 0.0)

    first = buckets.take(limit, 0.0)
    later = [buckets.take(limit, 0.0) for _ in range(asked)]

    assert set(later) == {first}


def test_one_group_does_not_wait_for_another() -> None:
    buckets = Buckets()
    for _ in range(PULLS.count):
        buckets.take(PULLS, 0.0)

    assert buckets.take(PULLS, 0.0) > 0.0
    assert buckets.take(VIEWS, 0.0) == 0.0


def test_hazard_29_one_player_does_not_use_up_what_another_has() -> None:
    one, other = Buckets(), Buckets()
    for _ in range(PULLS.count):
        one.take(PULLS, 0.0)

    assert one.take(PULLS, 0.0) > 0.0
    assert other.take(PULLS, 0.0) == 0.0


@given(pauses)
def test_hazard_29_the_memory_of_limits_does_not_grow_with_use(pauses_s: list[float]) -> None:
    buckets, now_s = Buckets(), 0.0
    for pause_s in pauses_s:
        now_s += pause_s
        buckets.take(PULLS, now_s)
        buckets.take(VIEWS, now_s)

    assert len(buckets._levels) == 2


@given(limits, st.floats(0.0, 1e6, allow_nan=False))
def test_a_clock_that_goes_back_gives_nothing_away(limit: Limit, back_s: float) -> None:
    buckets = Buckets()
    for _ in range(limit.count):
        buckets.take(limit, 1e6)

    assert buckets.take(limit, 1e6 - back_s) > 0.0
