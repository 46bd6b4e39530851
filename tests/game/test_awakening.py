"""Awakening: what a star takes, how likely it is, and what a failure leaves."""

import pytest

from reve.game import commands, events, power
from reve.game.awakening import cost
from reve.game.draft import Draft
from reve.game.esprit import gain, stats
from reve.game.evolve import evolve
from reve.game.shown import Refused
from reve.game.state import Gauge, Growth, Stack, Wallet
from reve.game.vocabulary.awakening import (
    Awaken,
    Awakened,
    AwakeningFailed,
    AwakeningShown,
    AwakeningsShown,
    AwakeningSucceeded,
    ListAwakenings,
    PreviewAwakening,
)
from tests.game.sample import NOON_MS, Play, catalogue, moment, of_type, started

BANDS = {1: 8, 4: 20, 7: 45, 10: 100, 13: 250, 16: 500}
TIER_COST = {1: 1_000, 5: 6_600, 9: 43_000, 12: 180_000, 15: 720_000, 18: 3_000_000}


def sleeper(species: str, quantity: int, stars: int = 0, failures: int = 0, **items: int) -> Play:
    """A player of level 3 with one stack, and enough of everything else."""
    play = started("focused")
    play.have(
        growth=Growth(level=3),
        wallet=Wallet({"revies": 10**12}),
        fragments={"awakening": 10**6},
        items=items,
        stacks={**play.state.stacks, species: Stack(quantity, stars, failures, NOON_MS, 0)},
    )
    return play


def tried(play: Play, species: str, *, stone: bool = False) -> Awakened:
    reply = play.do(Awaken(species, stone, play.seq + 1))
    assert isinstance(reply, Awakened)
    return reply


def until(play: Play, species: str, *, success: bool) -> Awakened:
    """Let time pass until a try ends as wanted."""
    for _ in range(400):
        ahead = play.decide(Awaken(species, False, play.seq + 1)).reply
        assert isinstance(ahead, Awakened)
        if ahead.success is success:
            return tried(play, species)
        play.wait(1)
        play.seq += 1
    raise AssertionError("it never ends like that")


@pytest.mark.parametrize(
    ("tier", "fragments"),
    [(first + shift, n) for first, n in BANDS.items() for shift in (0, 2)],
)
def test_a_star_takes_fragments_by_band_whatever_its_number(tier: int, fragments: int) -> None:
    for star in range(1, 6):
        assert cost(catalogue(), tier, star, 0, stone=False).fragments == fragments


@pytest.mark.parametrize("tier", TIER_COST)
@pytest.mark.parametrize("star", range(1, 6))
def test_star_n_takes_n_copies_and_2_n_times_the_cost_of_the_tier(tier: int, star: int) -> None:
    due = cost(catalogue(), tier, star, 0, stone=False)
    assert (due.copies, due.revies) == (star, 2 * star * TIER_COST[tier])


@pytest.mark.parametrize(
    ("star", "failures", "bp"),
    [
        *((star, 0, 10_000) for star in (1, 2, 3)),
        *((4, 0, 8_000), (4, 1, 10_000)),
        *((5, 0, 6_000), (5, 1, 8_000), (5, 2, 10_000), (5, 9, 10_000)),
    ],
)
def test_each_failure_on_a_star_helps_so_that_the_third_try_at_the_fifth_is_certain(
    star: int, failures: int, bp: int
) -> None:
    assert cost(catalogue(), 7, star, failures, stone=False).chance_bp == bp


@pytest.mark.parametrize(("star", "copies"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4)])
def test_a_stone_saves_a_copy_but_not_the_only_one(star: int, copies: int) -> None:
    assert cost(catalogue(), 7, star, 0, stone=True).copies == copies


def test_a_star_makes_every_copy_stronger_by_a_fifth_of_its_base() -> None:
    play = sleeper("inferno_t4", 16)
    for star in range(1, 4):
        reply = tried(play, "inferno_t4")
        assert (reply.success, reply.star, reply.copies) == (True, star, star)
    stack = play.state.stacks["inferno_t4"]
    assert (stack.quantity, stack.stars) == (16 - 6, 3)
    one = stats(catalogue().species["inferno_t4"], 3, catalogue().power)
    assert (one.attack, one.defense, one.health) == (835 * 16 // 10, 128 * 16 // 10, 321 * 16 // 10)
    assert play.balance("revies") == 10**12 - 2 * 4_100 * (1 + 2 + 3)
    assert play.state.fragments["awakening"] == 10**6 - 3 * 20


def test_all_five_stars_take_fifteen_copies_and_double_the_stats() -> None:
    assert sum(cost(catalogue(), 5, star, 0, stone=False).copies for star in range(1, 6)) == 15
    species = catalogue().species["umbral_t18"]
    assert stats(species, 5, catalogue().power).attack == 2 * species.attack


def test_a_failure_takes_half_of_the_copies_and_all_of_the_rest() -> None:
    play = sleeper("inferno_t7", 20, stars=4)
    reply = until(play, "inferno_t7", success=False)
    (event,) = of_type(play.events, AwakeningFailed)
    assert (reply.copies, event.copies, event.failures) == (3, 3, 1)
    stack = play.state.stacks["inferno_t7"]
    assert (stack.quantity, stack.stars, stack.star_failures) == (17, 4, 1)
    assert play.state.fragments["awakening"] == 10**6 - 45
    assert play.balance("revies") == 10**12 - 2 * 5 * 17_000
    assert 2 <= event.fragments_gained <= 4
    assert play.state.fragments["tier:7"] == event.fragments_gained


def test_failures_are_forgotten_with_the_star() -> None:
    play = sleeper("inferno_t7", 30, stars=4, failures=2)
    tried(play, "inferno_t7")
    stack = play.state.stacks["inferno_t7"]
    assert (stack.stars, stack.star_failures) == (5, 0)
    (event,) = of_type(play.events, AwakeningSucceeded)
    assert (event.from_stars, event.to_stars, event.chance_bp) == (4, 5, 10_000)


def test_a_failed_awakening_of_the_last_tier_leaves_fragments_of_the_one_below() -> None:
    play = sleeper("inferno_t18", 30, stars=4)
    until(play, "inferno_t18", success=False)
    (event,) = of_type(play.events, AwakeningFailed)
    assert event.fragment == "tier:17"
    assert "tier:18" not in play.state.fragments


def test_a_stone_is_used_up_either_way() -> None:
    for success in (True, False):
        play = sleeper("inferno_t7", 20, stars=4, awakening_stone=1)
        while True:
            ahead = play.decide(Awaken("inferno_t7", True, play.seq + 1)).reply
            if isinstance(ahead, Awakened) and ahead.success is success:
                break
            play.wait(1)
            play.seq += 1
        reply = tried(play, "inferno_t7", stone=True)
        assert reply.copies == (4 if success else 2)
        assert "awakening_stone" not in play.state.items


def test_tries_succeed_as_often_as_they_are_said_to() -> None:
    play, won = sleeper("inferno_t7", 900_000, stars=4), 0
    for _ in range(1_500):
        play.have(
            stacks={**play.state.stacks, "inferno_t7": Stack(900_000, 4, 0, NOON_MS, 0)},
            wallet=Wallet({"revies": 10**12}),
            fragments={"awakening": 10**6},
        )
        won += tried(play, "inferno_t7").success
    assert (won - 900) ** 2 / 900 + (won - 900) ** 2 / 600 < 10.83


# -- what is refused, in order --------------------------------------------------------------------


def refused(play: Play, species: str, *, stone: bool = False) -> Refused:
    return play.refused(Awaken(species, stone, play.seq + 1))


def test_awakening_opens_at_level_3() -> None:
    play = sleeper("inferno_t4", 9)
    play.have(growth=Growth(level=2))
    assert refused(play, "inferno_t4").params == {"feature": "awakening", "level": 3}
    assert play.refused(ListAwakenings()).code == "LOCKED"


def test_only_what_is_owned_and_lacks_a_star_can_awaken() -> None:
    play = sleeper("inferno_t4", 99, stars=5)
    assert refused(play, "nobody").code == "ESPRIT_NOT_OWNED"
    assert refused(play, "inferno_t4").code == "MAX_STARS"
    assert play.refused(PreviewAwakening("inferno_t4")).code == "MAX_STARS"


def test_the_last_copy_is_never_consumed() -> None:
    play = sleeper("inferno_t4", 3, stars=2)
    no = refused(play, "inferno_t4")
    assert (no.params["kind"], no.params["need"], no.params["have"]) == ("copies", 4, 3)


def test_copies_then_fragments_then_revies_then_the_stone_must_be_there() -> None:
    play = sleeper("inferno_t4", 2, stars=2)
    play.have(fragments={}, wallet=Wallet({"revies": 0}))
    kinds = [refused(play, "inferno_t4", stone=True).params["kind"]]
    play.have(stacks={**play.state.stacks, "inferno_t4": Stack(9, 2, 0, NOON_MS, 0)})
    kinds.append(refused(play, "inferno_t4", stone=True).params["kind"])
    play.have(fragments={"awakening": 20})
    kinds.append(refused(play, "inferno_t4", stone=True).params["kind"])
    play.have(wallet=Wallet({"revies": 3 * 2 * 4_100}))
    kinds.append(refused(play, "inferno_t4", stone=True).params["kind"])
    assert kinds == ["copies", "fragments", "revies", "item"]
    assert tried(play, "inferno_t4").success


def test_a_stone_is_refused_on_the_first_star_where_it_saves_nothing() -> None:
    play = sleeper("inferno_t4", 9, awakening_stone=1)
    assert refused(play, "inferno_t4", stone=True).params == {"field": "stone", "reason": "not_needed"}


# -- seen before it is done -----------------------------------------------------------------------


def test_a_confirmation_of_an_older_state_shows_how_things_are_instead_of_acting() -> None:
    play = sleeper("inferno_t4", 9)
    seen = play.do(PreviewAwakening("inferno_t4"))
    assert isinstance(seen, AwakeningShown)
    play.do(commands.ClaimDaily())
    before = play.state
    again = play.do(Awaken("inferno_t4", False, seen.version))
    assert isinstance(again, AwakeningShown)
    assert play.state is before
    assert isinstance(play.do(Awaken("inferno_t4", False, again.version)), Awakened)


def test_the_gain_that_is_shown_is_that_of_the_armys_sum() -> None:
    play = sleeper("umbral_t4", 9, stars=1)
    play.have(leader=None)
    seen = play.do(PreviewAwakening("umbral_t4"))
    assert isinstance(seen, AwakeningShown)
    before = power.army(play.state, catalogue()).total
    tried(play, "umbral_t4")
    after = power.army(play.state, catalogue()).total
    assert abs((after - before) - seen.gain) <= 2  # the army's health is divided once, not per copy


def test_the_list_has_those_with_copies_enough_most_gain_first() -> None:
    play = sleeper("inferno_t4", 9)
    play.own({"verdant_t2": 2, "umbral_t6": 40, "radiant_t3": 1})
    shown = play.do(ListAwakenings())
    assert isinstance(shown, AwakeningsShown)
    assert {line.species for line in shown.lines} == {"inferno_t4", "verdant_t2", "umbral_t6"}
    assert [line.gain for line in shown.lines] == sorted((line.gain for line in shown.lines), reverse=True)


def test_a_leaders_star_first_settles_the_energy_at_the_old_pace() -> None:
    play = sleeper("jelune", 9)  # the leader, of tempest
    play.have(energy=Gauge(10, NOON_MS))
    old_ms = (300_000 - 3_000) * 10_000 // 11_000
    play.wait(10 * old_ms + 5)
    tried(play, "jelune")
    assert play.state.energy == Gauge(20, NOON_MS + 10 * old_ms)
    assert [one.reason for one in of_type(play.events, events.EnergyChanged)] == ["starter"]
    assert play.state.stacks["jelune"].stars == 1


def test_stars_stay_when_no_copy_is_left_and_count_again_when_one_returns() -> None:
    play = sleeper("inferno_t4", 0, stars=3)
    assert play.state.stacks["inferno_t4"].stars == 3
    assert refused(play, "inferno_t4").code == "ESPRIT_NOT_OWNED"
    draft = Draft(play.state, moment(), evolve, username="Ada", locale=None)
    gain(draft, "inferno_t4", 1, "test")
    assert (draft.state.stacks["inferno_t4"].stars, draft.state.stacks["inferno_t4"].quantity) == (3, 1)
