"""What operators give, take, clear and erase: within bounds, with a reason, and by somebody."""

from dataclasses import replace
from typing import Any

import pytest

from actors.behavior import Decision
from reve.content.loading import load_catalogue
from reve.game import commands
from reve.game.behavior import PlayerBehavior
from reve.game.commands import PlayerCommand
from reve.game.events import CurrencyChanged
from reve.game.replies import Started
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.operating import (
    AdminActed,
    Erase,
    Give,
    Operated,
    PlayerReset,
    Reset,
    ShowState,
    StateShown,
    Take,
)
from reve.game.vocabulary.privacy import Erased, EraseMe, PlayerErased
from reve.game.world import Ban, Off, World
from tests.game.sample import DAY_MS, NOON_MS, Play, moment, started

OPERATOR = 99
GIFTS = [
    ("currency", "revies", 1_000),
    ("currency", "erythl", 7),
    ("esprit", "muddroot", 3),
    ("item", "energy_potion", 4),
    ("xp", "xp", 50),
    ("fragments", "tier:2", 6),
]


def decided(
    play: Play, action: Any, *, by: int | None = OPERATOR, world: World | None = None
) -> Decision[Any, Any]:
    at = moment(play.seq + 1, play.now_ms, key=play.state.key, world=play.world)
    at = at if world is None else replace(at, settings=world)
    return PlayerBehavior().decide(play.state, PlayerCommand(action, "Opal", "en", by), at)


def done(play: Play, action: Any, *, by: int | None = OPERATOR) -> Any:
    decision = decided(play, action, by=by)
    for event in decision.events:
        play.state = PlayerBehavior().evolve(play.state, event)
    play.seq += bool(decision.events)
    play.events += decision.events
    play.entries += decision.entries
    return decision.reply


def denied(play: Play, action: Any, **how: Any) -> Refused:
    decision = decided(play, action, **how)
    assert isinstance(decision.reply, Refused)
    assert (decision.events, decision.entries) == ((), ())
    return decision.reply


def wallet(play: Play, currency: str) -> int:
    return sum(e.amount for e in play.entries if (e.account, e.currency) == ("wallet", currency))


@pytest.mark.parametrize(("what", "name", "amount"), GIFTS)
def test_what_is_given_can_be_taken_again(what: str, name: str, amount: int) -> None:
    play = started()
    given = done(play, Give(what, name, amount, "a lost parcel"))
    taken = done(play, Take(what, name, amount, "found again"))
    assert isinstance(given, Operated)
    assert isinstance(taken, Operated)
    assert given.after - taken.after == amount
    assert (given.discarded, given.reason) == (0, "a lost parcel")


@pytest.mark.parametrize(("what", "name", "amount"), GIFTS)
def test_hazard_27_the_journal_says_who_did_what_and_why(what: str, name: str, amount: int) -> None:
    play = started()
    done(play, Give(what, name, amount, "a lost parcel"))
    (acted,) = (event for event in play.events if isinstance(event, AdminActed))
    args = {"what": what, "id": name, "amount": str(amount)}
    assert acted == AdminActed(OPERATOR, "give", play.state.key, args, "a lost parcel")


@pytest.mark.parametrize(("what", "name", "_"), GIFTS)
def test_hazard_13_nothing_is_ever_taken_below_0(what: str, name: str, _: int) -> None:
    play = started()
    reply = denied(play, Take(what, name, 1_000, "too much")) if what != "currency" else None
    if reply is None:
        have = play.balance(name)
        reply = denied(play, Take(what, name, have + 1, "too much"))
    assert reply.code == "INSUFFICIENT"


@pytest.mark.parametrize(
    ("what", "name", "most"),
    [("currency", "revies", 10**9), ("currency", "erythl", 10**9), ("esprit", "muddroot", 1_000)],
)
def test_no_more_than_the_most_is_given_at_once(what: str, name: str, most: int) -> None:
    play = started()
    for amount in (0, -1, most + 1):
        assert denied(play, Give(what, name, amount, "why not")).params["field"] == "amount"
        assert denied(play, Take(what, name, amount, "why not")).params["field"] == "amount"
    assert isinstance(done(play, Give(what, name, most, "why not")), Operated)


def test_what_passes_a_cap_is_discarded_and_told() -> None:
    play = started()
    play.have(wallet=replace(play.state.wallet, balances={"erythl": 10**9 - 5}))
    reply = done(play, Give("currency", "erythl", 8, "a rich one"))
    assert (reply.after, reply.discarded) == (10**9, 3)


@pytest.mark.parametrize("what", ["currency", "esprit", "item", "xp", "fragments", "luck"])
def test_what_there_is_not_is_neither_given_nor_taken(what: str) -> None:
    play = started()
    assert denied(play, Give(what, "nothing", 1, "why")).params["field"] == "what"
    assert denied(play, Take(what, "nothing", 1, "why")).params["field"] == "what"


def test_stars_that_operators_give_reach_the_goal_of_five_stars_too() -> None:
    play = started(world=load_catalogue())
    done(play, Give("esprit", "muddroot", 1, "a prize", 5))
    assert "achievement:max_awakening" in play.state.claims.granted


def test_an_esprit_comes_with_up_to_five_stars_and_never_loses_any() -> None:
    play = started()
    done(play, Give("esprit", "muddroot", 1, "a prize", 5))
    done(play, Give("esprit", "muddroot", 1, "another", 2))
    assert play.state.stacks["muddroot"].stars == 5
    assert denied(play, Give("esprit", "muddroot", 1, "more", 6)).params["field"] == "stars"
    assert denied(play, Give("item", "energy_potion", 1, "more", 1)).params["field"] == "stars"


def test_the_last_copy_of_the_leader_is_not_taken() -> None:
    play = started()
    leader = play.state.leader or ""
    count = play.state.stacks[leader].quantity
    assert denied(play, Take("esprit", leader, count, "spite")).code == "ESPRIT_IN_USE"


@pytest.mark.parametrize(
    "action",
    [
        Give("currency", "revies", 1, " "),
        Take("currency", "revies", 1, ""),
        Reset("7", " "),
        Erase("7", ""),
    ],
)
def test_every_write_of_an_operator_needs_a_reason(action: Any) -> None:
    assert denied(started(), action).params["field"] == "reason"


@pytest.mark.parametrize(
    "action",
    [Give("currency", "revies", 1, "me"), Take("xp", "xp", 1, "me"), Reset("7", "me"), Erase("7", "me")],
)
def test_hazard_28_what_nobody_answers_for_is_not_done(action: Any) -> None:
    assert denied(started(), action, by=None).code == "FORBIDDEN"


@pytest.mark.parametrize(
    "action", [Give("currency", "revies", 1, "r"), Take("xp", "xp", 1, "r"), Reset("7", "r"), Erase("7", "r")]
)
def test_nothing_is_done_to_somebody_who_has_not_begun(action: Any) -> None:
    assert denied(Play(), action).code == "NOT_REGISTERED"


def test_a_player_keeps_their_own_name_when_an_operator_acts() -> None:
    play = started()
    done(play, Give("currency", "revies", 1, "a coin"))
    assert play.state.person.username == "Ada"


def test_a_reset_clears_all_keeps_an_archive_and_burns_the_balances() -> None:
    play = started()
    before = play.state
    assert isinstance(done(play, Reset("7", "asked for")), Operated)
    assert play.state == Player(7)
    (event,) = (event for event in play.events if isinstance(event, PlayerReset))
    assert event.archive == before
    assert (wallet(play, "revies"), wallet(play, "erythl")) == (0, 0)
    assert denied(play, commands.ClaimDaily(), by=None).code == "NOT_REGISTERED"
    assert isinstance(play.do(commands.Start("focused")), Started)


@pytest.mark.parametrize(
    "action", [Reset("8", "asked for"), Erase("", "asked for"), Erase("777", "asked for")]
)
def test_a_player_is_not_cleared_unless_the_id_is_typed(action: Any) -> None:
    assert denied(started(), action).params == {"field": "user", "reason": "not_typed"}


def test_an_operator_sees_the_whole_state() -> None:
    play = started()
    assert done(play, ShowState()) == StateShown(play.state, play.seq)


def test_who_types_the_word_is_forgotten() -> None:
    play = started()
    assert denied(play, EraseMe("erase"), by=None).params == {"field": "word", "reason": "not_typed"}
    decision = decided(play, EraseMe("delete "), by=None)
    assert decision.erases
    assert decision.events == (PlayerErased(NOON_MS),)
    assert (decision.entries, decision.notes) == ((), ())
    assert decision.reply == Erased(NOON_MS + 30 * DAY_MS)


def test_an_operator_erases_with_a_reason_in_the_same_delta() -> None:
    play = started()
    decision = decided(play, Erase("7", "a letter came"))
    assert decision.erases
    assert decision.events == (AdminActed(OPERATOR, "erase", 7, {}, "a letter came"), PlayerErased(NOON_MS))


@pytest.mark.parametrize(("days", "erythl"), [(0, 0), (29, 0), (30, 30)])
def test_a_new_beginning_brings_no_erythl_within_30_days_of_an_erasure(days: int, erythl: int) -> None:
    play = started()
    done(play, EraseMe("DELETE"), by=None)
    play.wait(days * DAY_MS)
    reply = play.do(commands.Start("focused"))
    assert isinstance(reply, Started)
    assert play.balance("erythl") == erythl
    assert play.balance("revies") > 0
    assert (reply.no_erythl_before_ms is None) == (days == 30)


def test_a_ban_or_a_lock_down_keeps_nobody_from_being_forgotten() -> None:
    play = started()
    world = World(play.world, bans={7: Ban("spam", None, 1, 0)}, off={"game": Off("upkeep", 1, 0)})
    assert isinstance(decided(play, EraseMe("DELETE"), by=None, world=world).reply, Erased)
    assert decided(play, commands.ClaimDaily(), by=None, world=world).reply.code == "BANNED"


def test_hazard_14_a_gift_is_a_move_of_the_ledger() -> None:
    play = started()
    before = wallet(play, "revies")
    done(play, Give("currency", "revies", 12, "a coin"))
    (moved,) = (e for e in play.events if isinstance(e, CurrencyChanged) and e.reason == "mint/admin")
    assert (moved.delta, moved.balance_after) == (12, play.balance("revies"))
    assert wallet(play, "revies") - before == 12
