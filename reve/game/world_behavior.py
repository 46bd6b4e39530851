"""The world as an actor: operators ban players and switch systems, and its journal is the audit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from actors.behavior import Decision
from actors.moment import Moment
from reve.game import festival, refusals
from reve.game.shown import Refused
from reve.game.systems import SYSTEMS
from reve.game.text import plain
from reve.game.vocabulary.world import (
    BanChanged,
    BanPlayer,
    Event,
    MultiplierChanged,
    MultiplierSet,
    PackChanged,
    PackPutInForce,
    PlayerBanned,
    PlayerUnbanned,
    PutPackInForce,
    Reply,
    SetMultiplier,
    SwitchSystem,
    SystemChanged,
    SystemSwitched,
    UnbanPlayer,
    WorldCommand,
)
from reve.game.world import Ban, Festival, Off, WorldState

_USERS: Final = range(1, 2**63)
_FACTORS_BP: Final = range(5_000, 30_001)
_LATEST_MS: Final = 4_102_444_800_000  # 2100-01-01: what a screen can still tell as a moment


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
            case SetMultiplier() as wanted:
                return _multiply(wanted, reason, command.by, at.now_ms)
            case PutPackInForce(version=version):
                return _put_in_force(state, version, reason, command.by, at.now_ms)

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
            case MultiplierSet():
                return replace(state, festivals=_festivals(state, event))
            case PackPutInForce(version=version):
                return replace(state, pack=version)


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


def _put_in_force(
    state: WorldState, version: int, reason: str, by: int, now_ms: int
) -> Decision[Event, Reply]:
    if version == state.pack:
        return _no(refusals.invalid("version", "in_force"))
    if version < state.pack:
        return _no(refusals.invalid("version", "not_newer"))
    event = PackPutInForce(version, state.pack, reason, by, now_ms)
    return Decision(PackChanged(version, state.pack, reason), (event,))


def _multiply(wanted: SetMultiplier, reason: str, by: int, now_ms: int) -> Decision[Event, Reply]:
    key, bp, from_ms, until_ms = wanted.key, wanted.bp, wanted.from_ms, wanted.until_ms
    if key not in festival.KEYS:
        return _no(refusals.invalid("key", "unknown"))
    if bp not in _FACTORS_BP:
        return _no(refusals.invalid("bp", "out_of_range"))
    if bp != festival.PLAIN_BP and not max(from_ms, now_ms) < until_ms <= _LATEST_MS:
        return _no(refusals.invalid("to", "out_of_range"))
    event = MultiplierSet(key, bp, from_ms, until_ms, reason, by, now_ms)
    return Decision(MultiplierChanged(key, bp, from_ms, until_ms, reason), (event,))


def _festivals(state: WorldState, event: MultiplierSet) -> dict[str, Festival]:
    """Return those that are not over, with one replaced, or ended by the plain factor."""
    others = {
        key: one for key, one in state.festivals.items() if key != event.key and event.at_ms < one.until_ms
    }
    if event.bp == festival.PLAIN_BP:
        return others
    return others | {event.key: Festival(event.bp, event.from_ms, event.until_ms, event.reason, event.by)}


def _no(refused: Refused) -> Decision[Event, Reply]:
    return Decision(refused, refused=True)
