"""The host: takes commands, finds their actors, and answers each exactly once."""

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import anyio
from anyio.abc import TaskGroup

from actors.activation import Activation
from actors.behavior import Command, Kind
from actors.clock import StoreClock
from actors.errors import (
    Busy,
    Closed,
    LeasesUnavailable,
    NotOwner,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
)
from actors.errors import Parked as ParkedError
from actors.identity import SHARD_COUNT, ActorId, shard_of
from actors.inspection import HostReport, ShardReport
from actors.lane import COMMIT_TIMEOUT_S, Lane
from actors.loading import Loader
from actors.mailbox import Item
from actors.moment import DiceMaker
from actors.ownership import Ownership
from actors.passivation import Passivation
from actors.ports import Facts, Leases, Store
from actors.pulse import Pulse
from actors.settlement import Settlement
from actors.shard import Phase, Shard
from actors.turns import Judge, Turn

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOptions:
    """Limits of one host; raises ValueError when they do not fit together."""

    lanes: int = 1
    max_waiting: int = 4096
    idle_s: float = 600.0
    commit_timeout_s: float = COMMIT_TIMEOUT_S
    drain_s: float = 8.0

    def __post_init__(self) -> None:
        if self.lanes < 1 or self.max_waiting < 1:
            raise ValueError("a host needs at least one lane and one waiting place")
        if min(self.idle_s, self.commit_timeout_s, self.drain_s) <= 0:
            raise ValueError("the times of a host must be positive")


class Host:
    """Runs the actors of one instance.

    Mutable state: the activations, the shards and the lanes, all touched on one event loop only,
    and only between awaits.
    """

    def __init__(
        self,
        *,
        kinds: Sequence[Kind[Any, Any, Any, Any]],
        store: Store,
        leases: Leases,
        dice: DiceMaker,
        settings: Callable[[], tuple[Any, int]],
        release: str,
        instance: str | None = None,
        options: HostOptions | None = None,
        monotonic_s: Callable[[], float] = anyio.current_time,
    ) -> None:
        self.instance = instance or secrets.token_hex(8)
        self.options = options or HostOptions()
        self.clock = StoreClock(monotonic_s)
        self.shards = tuple(Shard(number) for number in range(SHARD_COUNT))
        self._kinds = {kind.name: kind for kind in kinds}
        self._store = store
        self._leases = leases
        self._release = release
        self._activations: dict[ActorId, Activation] = {}
        self._waiting = 0
        self._closing = False
        self._began_s = 0.0
        self._tasks: TaskGroup | None = None
        self._judge = Judge(
            now_ms=self.clock.now_ms,
            monotonic_s=monotonic_s,
            dice=dice,
            settings=settings,
            release=release,
        )
        self._ownership = Ownership(
            self.shards, store, leases, instance=self.instance, monotonic_s=monotonic_s, watcher=self
        )
        self._settlement = Settlement(store, self._ownership, self.clock, self)
        self._lanes = [
            Lane(n, store, self._settlement, self._start, timeout_s=self.options.commit_timeout_s)
            for n in range(self.options.lanes)
        ]
        self._loader = Loader(
            store,
            now_ms=self.clock.now_ms,
            start=self._start,
            loaded=self.advance,
            failed=self.drop,
            new_ref=lambda: secrets.token_hex(4),
        )
        self._passivation = Passivation(
            self._activations, self.submit, self.drop, self.options.idle_s, monotonic_s
        )
        self._pulse = Pulse(self._ownership.suspend, leases.ttl_s)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """Own what can be owned, serve inside the block, drain and release at its end.

        Raises `Unavailable` when the store does not answer at the start.
        """
        self._began_s = self.clock.monotonic_s()
        self.clock.learn(await self._store.probe())
        async with anyio.create_task_group() as tasks:
            self._tasks = tasks
            try:
                await self._ownership.acquire()
            except LeasesUnavailable as error:
                log.warning("no leases yet: %s", error)
            tasks.start_soon(self._ownership.run)
            tasks.start_soon(self._passivation.run)
            tasks.start_soon(self._pulse.run)
            tasks.start_soon(self._listen)
            try:
                yield self
            finally:
                with anyio.CancelScope(shield=True):
                    await self._drain()
                tasks.cancel_scope.cancel()

    async def ask[C](self, command: Command[C], *, within_s: float) -> Any:
        """Have a command judged, and return its reply once what it changed is stored.

        Raises one of the `NotApplied` family when nothing was changed, `OutcomeUnknown` when
        there is no answer within `within_s`.
        """
        now_s = self.clock.monotonic_s()
        deadline_s = now_s + within_s
        if self._closing:
            raise Closed
        if self._waiting >= self.options.max_waiting:
            raise Busy
        self._waiting += 1
        try:
            shard = await self._owned(shard_of(command.actor), deadline_s)
            item = self._accept(command, shard, deadline_s)
            item.askers += 1
            try:
                if not item.done:
                    with anyio.move_on_after(deadline_s - self.clock.monotonic_s()):
                        await item.wait()
            finally:
                item.askers -= 1
            if not item.done:
                self._give_up(item)
            return item.result()
        finally:
            self._waiting -= 1

    def inspect(self, *, actors: bool = True) -> HostReport:
        """Report what every shard, lane and, if wanted, actor is doing."""
        now_s = self.clock.monotonic_s()
        population: dict[int, int] = {}
        for activation in self._activations.values():
            number = activation.shard.number
            population[number] = population.get(number, 0) + 1
        return HostReport(
            instance=self.instance,
            release=self._release,
            uptime_s=now_s - self._began_s,
            loop_lag_s=self._pulse.lag_s,
            store_age_s=now_s - self.clock.heard_at_s,
            waiting=self._waiting,
            active=len(self._activations),
            shards=tuple(report_shard(s, now_s, population.get(s.number, 0)) for s in self.shards),
            lanes=tuple(lane.report() for lane in self._lanes),
            actors=tuple(a.report(now_s) for a in self._activations.values()) if actors else (),
        )

    async def unpark(self, actor: ActorId) -> bool:
        """Let a parked actor go on; tell whether it was parked."""
        activation = self._activations.get(actor)
        if activation is None or not activation.parked:
            return False
        activation.parked, activation.faults = False, 0
        self.advance(activation)
        return True

    # -- what ownership, lanes and loader call back ----------------------------------------------------

    def gained(self, shard: Shard) -> None:
        """Go on with what waited for a shard to serve."""
        for activation in [a for a in self._activations.values() if a.shard is shard]:
            self.advance(activation)

    def lost(self, shard: Shard) -> None:
        """Drop all activations of a shard."""
        for activation in [a for a in self._activations.values() if a.shard is shard]:
            self.drop(activation, NotOwner(shard.number, None))

    def drop(self, activation: Activation, error: Exception | None = None) -> None:
        """Forget an activation. Those who wait in its mailbox get `error`; a turn in flight goes on."""
        if self._activations.get(activation.actor) is activation:
            del self._activations[activation.actor]
        activation.in_flight = None
        for item in activation.mailbox:
            item.fail(error or Busy())
        activation.mailbox.clear()

    def reload(self, activation: Activation, items: Sequence[Item]) -> None:
        """Replace an activation by a fresh one that judges `items` first, then what waited behind them."""
        fresh = self._activate(activation.actor, activation.kind, activation.shard)
        fresh.reloads = activation.reloads + 1
        fresh.faults, fresh.traces = activation.faults, activation.traces
        for item in (*items, *activation.mailbox):
            if not item.done:
                fresh.mailbox.append(item)
                fresh.pending[item.command.id] = item
        activation.mailbox.clear()
        activation.in_flight = None

    def advance(self, activation: Activation) -> None:
        """Judge what waits, if the activation may act now."""
        now_s = self.clock.monotonic_s()
        while (
            activation.mailbox
            and activation.loaded
            and activation.in_flight is None
            and not activation.parked
            and activation.shard.serves(now_s)
        ):
            activation.used_at_s = now_s
            turn = self._judge.take_turn(activation)
            if turn.journaled:
                self._spawn(self._settlement.answer_from_journal, activation, turn.journaled)
            if turn.writes:
                self.submit(turn)
        if activation.parked:
            for item in activation.mailbox:
                activation.pending.pop(item.command.id, None)
                item.fail(ParkedError())
            activation.mailbox.clear()

    def submit(self, turn: Turn) -> None:
        """Hand a turn to its shard's lane."""
        activation = turn.activation
        activation.in_flight = turn
        activation.phase_since_s = self.clock.monotonic_s()
        self._lanes[activation.shard.number % len(self._lanes)].submit(turn)

    # -- accepting ---------------------------------------------------------------------------------------

    async def _owned(self, number: int, deadline_s: float) -> Shard:
        """Wait until this instance owns a shard. Raises `NotOwner` at the deadline."""
        shard = self.shards[number]
        with anyio.move_on_after(deadline_s - self.clock.monotonic_s()):
            while shard.phase in (Phase.IDLE, Phase.LOST) or shard.token is None:
                await shard.changed()
            return shard
        raise NotOwner(number, shard.owner)

    def _accept(self, command: Command[Any], shard: Shard, deadline_s: float) -> Item:
        """Find or make the item for a command; raises `NotApplied` when there is no place for it."""
        now_s = self.clock.monotonic_s()
        activation = self._activations.get(command.actor)
        if activation is None:
            kind = self._kinds[command.actor.kind]
            activation = self._activate(command.actor, kind, shard)
        pending = activation.pending.get(command.id)
        if pending is not None:
            return pending
        item = Item(command, arrived_s=now_s, deadline_s=deadline_s)
        refusal = shard.refusals.find(command.id, command.actor)
        if refusal is not None:
            item.answer(refusal)
            return item
        self._admit(activation, command, now_s)
        activation.used_at_s = now_s
        activation.mailbox.append(item)
        activation.pending[command.id] = item
        self.advance(activation)
        return item

    def _admit(self, activation: Activation, command: Command[Any], now_s: float) -> None:
        if activation.parked:
            raise ParkedError
        if len(activation.mailbox) >= activation.kind.mailbox_places:
            raise Busy
        limit = activation.kind.limit_of(command.body)
        if limit is None or command.id in activation.known:
            return
        wait_s = activation.buckets.take(limit, now_s)
        if wait_s > 0:
            raise RateLimited(limit.group, wait_s)

    def _activate(self, actor: ActorId, kind: Kind[Any, Any, Any, Any], shard: Shard) -> Activation:
        activation = Activation(actor, kind, shard, self.clock.monotonic_s())
        self._activations[actor] = activation
        self._loader.add(activation)
        return activation

    def _give_up(self, item: Item) -> None:
        """Answer an asker whose time is over. Raises what may be concluded."""
        activation = self._activations.get(item.command.actor)
        if activation is not None and item in activation.mailbox and item.askers == 0:
            # It was not judged and never will be: that is more than "unknown".
            activation.mailbox.remove(item)
            activation.pending.pop(item.command.id, None)
            raise Busy
        raise OutcomeUnknown

    # -- life --------------------------------------------------------------------------------------------

    def _spawn(self, work: Callable[..., Any], *args: Any) -> None:
        if self._tasks is None:
            raise RuntimeError("the host is not serving")
        self._tasks.start_soon(_finished, work, args)

    def _start(self, runner: Lane | Loader) -> None:
        self._spawn(runner.run)

    async def _listen(self) -> None:
        """Keep the store's clock fresh while nothing is committed."""
        while True:
            await anyio.sleep(self._leases.ttl_s / 3)
            try:
                self.clock.learn(await self._store.probe())
            except Unavailable as error:
                log.warning("the store does not answer: %s", error)

    async def _drain(self) -> None:
        """Finish what was accepted, keep snapshots worth keeping, release the shards."""
        self._closing = True
        with anyio.move_on_after(self.options.drain_s):
            await self._quiet()
            self._passivation.snapshot_all()
            await self._quiet()
        for activation in list(self._activations.values()):
            self.drop(activation, Closed())
        try:
            await self._ownership.release()
        except LeasesUnavailable as error:
            log.warning("the leases end by themselves: %s", error)

    async def _quiet(self) -> None:
        while any(  # noqa: ASYNC110 - a stop is the one time that anybody looks
            a.mailbox or a.in_flight is not None for a in self._activations.values() if not a.parked
        ):
            await anyio.sleep(0.01)

    def committed(self, turn: Turn, facts: Facts) -> None:
        """Let a turn's state become the actor's; its askers are answered already."""
        activation = turn.activation
        if activation.in_flight is not turn:
            return
        activation.in_flight = None
        activation.state, activation.seq, activation.last_at_ms = turn.state, turn.seq, turn.last_at_ms
        now_s = self.clock.monotonic_s()
        for command_id, reply in turn.refusals:
            activation.shard.refusals.keep(command_id, activation.actor, reply, now_s)
        for row in turn.rows:
            activation.known[row.command_id] = row.at_ms
        if turn.snapshot is not None:
            activation.snapshot_seq = turn.snapshot.seq
        self.advance(activation)


async def _finished(work: Callable[..., Awaitable[None]], args: tuple[Any, ...]) -> None:
    """Work for askers goes on when a stop cancels the host: only the drain says what is given up."""
    with anyio.CancelScope(shield=True):
        await work(*args)


def report_shard(shard: Shard, now_s: float, actors: int) -> ShardReport:
    """Describe a shard as it stands."""
    return ShardReport(
        shard=shard.number,
        phase=shard.phase.value,
        epoch=shard.token.epoch if shard.token else 0,
        nonce=shard.token.nonce if shard.token else 0,
        owner=shard.owner,
        serves_for_s=max(0.0, shard.deadline_s - now_s),
        actors=actors,
    )
