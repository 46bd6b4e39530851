"""What becomes of turns after their commit: answered, judged again, refused, or looked up."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from actors.activation import Activation
from actors.behavior import Kind
from actors.errors import Busy, CodecError, Internal, NotApplied, NotOwner, OutcomeUnknown, Unavailable
from actors.identity import ActorId
from actors.mailbox import Barrier, Item, NoteItem
from actors.ownership import Ownership
from actors.pauses import pause
from actors.ports import DeltaRow, Facts, NoteRow, Store, Token
from actors.turns import Turn

log = logging.getLogger(__name__)


class Registry(Protocol):
    """Who holds the activations."""

    def committed(self, turn: Turn, facts: Facts) -> None: ...
    def reload(self, activation: Activation, items: Sequence[Item]) -> None: ...
    def drop(self, activation: Activation, error: Exception | None = None) -> None: ...
    def advance(self, activation: Activation) -> None: ...
    def advance_soon(self, activation: Activation) -> None: ...


class Settlement:
    """The desk of the lanes (`lane.Desk`)."""

    def __init__(
        self,
        store: Store,
        ownership: Ownership,
        registry: Registry,
        *,
        hear: Callable[[Facts], None],
        sent: Callable[[Sequence[NoteRow]], None],
    ) -> None:
        self.hear = hear
        """Hears what the store says of itself with each commit."""
        self.sent = sent
        """Hears of notes that are stored."""
        self._store = store
        self._ownership = ownership
        self._registry = registry

    def committed(self, turns: Sequence[Turn], facts: Facts) -> None:
        """Answer those who wait, and let the actors go on."""
        self.hear(facts)
        for turn in turns:
            for item, reply in turn.answers:
                turn.activation.pending.pop(item.command.id, None)
                item.answer(reply)
            if turn.notes:
                self.sent(turn.notes)
            self._registry.committed(turn, facts)

    def refuse(self, turn: Turn, error: NotApplied) -> None:
        """Answer with an error; the actor keeps the state it had."""
        activation = turn.activation
        current = activation.in_flight is turn
        items = [item for item, _ in turn.answers]
        if current and isinstance(error, Busy) and any(isinstance(item, Barrier) for item in items):
            # Without it, what was lent could still land behind the back of this memory.
            activation.mailbox[:0] = items
            activation.in_flight = None
            self._registry.advance_soon(activation)
            return
        if current and isinstance(error, Internal) and shares_blame(items):
            activation.mailbox[:0] = items
        else:
            for item in items:
                activation.pending.pop(item.command.id, None)
                item.fail(error)
        if current:
            activation.owed = activation.owed or bool(turn.standings)
            activation.in_flight = None
            self._registry.advance(activation)

    def void(self, turn: Turn) -> None:
        """Answer those of a turn that was never sent."""
        self.refuse(turn, NotOwner(turn.activation.shard.number, None))

    async def again(self, turns: Sequence[Turn]) -> None:
        """Answer what the journal holds, reload the actors, and judge the rest anew."""
        wanted = [(row.command_id, row.actor) for turn in turns for row in turn.rows]
        found = await self.find(wanted)
        for turn in turns:
            current = turn.activation.in_flight is turn
            left = [item for item in self._answer(turn, found) if not item.done]
            if current:
                self._registry.reload(turn.activation, left)
            else:
                self._fail(turn, left, NotOwner(turn.activation.shard.number, None))

    async def fenced(self, tokens: Sequence[Token], turns: Sequence[Turn]) -> None:
        """Give the shards up whose tokens these are still, and tell askers that nothing was applied.

        A turn sent under a token that has been replaced since is judged again under the new one.
        """
        await self._ownership.retaken(tokens)
        void = {token.shard for token in tokens}
        current = {t.shard for t in tokens if self._ownership.shards[t.shard].token == t}
        for turn in turns:
            if turn.activation.shard.number in current:
                items = [item for item, _ in turn.answers]
                self._fail(turn, items, NotOwner(turn.activation.shard.number, None))
        await self._ownership.fenced(tokens)
        await self.again([t for t in turns if t.activation.shard.number in void - current])

    async def gone(self, turns: Sequence[Turn]) -> None:
        """Judge again what was judged beside a note that is not there any more, and note by note."""
        for turn in turns:
            items = [item for item, _ in turn.answers]
            if not shares_blame(items):
                self._fail(turn, items, Busy())
        await self.again(turns)

    async def recover(self, tokens: Sequence[Token], turns: Sequence[Turn]) -> None:
        """New tokens first: then what is not in the journal can never get there any more."""
        await self._ownership.retake(tokens)
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
            if isinstance(item, NoteItem):
                item.answer(None)
                continue
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
            if isinstance(item, NoteItem | Barrier):
                item.answer(None)
            else:
                self._reply(turn.activation, item, row)
        return left

    def decoded(self, kind: Kind[Any, Any, Any, Any], row: DeltaRow) -> Any:
        """Return a stored reply. Raises `OutcomeUnknown` when it cannot be read."""
        try:
            return kind.codec.decode_reply(row.schema, row.reply)
        except CodecError as error:
            log.error("the stored reply of command %d cannot be read: %s", row.command_id, error)
            raise OutcomeUnknown from error

    def _reply(self, activation: Activation, item: Item, row: DeltaRow) -> None:
        try:
            item.answer(self.decoded(activation.kind, row))
        except OutcomeUnknown as error:
            item.fail(error)

    def _fail(self, turn: Turn, items: Sequence[Item], error: NotApplied) -> None:
        for item in items:
            turn.activation.pending.pop(item.command.id, None)
            item.fail(error)

    async def find(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], Any]:
        """Look commands up, for as long as it takes the store to answer."""
        tries = 0
        while True:
            try:
                return await self._store.lookup(commands) if commands else {}
            except Unavailable as error:
                log.warning("cannot look up %d commands yet: %s", len(commands), error)
                await pause(tries)
                tries += 1


def shares_blame(items: Sequence[Item]) -> bool:
    """Tell whether several notes were judged together, and have each judged alone from now on."""
    notes = [item for item in items if isinstance(item, NoteItem) and not item.done]
    for item in notes:
        item.alone = True
    return len(notes) > 1
