"""The world as an actor: operators ban players and switch systems, and its journal is the audit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from actors.behavior import Decision
from actors.moment import Moment
from reve.game import refusals
from reve.game.shown import Refused
from reve.game.systems import SYSTEMS
from reve.game.text import plain
from reve.game.vocabulary.world import (
    BanChanged,
    BanPlayer,
    Event,
    PlayerBanned,
    PlayerUnbanned,
    Reply,
    SwitchSystem,
    SystemChanged,
    SystemSwitched,
    UnbanPlayer,
    WorldCommand,
)
from reve.game.world import Ban, Off, WorldState

_USERS: Final = range(1, 2**63)


class WorldBehavior:
    """Decides what operators ask for, and folds its events. Who is an operator is not known here."""

    def initial(self, key: int) -> WorldState:
        """Return a world in which nobody is banned and nothing is switched off."""
        return WorldState()

    def decide(self, state: WorldState, command: WorldCommand, at: Moment[object]) -> Decision[Event, Reply]:
        """Answer a command with what happens, or with a refusal that changes nothing."""
        reason = plain(command.action.reason).strip()
        if not reason:
            return _no(refusals.invalid("reason", "unknown"))
        match command.action:
            case BanPlayer(user=user, until_ms=until_ms):
                return _ban(user, reason, until_ms, command.by, at.now_ms)
            case UnbanPlayer(user=user):
                return _unban(state, user, reason, command.by, at.now_ms)
            case SwitchSystem(system=system, on=on):
                return _switch(state, SystemSwitched(system, on, reason, command.by, at.now_ms))

    def evolve(self, state: WorldState, event: Event) -> WorldState:
        """Return the state after an event; bans that are over are forgotten when one is added."""
        match event:
            case PlayerBanned(user=user, reason=reason, until_ms=until_ms, by=by, at_ms=at_ms):
                held = {key: ban for key, ban in state.bans.items() if ban.holds(at_ms)}
                return replace(state, bans=held | {user: Ban(reason, until_ms, by, at_ms)})
            case PlayerUnbanned(user=user):
                return replace(state, bans={key: ban for key, ban in state.bans.items() if key != user})
            case SystemSwitched(system=system, on=on, reason=reason, by=by, at_ms=at_ms):
                off = {name: why for name, why in state.off.items() if name != system}
                return replace(state, off=off if on else off | {system: Off(reason, by, at_ms)})


def _ban(user: int, reason: str, until_ms: int | None, by: int, now_ms: int) -> Decision[Event, Reply]:
    if user not in _USERS:
        return _no(refusals.invalid("user", "unknown"))
    if until_ms is not None and until_ms <= now_ms:
        return _no(refusals.invalid("days", "out_of_range"))
    reply = BanChanged(user, banned=True, reason=reason, until_ms=until_ms)
    return Decision(reply, (PlayerBanned(user, reason, until_ms, by, now_ms),))


def _unban(state: WorldState, user: int, reason: str, by: int, now_ms: int) -> Decision[Event, Reply]:
    ban = state.bans.get(user)
    if ban is None or not ban.holds(now_ms):
        return _no(refusals.invalid("user", "not_banned"))
    reply = BanChanged(user, banned=False, reason=reason)
    return Decision(reply, (PlayerUnbanned(user, reason, by, now_ms),))


def _switch(state: WorldState, event: SystemSwitched) -> Decision[Event, Reply]:
    # What a release before has switched off can be switched on, whether it is still known or not.
    if event.system not in SYSTEMS and event.system not in state.off:
        return _no(refusals.invalid("system", "unknown"))
    if event.on and event.system not in state.off:
        return _no(refusals.invalid("system", "is_on"))
    off = {name for name in state.off if name != event.system}
    reply = SystemChanged(event.system, event.on, event.reason, _sorted(off, event))
    return Decision(reply, (event,))


def _sorted(off: Iterable[str], event: SystemSwitched) -> tuple[str, ...]:
    return tuple(sorted(off if event.on else {*off, event.system}))


def _no(refused: Refused) -> Decision[Event, Reply]:
    return Decision(refused, refused=True)
