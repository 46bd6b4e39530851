"""A small behavior: a purse that never goes below zero."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from actors.behavior import Command, Decision, Entry, JointCommand, JointDecision, Note, Part, Standing
from actors.errors import NewerSchema, Unreadable
from actors.identity import ActorId
from actors.moment import Moment


@dataclass(frozen=True, slots=True)
class Purse:
    """State of the sample behavior: a balance, and how often it changed."""

    coins: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Add `amount` (may be negative) to a purse; `poison` names the step that shall raise."""

    amount: int
    poison: str = ""
    account: str = "mint/test"


@dataclass(frozen=True, slots=True)
class Peek:
    """Ask for the balance."""


@dataclass(frozen=True, slots=True)
class Send:
    """Take `amount` from this purse, and leave the purse `to` a note that brings it."""

    to: int
    amount: int
    cause: int


@dataclass(frozen=True, slots=True)
class Remind:
    """Add `amount` in `after_ms`; a later reminder replaces one that waits."""

    after_ms: int
    amount: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """Move `amount` from one purse to another, at once (a joint command)."""

    source: int
    target: int
    amount: int


type Asked = Change | Peek | Send | Remind | Transfer
ASKED: dict[str, type[Any]] = {c.__name__: c for c in (Change, Peek, Send, Remind, Transfer)}


@dataclass(frozen=True, slots=True)
class Changed:
    """The balance after a change."""

    coins: int
    roll: int = 0
    poison: str = ""


type Replied = tuple[str, int, int]


class PurseBehavior:
    """A purse that never goes below zero. Replies are `("coins", n, roll)` or `("short", n, 0)`."""

    def initial(self, key: int) -> Purse:
        """Return an empty purse."""
        return Purse()

    def decide(self, state: Purse, command: Asked, at: Moment[Any]) -> Decision[Changed, Replied]:
        """Refuse what would make the balance negative."""
        match command:
            case Peek():
                return Decision(("coins", state.coins, 0))
            case Change():
                return self._change(state, command, at)
            case Send(to=to, amount=amount, cause=cause):
                brought = Note(
                    ActorId("purse", to), f"sent:{cause}", at.now_ms, Change(amount, "", "transit")
                )
                taken = self._change(state, Change(-amount, "", "transit"), at)
                return taken if taken.refused else replace(taken, notes=(brought,))
            case Remind(after_ms=after_ms, amount=amount):
                me = ActorId("purse", at.actor.key)
                later = Note(me, "reminder", at.now_ms + after_ms, Change(amount))
                return replace(self._change(state, Change(0), at), notes=(later,))
            case Transfer():
                raise ValueError("a transfer is a joint command")

    def decide_joint(
        self, states: Mapping[ActorId, Purse], command: Transfer, at: Moment[Any]
    ) -> JointDecision[Changed, Replied]:
        """Refuse what the source cannot pay."""
        source, target = ActorId("purse", command.source), ActorId("purse", command.target)
        left = states[source].coins - command.amount
        if left < 0:
            return JointDecision(("short", states[source].coins, 0), refused=True)
        got = states[target].coins + command.amount
        parts = {
            source: Part((Changed(left),), (Entry("purse", "coin", -command.amount),)),
            target: Part((Changed(got),), (Entry("purse", "coin", command.amount),)),
        }
        return JointDecision(("coins", left, at.dice.below(1000)), parts)

    def evolve(self, state: Purse, event: Changed) -> Purse:
        """Take over the balance."""
        if event.poison == "evolve":
            raise RuntimeError("poisoned evolve")
        return replace(state, coins=event.coins, changes=state.changes + 1)

    def _change(self, state: Purse, command: Change, at: Moment[Any]) -> Decision[Changed, Replied]:
        if command.poison == "decide":
            raise RuntimeError("poisoned decide")
        coins = state.coins + command.amount
        if coins < 0:
            return Decision(("short", state.coins, 0), refused=True)
        roll = at.dice.below(1000)
        bias = 1 if command.poison == "ledger" else 0
        return Decision(
            ("coins", coins, roll),
            (Changed(coins, roll, command.poison),),
            (Entry("purse", "coin", command.amount), Entry(command.account, "coin", bias - command.amount)),
        )


def purse_standings(state: Purse) -> tuple[Standing, ...]:
    """Rank purses by what is in them."""
    return (Standing("coins", state.coins),)


class PurseCodec:
    """Stores the sample behavior as text."""

    schema = 1

    def encode_command(self, command: Asked) -> bytes:
        """Return the command's class and fields as JSON."""
        return json.dumps([type(command).__name__, asdict(command)]).encode()

    def decode_command(self, data: bytes) -> Asked:
        """Raises `Unreadable`."""
        try:
            name, fields = json.loads(data)
            asked: Asked = ASKED[name](**fields)
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(str(error)) from error
        return asked

    def encode_events(self, events: tuple[Changed, ...]) -> bytes:
        """Raises ValueError for an event whose poison is "encode"."""
        if any(event.poison == "encode" for event in events):
            raise ValueError("poisoned encoding")
        return ";".join(f"{e.coins},{e.roll},{e.poison}" for e in events).encode()

    def decode_events(self, schema: int, data: bytes) -> tuple[Changed, ...]:
        """Raises `NewerSchema` or `Unreadable`."""
        rows = [row.split(",") for row in self._text(schema, data).split(";") if row]
        try:
            return tuple(Changed(int(coins), int(roll), poison) for coins, roll, poison in rows)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def encode_reply(self, reply: Replied) -> bytes:
        """Return the reply as text."""
        return f"{reply[0]},{reply[1]},{reply[2]}".encode()

    def decode_reply(self, schema: int, data: bytes) -> Replied:
        """Raises `NewerSchema` or `Unreadable`."""
        try:
            word, coins, roll = self._text(schema, data).split(",")
            return word, int(coins), int(roll)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def encode_state(self, state: Purse) -> bytes:
        """Return the state as text."""
        return f"{state.coins},{state.changes}".encode()

    def decode_state(self, schema: int, data: bytes) -> Purse:
        """Raises `NewerSchema` or `Unreadable`."""
        try:
            coins, changes = self._text(schema, data).split(",")
            return Purse(int(coins), int(changes))
        except ValueError as error:
            raise Unreadable(str(error)) from error

    def _text(self, schema: int, data: bytes) -> str:
        if schema > self.schema:
            raise NewerSchema(schema, self.schema)
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise Unreadable(str(error)) from error


class SequenceDice:
    """Dice that follow from actor and sequence number alone; not fair, but repeatable."""

    def __init__(self, actor: ActorId, seq: int, at_ms: int) -> None:
        self._next = hash((actor.key, seq)) & 0x7FFFFFFF

    def below(self, n: int) -> int:
        """Return the next number below n."""
        self._next = (self._next * 1103515245 + 12345) & 0x7FFFFFFF
        return self._next % n


def change(command_id: int, key: int, amount: int, *, poison: str = "") -> Command[Change]:
    """Return a command that changes the purse `key`."""
    return Command(command_id, ActorId("purse", key), "purse.change", Change(amount, poison))


def transfer(command_id: int, source: int, target: int, amount: int) -> JointCommand[Transfer]:
    """Return a joint command that moves coins between two purses."""
    actors = (ActorId("purse", source), ActorId("purse", target))
    return JointCommand(command_id, actors, "purse.transfer", Transfer(source, target, amount))
