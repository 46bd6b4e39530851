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
    Parked,
    RateLimited,
    Unavailable,
)
from actors.identity import SHARD_COUNT, ActorId, shard_of
from actors.inspection import HostReport, ShardReport
from actors.lane import COMMIT_TIMEOUT_S
from actors.mailbox import Item
from actors.moment import DiceMaker
from actors.ownership import Ownership
from actors.ports import Leases, Store
from actors.pulse import Pulse
from actors.roster import Roster
from actors.shard import Phase, Shard
from actors.turns import Judge

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

    Mutable state: the shards, the roster of activations and its lanes, all touched on one event
    loop only, and only between awaits.
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
        self._waiting = 0
        self._closing = False
        self._began_s = 0.0
        self._tasks: TaskGroup | None = None
        self._under_way: set[anyio.CancelScope] = set()
        judge = Judge(
            clock=self.clock,
            dice=dice,
            settings=settings,
            release=release,
        )
        self._roster = Roster(
            store=store,
            judge=judge,
            clock=self.clock,
            spawn=self._spawn,
            lanes=self.options.lanes,
            commit_timeout_s=self.options.commit_timeout_s,
            idle_s=self.options.idle_s,
        )
        self._ownership = Ownership(
            self.shards, store, leases, instance=self.instance, monotonic_s=monotonic_s, watcher=self._roster
        )
        self._roster.open_lanes(self._ownership)
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
            tasks.start_soon(self._roster.passivation.run)
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
        for activation in self._roster:
            number = activation.shard.number
            population[number] = population.get(number, 0) + 1
        return HostReport(
            instance=self.instance,
            release=self._release,
            uptime_s=now_s - self._began_s,
            loop_lag_s=self._pulse.lag_s,
            store_age_s=now_s - self.clock.heard_at_s,
            waiting=self._waiting,
            active=len(self._roster),
            shards=tuple(report_shard(s, now_s, population.get(s.number, 0)) for s in self.shards),
            lanes=tuple(lane.report() for lane in self._roster.lanes),
            actors=tuple(activation.report(now_s) for activation in self._roster) if actors else (),
        )

    async def unpark(self, actor: ActorId) -> bool:
        """Let a parked actor go on; tell whether it was parked."""
        activation = self._roster.find(actor)
        if activation is None or not activation.parked:
            return False
        activation.parked, activation.faults = False, 0
        self._roster.advance(activation)
        return True

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
        activation = self._roster.find(command.actor)
        if activation is None:
            kind = self._kinds[command.actor.kind]
            activation = self._roster.activate(command.actor, kind, shard)
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
        self._roster.advance(activation)
        return item

    def _admit(self, activation: Activation, command: Command[Any], now_s: float) -> None:
        if activation.parked:
            raise Parked
        if len(activation.mailbox) >= activation.kind.mailbox_places:
            raise Busy
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

    def _spawn(self, work: Callable[..., Awaitable[None]], *args: Any) -> None:
        if self._tasks is None:
            raise RuntimeError("the host is not serving")
        self._tasks.start_soon(self._finish, work, args)

    async def _finish(self, work: Callable[..., Awaitable[None]], args: tuple[Any, ...]) -> None:
        """Work for askers goes on when a stop cancels the host: only the drain says what is given up."""
        with anyio.CancelScope(shield=True) as scope:
            self._under_way.add(scope)
            try:
                await work(*args)
            finally:
                self._under_way.discard(scope)

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
            self._roster.passivation.snapshot_all()
            await self._quiet()
        for activation in self._roster:
            self._roster.drop(activation, Closed())
        for scope in list(self._under_way):
            scope.cancel()
        try:
            await self._ownership.release()
        except LeasesUnavailable as error:
            log.warning("the leases end by themselves: %s", error)

    async def _quiet(self) -> None:
        while not self._roster.quiet:  # noqa: ASYNC110 - a stop is the one time that anybody looks
            await anyio.sleep(0.01)


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
