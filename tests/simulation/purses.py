"""The actors of the simulation: few purses on few shards, and what clients may ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from actors.behavior import Command, Decision, JointCommand, Kind, Note
from actors.history import Account, Replied, Rules
from actors.identity import ActorId, shard_of
from actors.moment import Moment
from actors.settings import WORLD
from actors.testing import (
    Change,
    Changed,
    Peek,
    Purse,
    PurseBehavior,
    PurseCodec,
    Remind,
    Send,
    SequenceDice,
    transfer,
)
from actors.testing.purse import ASKED
from actors.testing.purse import Replied as Told

RELEASE = "simulated"
SHARDS_USED = 8
ACTORS_PER_SHARD = 3
UNSTORABLE = "purse.\x00"
POISONS = ("decide", "evolve", "encode", "ledger")


@dataclass(frozen=True, slots=True)
class Parcel:
    """Leave a note to the purse `to` that changes it by `amount`, or fails there."""

    to: int
    after_ms: int
    amount: int
    poison: str
    cause: int


class SimulatedBehavior(PurseBehavior):
    """A purse that also leaves notes that are refused, or that fail, where they arrive.

    The world settings, a number, are added to every roll, so that it shows under which it was made.
    """

    def decide(self, state: Purse, command: Any, at: Moment[Any]) -> Decision[Changed, Told]:
        """Take parcels besides all that a purse takes."""
        if not isinstance(command, Parcel):
            decided = super().decide(state, command, at)
            return replace(
                decided, events=tuple(replace(e, roll=e.roll + at.settings) for e in decided.events)
            )
        content = Change(command.amount, command.poison)
        target = ActorId("purse", command.to)
        note = Note(target, f"parcel:{command.cause}", at.now_ms + command.after_ms, content)
        decided = super().decide(state, Change(0), at)
        return Decision(decided.reply, decided.events, decided.entries, (note,))


class SimulatedCodec(PurseCodec):
    """Stores parcels too."""

    def decode_command(self, data: bytes) -> Any:
        """Raises `Unreadable`."""
        ASKED.setdefault("Parcel", Parcel)
        return super().decode_command(data)


def kind(name: str = "purse") -> Kind[Any, Any, Any, Any]:
    """Return the kind of all actors; the world, whose coins are the settings, is of the same sort."""
    behavior = SimulatedBehavior()
    return Kind(name=name, behavior=behavior, codec=SimulatedCodec(), mailbox_places=24, joint=behavior)


async def coins(state: Purse) -> int:
    """Show the settings as decisions see them."""
    return state.coins


def _keys_by_shard() -> list[list[int]]:
    """Choose keys so that all actors lie on few shards, as many on each."""
    found: dict[int, list[int]] = {}
    key = 0
    while len(found) < SHARDS_USED or any(len(keys) < ACTORS_PER_SHARD for keys in found.values()):
        key += 1
        shard = shard_of(ActorId("purse", key))
        if shard in found or len(found) < SHARDS_USED:
            keys = found.setdefault(shard, [])
            if len(keys) < ACTORS_PER_SHARD:
                keys.append(key)
    return list(found.values())


_BY_SHARD = _keys_by_shard()

KEYS = tuple(sorted(key for keys in _BY_SHARD for key in keys[:-1]))
"""The purses that clients ask for."""

QUIET_KEYS = tuple(sorted(keys[-1] for keys in _BY_SHARD))
"""Purses that only faults touch, so that nothing comes after them that would cover their traces."""

ACTORS = tuple(ActorId("purse", key) for key in KEYS)
QUIET_ACTORS = tuple(ActorId("purse", key) for key in QUIET_KEYS)
ALL_ACTORS = (*ACTORS, *QUIET_ACTORS, WORLD)


def balances_of(actor: ActorId, state: Any) -> Mapping[Account, int]:
    """Return what a purse should have in the ledger."""
    return {Account("purse", "coin"): state.coins}


def rules(settings: Mapping[int, int]) -> Rules:
    """Return what the checker needs; `settings` has those of each version."""
    return Rules(
        kinds={"purse": kind(), "world": kind("world")},
        dice=SequenceDice,
        release=RELEASE,
        settings_at=lambda version: settings[version],
        balances_of=balances_of,
    )


def outcome_of(command: Command[Any] | JointCommand[Any], reply: Told) -> Replied:
    """Tell what a reply stands for."""
    changes = reply[0] == "coins" and not isinstance(command.body, Peek)
    return Replied(SimulatedCodec().encode_reply(reply), changes)


def peek(command_id: int, actor: ActorId) -> Command[Peek]:
    """Ask a purse what is in it."""
    return Command(command_id, actor, "purse.peek", Peek())


def draw(rng: Random, command_id: int, now_ms: int) -> Command[Any] | JointCommand[Any]:
    """Draw what a client asks; some actors are asked more often than others."""
    key = KEYS[min(rng.randrange(len(KEYS)), rng.randrange(len(KEYS)))]
    actor = ActorId("purse", key)
    other = rng.choice([k for k in KEYS if k != key])
    amount = rng.randrange(-25, 40)
    issued_at_ms = now_ms if rng.random() < 0.5 else None
    roll = rng.random()
    if roll < 0.45:
        return Command(command_id, actor, "purse.change", Change(amount), issued_at_ms)
    if roll < 0.65:
        return transfer(command_id, key, other, abs(amount))
    if roll < 0.75:
        return Command(command_id, actor, "purse.send", Send(other, abs(amount), command_id), issued_at_ms)
    if roll < 0.85:
        return Command(
            command_id, actor, "purse.remind", Remind(rng.randrange(0, 6000), amount), issued_at_ms
        )
    if roll < 0.9:
        body = Parcel(other, rng.randrange(0, 4000), amount, "", command_id)
        return Command(command_id, actor, "purse.parcel", body, issued_at_ms)
    return peek(command_id, actor)
