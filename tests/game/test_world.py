"""The world: bans and switches, who is refused what under them, and the audit that they leave."""

from dataclasses import fields, replace
from typing import Any

import pytest

from actors.identity import ActorId
from actors.moment import Moment
from reve.game import commands
from reve.game.behavior import PlayerBehavior
from reve.game.commands import NAMES, PlayerCommand
from reve.game.dice import dice_maker
from reve.game.shown import Refused
from reve.game.systems import GAME, SYSTEMS, UNBARRED, system_of
from reve.game.vocabulary.fusion import Fuse, PreviewFusion
from reve.game.vocabulary.operating import ShowState
from reve.game.vocabulary.world import (
    BanChanged,
    BanPlayer,
    PackChanged,
    PlayerBanned,
    PutPackInForce,
    SwitchSystem,
    SystemChanged,
    UnbanPlayer,
    WorldCommand,
)
from reve.game.world import WorldState, world_of
from reve.game.world_behavior import WorldBehavior
from reve.stored import world_codec
from tests.game.sample import DAY_MS, NOON_MS, SECRET, catalogue, started
from tests.game.test_storage import SCRIPT

OPERATOR, PLAYER, OTHER = 1, 7, 8


def moment(settings: Any, now_ms: int = NOON_MS) -> Moment[Any]:
    actor = ActorId("player", PLAYER)
    return Moment(now_ms, 1, dice_maker(SECRET)(actor, 1, now_ms), settings)


def told(state: WorldState, action: Any, now_ms: int = NOON_MS) -> tuple[WorldState, Any]:
    """Return the state after an operator's command, and the answer."""
    decision = WorldBehavior().decide(state, WorldCommand(action, OPERATOR), moment(None, now_ms))
    for event in decision.events:
        state = WorldBehavior().evolve(state, event)
    return state, decision.reply


def after(*actions: Any) -> WorldState:
    state = WorldState()
    for action in actions:
        state, reply = told(state, action)
        assert not isinstance(reply, Refused)
    return state


def asked(state: WorldState, action: Any, *, by: int | None = None, now_ms: int = NOON_MS) -> Any:
    """Return what a player of that world is answered."""
    world = world_of(catalogue(), state)
    command = PlayerCommand(action, "Ada", by=by)
    return PlayerBehavior().decide(started().state, command, moment(world, now_ms)).reply


def code(reply: Any) -> str | None:
    return reply.code if isinstance(reply, Refused) else None


# -- bans ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", [commands.ClaimDaily(), commands.ShowProfile(), commands.Start()])
def test_hazard_41_a_banned_player_is_refused_everything(action: Any) -> None:
    reply = asked(after(BanPlayer(PLAYER, "cheats")), action)
    assert (code(reply), reply.params) == ("BANNED", {"why": "cheats"})


def test_a_ban_ends_at_its_time() -> None:
    state = after(BanPlayer(PLAYER, "cheats", NOON_MS + DAY_MS))
    reply = asked(state, commands.ClaimDaily(), now_ms=NOON_MS + DAY_MS - 1)
    assert (code(reply), reply.params["until_ms"]) == ("BANNED", NOON_MS + DAY_MS)
    assert code(asked(state, commands.ShowProfile(), now_ms=NOON_MS + DAY_MS)) != "BANNED"


def test_a_ban_concerns_its_player_alone() -> None:
    assert code(asked(after(BanPlayer(OTHER, "cheats")), commands.ShowProfile())) is None


def test_a_banned_player_is_seen_by_others_and_sees_nobody() -> None:
    view = commands.ShowProfile(own=False)
    assert code(asked(after(BanPlayer(PLAYER, "cheats")), view, by=OTHER)) is None
    assert code(asked(after(BanPlayer(OTHER, "cheats")), view, by=OTHER)) == "BANNED"


def test_an_operator_whose_own_player_is_banned_operates_on_and_does_not_play() -> None:
    state = after(BanPlayer(OTHER, "cheats"))
    assert code(asked(state, ShowState(), by=OTHER)) is None
    assert code(asked(state, commands.ShowProfile(own=False), by=OTHER)) == "BANNED"


def test_a_ban_that_is_taken_back_counts_no_more() -> None:
    state = after(BanPlayer(PLAYER, "cheats"), UnbanPlayer(PLAYER, "did not"))
    assert code(asked(state, commands.ShowProfile())) is None


def test_a_second_ban_replaces_the_first() -> None:
    state = after(BanPlayer(PLAYER, "cheats", NOON_MS + 5), BanPlayer(PLAYER, "still cheats"))
    assert state.bans[PLAYER].reason == "still cheats"
    assert state.bans[PLAYER].until_ms is None


def test_bans_that_are_over_are_forgotten_when_one_is_added() -> None:
    state = after(BanPlayer(PLAYER, "cheats", NOON_MS + 5))
    state, _ = told(state, BanPlayer(OTHER, "cheats"), NOON_MS + 5)
    assert set(state.bans) == {OTHER}


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (BanPlayer(PLAYER, " "), "reason"),
        (BanPlayer(0, "cheats"), "user"),
        (BanPlayer(2**63, "cheats"), "user"),
        (BanPlayer(PLAYER, "cheats", NOON_MS), "days"),
        (UnbanPlayer(PLAYER, "did not"), "user"),
        (SwitchSystem("weather", on=False, reason="rain"), "system"),
        (SwitchSystem("reve", on=True, reason="sun"), "system"),
        (SwitchSystem("reve", on=False, reason=""), "reason"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(action: Any, field: str) -> None:
    state, reply = told(WorldState(), action)
    assert (code(reply), reply.params["field"], state) == ("INVALID_ARGUMENT", field, WorldState())


# -- switches -----------------------------------------------------------------------------------------


def test_a_system_that_is_off_refuses_changes_and_still_shows() -> None:
    state = after(SwitchSystem("fusion", on=False, reason="a bug"))
    fuse, preview = Fuse("blazeblob", "blazeblob"), PreviewFusion("blazeblob", "blazeblob")
    reply = asked(state, fuse)
    assert (code(reply), reply.params) == ("SYSTEM_DISABLED", {"system": "fusion"})
    assert code(asked(state, preview)) != "SYSTEM_DISABLED"
    assert code(asked(state, commands.ClaimDaily())) != "SYSTEM_DISABLED"


@pytest.mark.parametrize("name", [name for name in NAMES.values() if system_of(name) in SYSTEMS])
def test_hazard_41_a_lock_down_refuses_every_change(name: str) -> None:
    made = commands.COMMANDS[name]
    action = made(*("x" for _ in fields(made)))
    reply = asked(after(SwitchSystem(GAME, on=False, reason="an attack")), action)
    assert (code(reply), reply.params) == ("SYSTEM_DISABLED", {"system": GAME})


def test_under_a_lock_down_views_stay_possible() -> None:
    state = after(SwitchSystem(GAME, on=False, reason="an attack"))
    views = [action for action in SCRIPT if system_of(NAMES[type(action)]) is None]
    assert len(views) > 5
    assert "SYSTEM_DISABLED" not in {code(asked(state, view)) for view in views}


def test_what_counts_as_a_view_changes_nothing() -> None:
    play = started()
    for action in SCRIPT:
        if system_of(NAMES[type(action)]) is None:
            assert play.decide(action).events == ()
        play.do(action)


def test_a_system_that_is_on_again_works_again() -> None:
    off = SwitchSystem("daily", on=False, reason="a bug")
    state = after(off, replace(off, on=True, reason="mended"))
    assert code(asked(state, commands.ClaimDaily())) != "SYSTEM_DISABLED"


def test_a_switch_tells_all_that_is_off() -> None:
    state = after(SwitchSystem("reve", on=False, reason="a bug"))
    _, reply = told(state, SwitchSystem("daily", on=False, reason="a bug"))
    assert reply == SystemChanged("daily", False, "a bug", ("daily", "reve"))


def test_a_system_that_this_release_does_not_know_can_be_switched_on() -> None:
    state = WorldBehavior().evolve(WorldState(), replace(_switched(), system="weather", on=False))
    assert told(state, SwitchSystem("weather", on=True, reason="gone"))[0].off == {}


def test_every_change_belongs_to_a_system_that_can_be_switched_off() -> None:
    assert SYSTEMS[0] == GAME
    assert {system_of(name) for name in NAMES.values()} - {None} - UNBARRED == set(SYSTEMS[1:])
    assert len(SYSTEMS) <= 25, "Discord offers no more choices: let some actions share a first word"


# -- the audit ----------------------------------------------------------------------------------------


def test_every_change_says_who_made_it_when_and_why() -> None:
    command = WorldCommand(BanPlayer(PLAYER, "cheats"), OPERATOR)
    decision = WorldBehavior().decide(WorldState(), command, moment(None))
    assert decision.events == (PlayerBanned(PLAYER, "cheats", None, OPERATOR, NOON_MS),)
    assert decision.reply == BanChanged(PLAYER, True, "cheats")


def test_the_world_comes_back_from_bytes_as_it_was() -> None:
    codec, state = world_codec(), WorldState()
    for action in (
        BanPlayer(PLAYER, "cheats", NOON_MS + 5),
        BanPlayer(OTHER, "cheats"),
        UnbanPlayer(OTHER, "did not"),
        SwitchSystem("reve", on=False, reason="a bug"),
    ):
        command = WorldCommand(action, OPERATOR)
        assert codec.decode_command(codec.encode_command(command)) == command
        decision = WorldBehavior().decide(state, command, moment(None))
        assert codec.decode_events(1, codec.encode_events(decision.events)) == decision.events
        assert codec.decode_reply(1, codec.encode_reply(decision.reply)) == decision.reply
        for event in decision.events:
            state = WorldBehavior().evolve(state, event)
    assert codec.decode_state(1, codec.encode_state(state)) == state


def _switched() -> Any:
    decision = WorldBehavior().decide(
        WorldState(), WorldCommand(SwitchSystem("reve", on=False, reason="x"), OPERATOR), moment(None)
    )
    return decision.events[0]


# -- content packs --------------------------------------------------------------------------------------


def test_the_version_of_the_pack_in_force_only_rises() -> None:
    state, reply = told(after(PutPackInForce(2, "balance")), PutPackInForce(4, "more"))
    assert (state.pack, reply) == (4, PackChanged(4, 2, "more"))
    for version, why in ((4, "in_force"), (3, "not_newer"), (-1, "not_newer")):
        again, refused = told(state, PutPackInForce(version, "back"))
        assert (again, refused.params) == (state, {"field": "version", "reason": why})


def test_the_pack_in_force_survives_storage() -> None:
    state, codec = after(PutPackInForce(2, "balance")), world_codec()
    assert codec.decode_state(codec.schema, codec.encode_state(state)) == state
