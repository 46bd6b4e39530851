"""What holds for a rich collection whatever is done with it, in any order."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, events
from reve.game.behavior import PlayerBehavior
from reve.game.state import Growth, Player, Stack, Wallet
from reve.game.vocabulary.awakening import Awaken
from reve.game.vocabulary.skill import ChangeClass, ResetSkills
from reve.stored import player_codec
from tests.game.sample import NOON_MS, Play, catalogue, of_type, started
from tests.game.scripts import growing

CODEC = player_codec()
STARTS = {"revies": 10**6, "erythl": 700}
scripts = st.lists(st.tuples(st.sampled_from([0, 60_000, 3_600_000, 90_000_000]), growing), max_size=25)


def collector() -> Play:
    """A player of level 60 with some of everything."""
    play = started("focused")
    world = catalogue()
    stacks = {name: Stack(6, n % 5, n % 3, NOON_MS, n % 4) for n, name in enumerate(world.species)}
    play.have(
        growth=Growth(level=60, skill_points=9),
        wallet=Wallet(dict(STARTS)),
        stacks={**stacks, "jelune": Stack(2, 0, 0, NOON_MS, 1)},
        items={"faded_echo": 9, "vivid_echo": 9, "elemental_echo": 5, "echo_key": 9, "fusion_catalyst": 3},
        fragments={f"tier:{n}": 200 for n in range(1, 18)} | {"awakening": 900, "element:tempest": 90},
        relics={"iron_sword": 2, "oak_shield": 1},
    )
    return play


def as_shown_now(action: commands.Action, play: Play) -> commands.Action:
    """Let a confirmation carry the version that would be on screen now."""
    if isinstance(action, Awaken | ResetSkills | ChangeClass):
        return dataclasses.replace(action, version=play.seq + 1)
    return action


def played(script: list[tuple[int, commands.Action]]) -> Iterator[tuple[Play, Player, commands.Action]]:
    """Play a script; yield the play and the state before, for each action."""
    play = collector()
    for wait, action in script:
        play.wait(wait)
        yield play, play.state, as_shown_now(action, play)


@given(scripts)
@settings(max_examples=40, deadline=None)
def test_no_quantity_is_ever_negative_and_the_last_of_those_in_use_stays(script: list[Any]) -> None:
    for play, _, action in played(script):
        play.do(action)
        player = play.state
        for name, stack in player.stacks.items():
            assert 0 <= stack.bound <= stack.quantity <= 999_999
            assert 0 <= stack.stars <= 5
            in_use = name in (player.leader, *player.supports.values()) or any(stack.relics)
            assert stack.quantity >= 1 or not in_use
        assert all(count > 0 for count in (*player.items.values(), *player.relics.values()))
        assert all(count >= 0 for count in (*player.fragments.values(), *player.wallet.balances.values()))
        team = [one for one in (player.leader, *player.supports.values()) if one]
        assert len(team) == len(set(team))


@given(scripts)
@settings(max_examples=30, deadline=None)
def test_the_fold_is_the_live_state_and_comes_back_from_storage(script: list[Any]) -> None:
    for play, before, action in played(script):
        decision = play.decide(action)
        state = before
        for event in decision.events:
            state = PlayerBehavior().evolve(state, event)
        schema = CODEC.schema
        assert CODEC.decode_events(schema, CODEC.encode_events(decision.events)) == decision.events
        assert CODEC.decode_reply(schema, CODEC.encode_reply(decision.reply)) == decision.reply
        play.do(action)
        assert play.state == state
        assert CODEC.decode_state(schema, CODEC.encode_state(state)) == state


@given(scripts)
@settings(max_examples=30, deadline=None)
def test_balances_are_the_ledger_and_every_command_sums_to_zero(script: list[Any]) -> None:
    for play, _, action in played(script):
        entries = play.decide(action).entries
        for currency in STARTS:
            assert sum(entry.amount for entry in entries if entry.currency == currency) == 0
        play.do(action)
        for currency, start in STARTS.items():
            moved = [one.delta for one in of_type(play.events, events.CurrencyChanged)][2:]
            kept = [one for one in play.entries if (one.account, one.currency) == ("wallet", currency)]
            begun = 2_500 if currency == "revies" else 30
            assert start + sum(one.amount for one in kept) - begun == play.balance(currency)
            assert all(moved)


@given(scripts)
@settings(max_examples=30, deadline=None)
def test_what_is_refused_changes_nothing_and_an_old_confirmation_only_shows(script: list[Any]) -> None:
    for play, before, action in played(script):
        decision = play.decide(action)
        if decision.refused:
            assert decision.events == ()
            assert play.refused(action) == decision.reply
        if isinstance(action, Awaken | ResetSkills | ChangeClass):
            old = play.decide(dataclasses.replace(action, version=play.seq))
            assert old.events == ()
        assert play.state is before
        play.do(action)
