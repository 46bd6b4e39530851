"""The collection, seen from each of its sides."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reve.game.collection import balance, mastery, value
from reve.game.shown import Refused
from reve.game.state import Stack
from reve.game.vocabulary.goals import (
    CollectionShown,
    MilestoneLine,
    MilestonesShown,
    MissingShown,
    RecentShown,
    SharesShown,
    ShowCollection,
)
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, started
from tests.game.test_goals import GOALS, discover

RULES = catalogue().goals.collection


def owner(**stacks: Stack) -> Play:
    play = started()
    play.have(stacks=stacks)
    return play


def test_a_collection_is_worth_its_species_copies_tiers_and_stars() -> None:
    play = owner(
        blazeblob=Stack(7, 2, 0, NOON_MS, 0),
        inferno_t9=Stack(1, 0, 0, NOON_MS, 0),
        umbral_t3=Stack(0, 1, 0, NOON_MS, 0),
    )
    assert value(play.state, catalogue()) == 1_000 * 3 + 100 * 8 + 500 * (1 + 81 + 9) + 10_000 * 3


def test_the_overview_tells_discovered_owned_and_the_rarest() -> None:
    play = owner(
        blazeblob=Stack(7, 2, 0, NOON_MS, 0),
        inferno_t9=Stack(1, 0, 0, NOON_MS, 0),
        umbral_t3=Stack(0, 1, 0, NOON_MS, 0),
    )
    shown = play.do(ShowCollection())
    assert isinstance(shown, CollectionShown)
    assert (shown.discovered, shown.owned, shown.copies) == (3, 2, 8)
    assert shown.total == len(catalogue().species)
    assert shown.rarest == ("inferno_t9", "umbral_t3", "blazeblob")


@pytest.mark.parametrize(
    ("bp", "rank"),
    [
        (0, "beginner"),
        (2_499, "beginner"),
        (2_500, "novice"),
        (5_000, "adept"),
        (7_500, "expert"),
        (8_999, "expert"),
        (9_000, "master"),
        (10_000, "master"),
    ],
)
def test_mastery_follows_from_the_share(bp: int, rank: str) -> None:
    assert mastery(RULES, bp) == rank


@pytest.mark.parametrize(
    ("shares", "label"),
    [
        ((5_000,) * 6, "perfect"),
        ((4_001, 5_999) * 3, "perfect"),
        ((4_000, 6_000) * 3, "good"),
        ((3_000, 7_000) * 3, "fair"),
        ((2_000, 8_000) * 3, "specialised"),
        ((10_000, 0, 0, 0, 0, 0), "specialised"),
    ],
)
def test_balance_follows_from_the_standard_deviation(shares: tuple[int, ...], label: str) -> None:
    assert balance(RULES, shares) == label


@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=6), st.integers(0, 5))
def test_balance_does_not_depend_on_which_element_leads(shares: list[int], shift: int) -> None:
    assert balance(RULES, shares) == balance(RULES, [*shares[shift:], *shares[:shift]])


def test_elements_and_tiers_are_told_with_their_shares() -> None:
    play = owner(**{name: Stack(1, 0, 0, NOON_MS, 0) for name in ("blazeblob", "inferno_kin", "inferno_t2")})
    shown = play.do(ShowCollection("element"))
    assert isinstance(shown, SharesShown)
    assert [(line.id, line.discovered, line.rank) for line in shown.lines][:2] == [
        ("inferno", 3, "beginner"),
        ("verdant", 0, "beginner"),
    ]
    shown = play.do(ShowCollection("tier"))
    assert isinstance(shown, SharesShown)
    assert [(line.id, line.discovered, line.total) for line in shown.lines][:2] == [("1", 2, 12), ("2", 1, 6)]
    assert sum(line.total for line in shown.lines) == len(catalogue().species)


def test_what_is_missing_comes_lowest_tier_first_and_can_be_narrowed() -> None:
    play = owner(blazeblob=Stack(1, 0, 0, NOON_MS, 0))
    shown = play.do(ShowCollection("missing"))
    assert isinstance(shown, MissingShown)
    assert (shown.total, shown.pages) == (len(catalogue().species) - 1, 5)  # at most 50 are listed
    assert "blazeblob" not in shown.species
    shown = play.do(ShowCollection("missing", element="umbral", tier=3))
    assert isinstance(shown, MissingShown)
    assert shown.species == ("umbral_t3",)


def test_recent_discoveries_go_back_a_week_and_at_most_a_month() -> None:
    play = owner(
        blazeblob=Stack(1, 0, 0, NOON_MS - 6 * DAY_MS, 0),
        droozle=Stack(1, 0, 0, NOON_MS - 7 * DAY_MS, 0),
        jelune=Stack(1, 0, 0, NOON_MS - 29 * DAY_MS, 0),
        gloomb=Stack(1, 0, 0, NOON_MS - 31 * DAY_MS, 0),
    )
    shown = play.do(ShowCollection("recent"))
    assert isinstance(shown, RecentShown)
    assert [line.species for line in shown.lines] == ["blazeblob"]
    shown = play.do(ShowCollection("recent", days=1_000))
    assert isinstance(shown, RecentShown)
    assert (shown.days, [line.species for line in shown.lines]) == (30, ["blazeblob", "droozle", "jelune"])


def test_milestones_tell_when_they_were_reached() -> None:
    play = started(world=GOALS)
    discover(play, "blazeblob", "droozle", "gloomb")
    shown = play.do(ShowCollection("milestones"))
    assert isinstance(shown, MilestonesShown)
    assert shown.lines[0] == MilestoneLine(3, NOON_MS)


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (ShowCollection("attic"), "view"),
        (ShowCollection("missing", element="ice"), "element"),
        (ShowCollection("missing", tier=19), "tier"),
    ],
)
def test_a_side_that_does_not_exist_is_refused(action: ShowCollection, field: str) -> None:
    refused = started().do(action)
    assert isinstance(refused, Refused)
    assert refused.params["field"] == field


def test_a_species_that_the_pack_has_dropped_is_not_shown() -> None:
    play = started()
    play.have(stacks={"gone": Stack(3, 5, 0, NOON_MS, 0)})
    shown = play.do(ShowCollection())
    assert isinstance(shown, CollectionShown)
    assert (shown.discovered, shown.value, shown.rarest) == (0, 0, ())
    play.world = replace(catalogue())
