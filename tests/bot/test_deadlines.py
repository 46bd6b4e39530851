"""When an interaction must be deferred, under clocks that are right, and under clocks that are not."""

from hypothesis import given
from hypothesis import strategies as st

from reve.bot.deadlines import Deadlines, deadlines

NOW_MS = 1_800_000_000_000
DAY_MS = 86_400_000


def at(delay_ms: int) -> Deadlines:
    return deadlines(received_at=100.0, issued_at_ms=NOW_MS - delay_ms, wall_ms=NOW_MS)


def test_a_prompt_interaction_is_deferred_after_a_second_and_a_half() -> None:
    assert at(0).defer_at == 101.5


def test_what_passed_before_receipt_counts() -> None:
    assert at(1_000).defer_at == 100.5
    assert at(2_900).defer_at == 100.0


def test_hazard_42_a_clock_that_is_a_day_off_changes_no_deadline() -> None:
    assert at(DAY_MS) == at(-DAY_MS) == at(0)


@given(st.integers(-(2**62), 2**62))
def test_hazard_42_no_clock_takes_away_the_time_to_answer(delay_ms: int) -> None:
    limits = at(delay_ms)
    assert 100.0 <= limits.defer_at <= 101.5
    assert limits.answer_by == 112.0
    assert 100.5 <= limits.suggest_by <= 102.0
