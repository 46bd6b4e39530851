"""Taking in commands, notes and holds for actors of this instance, and waiting for what becomes of them."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import Any

import anyio

from actors.activation import Activation
from actors.behavior import Command, Kind
from actors.clock import StoreClock
from actors.errors import Busy, NotOwner, OutcomeUnknown, Parked, RateLimited
from actors.identity import ActorId, shard_of
from actors.mailbox import Hold, Item, NoteItem
from actors.ports import NoteRow
from actors.roster import Roster
from actors.shard import AWAY, Shard


class Place(Enum):
    """What came of putting a note into a mailbox: it has a place now, it has had one, or there is none."""

    NEW = auto()
    OLD = auto()
    NONE = auto()


class Intake:
    """The door to the mailboxes of one host.

    `expects` tells which shards are about to be owned, `heard_owner` who was heard to own one.
    """

    def __init__(
        self,
        *,
        shards: Sequence[Shard],
        kinds: Mapping[str, Kind[Any, Any, Any, Any]],
        roster: Roster,
        clock: StoreClock,
        expects: Callable[[int], bool],
        heard_owner: Callable[[int], str | None],
    ) -> None:
        self._shards = shards
        self._kinds = kinds
        self._roster = roster
        self._clock = clock
        self._expects = expects
        self._heard_owner = heard_owner

    def has(self, number: int) -> bool:
        """Tell whether this instance owns a shard, or takes it at this moment."""
        return self._shards[number].phase not in AWAY

    def is_for_us(self, number: int) -> bool:
        """Tell whether commands for a shard are to be judged here, now or in a moment."""
        return self.has(number) or (self._shards[number].successor is None and self._expects(number))

    async def ask(self, command: Command[Any], deadline_s: float) -> Any:
        """Have a command judged here.

        Raises one of the `NotApplied` family when nothing was changed (`NotOwner` when another
        instance is to be asked), `OutcomeUnknown` when there is no answer by the deadline.
        """
        shard = await self._owned(shard_of(command.actor), deadline_s)
        item = self._accept(command, shard, deadline_s)
        item.askers += 1
        try:
            if not item.done:
                with anyio.move_on_after(deadline_s - self._clock.monotonic_s()):
                    await item.wait()
        finally:
            item.askers -= 1
        if not item.done:
            self._give_up(item)
        return item.result()

    async def hold(
        self, actor: ActorId, number: int, command_id: int, until_s: float
    ) -> tuple[Activation, Hold]:
        """Hold an actor of this instance: nothing of it is judged until the hold is released.

        Raises one of the `NotApplied` family; `Busy` when it is not to be had by `until_s`.
        """
        shard = await self._owned(shard_of(actor), until_s)
        activation = self._activation(actor, shard)
        self._admit(activation)
        command: Command[Any] = Command(command_id, actor, "hold", None)
        hold = Hold(number, command, arrived_s=self._clock.monotonic_s(), deadline_s=until_s)
        activation.mailbox.append(hold)
        self._roster.advance(activation)
        try:
            with anyio.move_on_after(until_s - self._clock.monotonic_s()):
                await hold.wait()
            if not hold.done:
                raise Busy
            hold.result()
        except BaseException:
            self._withdraw(hold)
            raise
        held = self._roster.find(actor)
        if held is None or held.held is not hold:
            raise NotOwner(shard.number, shard.owner)
        return held, hold

    def note(self, row: NoteRow, failed: Callable[[NoteRow, Exception], None]) -> Place:
        """Put a note into its target's mailbox, if there is a place for it now.

        Raises what decoding its command raises, and KeyError for a kind that this host has not.
        """
        shard = self._shards[row.shard]
        activation = self._roster.find(row.target)
        if activation is not None:
            if row.command_id in activation.pending:
                return Place.OLD
            waiting = sum(isinstance(item, NoteItem) for item in activation.mailbox)
            if activation.parked or waiting >= activation.kind.mailbox_places // 2:
                return Place.NONE
        kind = self._kinds[row.target.kind]
        body = kind.codec.decode_command(row.body)
        activation = self._activation(row.target, shard)
        command: Command[Any] = Command(row.command_id, row.target, f"note/{row.name.split(':')[0]}", body)
        item = NoteItem(command, row, arrived_s=self._clock.monotonic_s(), failed=failed, heard=kind.heard)
        activation.mailbox.append(item)
        activation.pending[row.command_id] = item
        self._roster.advance(activation)
        return Place.NEW

    async def _owned(self, number: int, deadline_s: float) -> Shard:
        """Wait until this instance owns a shard. Raises `NotOwner` when another does, or at the deadline."""
        shard = self._shards[number]
        with anyio.move_on_after(deadline_s - self._clock.monotonic_s()):
            while self.is_for_us(number):
                if shard.token is not None:
                    return shard
                with anyio.move_on_after(0.1):
                    await shard.changed()
        raise NotOwner(number, shard.successor or shard.owner or self._heard_owner(number))

    def _activation(self, actor: ActorId, shard: Shard) -> Activation:
        return self._roster.find(actor) or self._roster.activate(actor, self._kinds[actor.kind], shard)

    def _accept(self, command: Command[Any], shard: Shard, deadline_s: float) -> Item:
        """Find or make the item for a command; raises `NotApplied` when there is no place for it."""
        now_s = self._clock.monotonic_s()
        activation = self._activation(command.actor, shard)
        pending = activation.pending.get(command.id)
        if pending is not None:
            return pending
        item = Item(command, arrived_s=now_s, deadline_s=deadline_s)
        refusal = shard.refusals.find(command.id, command.actor)
        if refusal is not None:
            item.answer(refusal)
            return item
        self._admit(activation)
        self._limit(activation, command, now_s)
        activation.used_at_s = now_s
        activation.mailbox.append(item)
        activation.pending[command.id] = item
        self._roster.advance(activation)
        return item

    def _admit(self, activation: Activation) -> None:
        if activation.parked:
            raise Parked
        if len(activation.mailbox) >= activation.kind.mailbox_places:
            raise Busy

    def _limit(self, activation: Activation, command: Command[Any], now_s: float) -> None:
        limit = activation.kind.limit_of(command.body)
        if limit is None or command.id in activation.known:
            return
        wait_s = activation.buckets.take(limit, now_s)
        if wait_s > 0:
            raise RateLimited(limit.group, wait_s)

    def _give_up(self, item: Item) -> None:
        """Answer an asker whose time is over. Raises what may be concluded."""
        activation = self._roster.find(item.command.actor)
        if activation is not None and item in activation.mailbox and item.askers == 0:
            # It was not judged and never will be: that is more than "unknown".
            activation.mailbox.remove(item)
            activation.pending.pop(item.command.id, None)
            raise Busy
        raise OutcomeUnknown

    def _withdraw(self, hold: Hold) -> None:
        """Take a hold back that nobody waits for any more, wherever it is by now."""
        hold.released = True
        activation = self._roster.find(hold.command.actor)
        if activation is not None:
            if hold in activation.mailbox:
                activation.mailbox.remove(hold)
            self._roster.release(activation, hold)
