"""How figures are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.bot.words import numbers


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (999_999, "999,999"),
        (1_000_000, "1.00M"),
        (1_234_567, "1.23M"),
        (12_345_678, "12.3M"),
        (999_999_999, "999M"),
        (-1_234_567_890, "-1.23B"),
        (10**12, "1.00T"),
        (10**15, "1.00Qa"),
        (10**21, "1,000,000Qa"),
    ],
)
def test_big_numbers_have_three_digits_and_a_letter(number: int, written: str) -> None:
    assert numbers.short(number) == written


@given(st.integers(-(10**30), 10**30))
def test_a_short_number_is_never_more_than_the_number(number: int) -> None:
    written = numbers.short(abs(number))
    digits = written.rstrip("KMBTQa").replace(",", "")
    unit = {"": 1, "M": 10**6, "B": 10**9, "T": 10**12, "Qa": 10**15}[written.lstrip("0123456789.,")]
    whole, _, part = digits.partition(".")
    value = int(whole) * unit + (int(part) * unit // 10 ** len(part) if part else 0)
    assert value <= abs(number) < value + max(1, value // 99)


def test_the_exact_value_stands_beside_a_short_one() -> None:
    assert numbers.both(1_234_567) == "1.23M (1,234,567)"
    assert numbers.both(5_000) == "5,000"


@pytest.mark.parametrize(
    ("ms", "written"),
    [
        (0, "0s"),
        (3_000, "3s"),
        (3_300, "3.3s"),
        (3_250, "3.25s"),
        (9_001, "9.001s"),
        (296_700, "4m 56.7s"),
        (305_050, "5m 05.05s"),
        (300_000, "5m"),
        (3_900_000, "1h 05m"),
    ],
)
def test_a_span_that_is_reckoned_with_is_exact(ms: int, written: str) -> None:
    assert numbers.precise(ms) == written


@pytest.mark.parametrize(
    ("ms", "written"),
    [
        (-5, "0s"),
        (1, "1s"),
        (59_000, "59s"),
        (549_000, "9m 09s"),
        (3_900_000, "1h 05m"),
        (90_000_000, "1d 01h"),
        (540_000, "9m"),
        (3_600_000, "1h"),
        (3_601_000, "1h"),
        (172_800_000, "2d"),
    ],
)
def test_durations_name_their_two_largest_units(ms: int, written: str) -> None:
    assert numbers.duration(ms) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0.04, "0.0 s"), (12.34, "12.3 s"), (61.0, "1m 01s"), (-1.0, "-1.0 s"), (float("inf"), "inf s")],
)
def test_measured_spans_show_tenths_below_a_minute(seconds: float, written: str) -> None:
    assert numbers.span(seconds) == written


@pytest.mark.parametrize(
    ("part", "total", "written"),
    [
        (45_000, 100_000, "45 %"),
        (50, 100_000, "0.05 %"),
        (1, 5, "20 %"),
        (1, 3, "33.333 %"),
        (1, 0, "0 %"),
    ],
)
def test_shares_lose_no_odds_that_the_game_has(part: int, total: int, written: str) -> None:
    assert numbers.share(part, total) == written


def test_basis_points_carry_their_sign() -> None:
    assert [numbers.basis_points(bp) for bp in (550, -300, 0)] == ["+5.5 %", "-3 %", "+0 %"]


def test_a_difference_shows_its_direction() -> None:
    assert [numbers.change(number) for number in (1_500, -3, 0)] == ["+1,500", "-3", "0"]


@given(st.integers(), st.integers())
def test_a_bar_has_ten_cells_whatever_it_is_given(done: int, total: int) -> None:
    assert len(numbers.bar(done, total)) == 10


def test_a_bar_fills_with_whole_tenths() -> None:
    assert numbers.bar(19, 100) == "▰▱▱▱▱▱▱▱▱▱"
    assert numbers.bar(5, 0) == "▱" * 10


def test_stars_and_tiers() -> None:
    assert (numbers.stars(3), numbers.stars(0)) == ("★★★", "")
    assert numbers.tier("IV", "Epic") == "IV Epic"
