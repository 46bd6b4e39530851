"""What becomes of turns after their commit: answered, judged again, refused, or looked up."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from actors.activation import Activation
from actors.clock import StoreClock
from actors.errors import CodecError, NotApplied, NotOwner, OutcomeUnknown, Unavailable
from actors.identity import ActorId
from actors.mailbox import Item
from actors.ownership import Ownership
from actors.pauses import pause
from actors.ports import DeltaRow, Facts, Store
from actors.turns import Turn

log = logging.getLogger(__name__)


class Registry(Protocol):
    """Who holds the activations."""

    def committed(self, turn: Turn, facts: Facts) -> None: ...
    def reload(self, activation: Activation, items: Sequence[Item]) -> None: ...
    def drop(self, activation: Activation, error: Exception | None = None) -> None: ...
    def advance(self, activation: Activation) -> None: ...


class Settlement:
    """The desk of the lanes (`lane.Desk`)."""

    def __init__(self, store: Store, ownership: Ownership, clock: StoreClock, registry: Registry) -> None:
        self._store = store
        self._ownership = ownership
        self._clock = clock
        self._registry = registry

    def committed(self, turns: Sequence[Turn], facts: Facts) -> None:
        """Answer those who wait, and let the actors go on."""
        self._clock.learn(facts)
        for turn in turns:
            for item, reply in turn.answers:
                turn.activation.pending.pop(item.command.id, None)
                item.answer(reply)
            self._registry.committed(turn, facts)

    def refuse(self, turn: Turn, error: NotApplied) -> None:
        """Answer with an error; the actor keeps the state it had."""
        activation = turn.activation
        for item, _ in turn.answers:
            activation.pending.pop(item.command.id, None)
            item.fail(error)
        if activation.in_flight is turn:
            activation.in_flight = None
            self._registry.advance(activation)

    def void(self, turn: Turn) -> None:
        """Answer those of a turn that was never sent."""
        self.refuse(turn, NotOwner(turn.activation.shard.number, None))

    async def again(self, turns: Sequence[Turn]) -> None:
        """Answer what the journal holds, reload the actors, and judge the rest anew."""
        wanted = [(row.command_id, row.actor) for turn in turns for row in turn.rows]
        found = await self._find(wanted)
        for turn in turns:
            current = turn.activation.in_flight is turn
            left = self._answer(turn, found)
            if current:
                self._registry.reload(turn.activation, left)
            else:
                self._fail(turn, left, NotOwner(turn.activation.shard.number, None))

    async def fenced(self, shards: frozenset[int], turns: Sequence[Turn]) -> None:
        """Tell askers that nothing was applied, and give the shards up."""
        for turn in turns:
            self._fail(turn, [item for item, _ in turn.answers], NotOwner(turn.activation.shard.number, None))
        await self._ownership.fenced(shards)

    async def recover(self, turns: Sequence[Turn]) -> None:
        """New tokens first: then what is not in the journal can never get there any more."""
        await self._ownership.retake({turn.activation.shard for turn in turns})
        await self.again(turns)

    async def answer_from_journal(self, activation: Activation, items: Sequence[Item]) -> None:
        """Answer commands that are known to be committed."""
        try:
            found = await self._store.lookup([(item.command.id, activation.actor) for item in items])
        except Unavailable as error:
            log.warning("cannot read committed replies: %s", error)
            found = {}
        for item in items:
            activation.pending.pop(item.command.id, None)
            row = found.get((item.command.id, activation.actor))
            if row is None:
                item.fail(OutcomeUnknown())
            else:
                self._reply(activation, item, row)

    def _answer(self, turn: Turn, found: Mapping[tuple[int, ActorId], DeltaRow]) -> list[Item]:
        """Answer the items of a turn that the journal holds; return the others, in order."""
        left = []
        for item, _ in turn.answers:
            row = found.get((item.command.id, turn.activation.actor))
            if row is None:
                left.append(item)
                continue
            turn.activation.pending.pop(item.command.id, None)
            self._reply(turn.activation, item, row)
        return left

    def _reply(self, activation: Activation, item: Item, row: DeltaRow) -> None:
        try:
            item.answer(activation.kind.codec.decode_reply(row.schema, row.reply))
        except CodecError as error:
            log.error("the stored reply of command %d cannot be read: %s", row.command_id, error)
            item.fail(OutcomeUnknown())

    def _fail(self, turn: Turn, items: Sequence[Item], error: NotApplied) -> None:
        for item in items:
            turn.activation.pending.pop(item.command.id, None)
            item.fail(error)

    async def _find(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], Any]:
        """Look commands up, for as long as it takes the store to answer."""
        tries = 0
        while True:
            try:
                return await self._store.lookup(commands) if commands else {}
            except Unavailable as error:
                log.warning("cannot look up %d commands yet: %s", len(commands), error)
                await pause(tries)
                tries += 1
