"""The player as an actor: what holds for any commands in any order."""

import dataclasses
from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import behavior, commands, events, evolve, experience, replies
from reve.game.behavior import PlayerBehavior
from reve.game.shown import Refused
from reve.game.state import Gauge, Player
from reve.game.vocabulary import goals, preferences, ranking, search, shop
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, members, of_type, started
from tests.game.scripts import growing

_items = st.sampled_from(["energy_potion", "stamina_elixir", "xp_orb", "faded_echo", "nonsense"])
_views = st.sampled_from(
    [
        commands.Start(),
        commands.ShowProfile(),
        commands.ShowInventory(),
        commands.ShowReve(),
        commands.ShowEsprits(),
        commands.ShowEsprit(),
        commands.SuggestEsprits("t"),
        ranking.ShowStats(),
        ranking.ShowName(),
        goals.ShowAchievements("combat"),
        goals.ShowCodex(),
        goals.ShowCollection("missing"),
        shop.ShowShop("premium"),
        search.SuggestSpecies(),
        search.RandomSpecies(),
    ]
)
actions: st.SearchStrategy[commands.Action] = st.one_of(
    st.builds(commands.Start, st.sampled_from(["focused", "vigorous", "enlightened", "none"])),
    st.just(commands.ClaimDaily()),
    st.builds(preferences.ChangeSettings, st.booleans()),
    st.builds(preferences.FavorElement, st.sampled_from(["umbral", "inferno", "ice"])),
    st.builds(
        shop.Buy, st.sampled_from(["xp_orb", "energy_potion", "fusion_catalyst", "none"]), st.integers(0, 3)
    ),
    st.builds(commands.UseItem, _items, st.integers(-1, 100)),
    st.builds(commands.Pull, st.integers(0, 6)),
    _views,
    growing,
)
waits = st.sampled_from([0, 1, 60_000, 540_000, 3_600_000, DAY_MS, 3 * DAY_MS])
scripts = st.lists(st.tuples(waits, actions), max_size=30)


def fold(happened: list[events.Event]) -> Player:
    state = PlayerBehavior().initial(7)
    for event in happened:
        state = evolve.evolve(state, event)
    return state


def numbers(value: Any) -> Iterator[Any]:
    """Walk a value down to its parts."""
    if dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from numbers(getattr(value, one.name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from numbers(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers(one)
    else:
        yield value


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_the_fold_of_the_events_is_the_live_state(script: list[tuple[int, commands.Action]]) -> None:
    play = Play()
    for wait, action in script:
        play.wait(wait)
        play.do(action)
    assert fold(play.events) == play.state


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_balances_equal_the_ledger_and_are_never_negative(script: list[tuple[int, commands.Action]]) -> None:
    play = Play()
    for wait, action in script:
        play.wait(wait)
        entries = play.decide(action).entries
        for name in ("revies", "erythl"):
            assert sum(entry.amount for entry in entries if entry.currency == name) == 0
        play.do(action)
        for name in ("revies", "erythl"):
            moves = (entry for entry in play.entries if (entry.account, entry.currency) == ("wallet", name))
            assert sum(entry.amount for entry in moves) == play.balance(name) >= 0
        assert all(quantity > 0 for quantity in play.state.items.values())


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_deciding_again_at_the_same_moment_gives_the_same(script: list[tuple[int, commands.Action]]) -> None:
    play = Play()
    for wait, action in script:
        play.wait(wait)
        before = play.state
        assert play.decide(action) == play.decide(action)
        assert play.state is before
        play.do(action)


@given(scripts, actions)
@settings(max_examples=60, deadline=None)
def test_hazard_36_a_refused_command_changes_nothing_and_costs_nothing(
    script: list[tuple[int, commands.Action]], last: commands.Action
) -> None:
    play = Play()
    for wait, action in [*script, (0, last)]:
        play.wait(wait)
        before = play.state
        decision = play.decide(action)
        assert decision.refused == isinstance(decision.reply, Refused)
        if decision.refused:
            assert (decision.events, decision.entries, decision.notes) == ((), (), ())
            assert play.refused(action) == decision.reply
            assert play.state is before
        else:
            play.do(action)


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_no_reward_is_granted_twice_under_one_key(script: list[tuple[int, commands.Action]]) -> None:
    play = Play()
    for wait, action in script:
        play.wait(wait)
        play.do(action)
    keys = [event.key for event in of_type(play.events, events.RewardGranted)]
    assert len(keys) == len(set(keys))


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_what_returns_with_time_stays_within_its_bounds(script: list[tuple[int, commands.Action]]) -> None:
    play, rules = Play(), catalogue().experience
    for wait, action in script:
        play.wait(wait)
        play.do(action)
        growth, luck = play.state.growth, play.state.luck
        assert 0 <= luck.charges.value <= 5
        assert luck.charges.at_ms <= play.now_ms
        assert luck.since_bright < 40
        assert luck.since_brilliant < 250
        assert 0 <= growth.xp < experience.need(rules, growth.level)
        assert play.state.energy.value <= max(200, 100 + 2 * (growth.level - 1) + 50)


def test_hazard_36_every_refusal_of_a_write_draws_no_dice_and_takes_nothing() -> None:
    play = started()
    play.do(commands.ClaimDaily())
    play.have(luck=dataclasses.replace(play.state.luck, charges=Gauge(0, NOON_MS)))
    for action in (
        commands.Start("focused"),
        commands.ClaimDaily(),
        commands.Pull(1),
        commands.UseItem("energy_potion"),
        commands.UseItem("echo_key"),
    ):
        before = play.state
        play.refused(action)
        assert play.state is before


def test_unknown_facts_of_a_later_pack_do_not_break_a_fold() -> None:
    play = started()
    smaller = dataclasses.replace(catalogue(), items={}, titles={})
    play.world = smaller
    assert not isinstance(play.do(commands.ShowInventory("echoes")), Refused)
    assert fold(play.events) == play.state


@given(scripts)
@settings(max_examples=30, deadline=None)
def test_no_value_that_is_kept_or_answered_is_a_float_or_past_64_bits(
    script: list[tuple[int, commands.Action]],
) -> None:
    play = Play()
    for wait, action in script:
        play.wait(wait)
        reply = play.do(action)
        for value in (*numbers(reply), *numbers(play.state), *numbers(tuple(play.events))):
            assert value is None or type(value) in (int, str, bool)
            assert not isinstance(value, int) or -(2**63) <= value < 2**63


def shapes(hint: Any, seen: set[Any]) -> None:
    """Fail unless a type is one that storage can hold; follow it to its parts."""
    if hint in (int, str, bool, type(None)) or hint in seen:
        return
    seen.add(hint)
    if dataclasses.is_dataclass(hint):
        for part in get_type_hints(hint).values():
            shapes(part, seen)
        return
    origin, parts = get_origin(hint), get_args(hint)
    assert origin in (tuple, dict, Union, UnionType), hint
    if origin is dict:
        assert parts[0] in (int, str)
    if origin is tuple:
        parts = tuple(part for part in parts if part is not ...)
    for part in parts:
        shapes(part, seen)


def test_everything_that_is_stored_has_a_type_that_storage_can_hold() -> None:
    seen: set[Any] = set()
    for stored in (Player, *events.EVENTS.values(), *replies.REPLIES.values()):
        shapes(stored, seen)
    assert {Player, *events.EVENTS.values(), *replies.REPLIES.values()} <= seen


def test_every_event_has_a_name_and_a_step() -> None:
    kinds = members(events.Event)
    assert kinds == set(events.EVENTS.values()) == set(evolve.STEPS)


def test_every_reply_has_a_name() -> None:
    assert members(replies.Reply) == set(replies.REPLIES.values())


def test_every_action_has_a_rule() -> None:
    assert members(commands.Action) == set(behavior.RULES)
    assert set(commands.GROUPS) <= set(behavior.RULES)
