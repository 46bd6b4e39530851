"""The host: takes commands for all actors, wherever they live, and answers each exactly once."""

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, Self

import anyio
from anyio.abc import TaskGroup

from actors.assembly import Assembly
from actors.behavior import Command, JointCommand, Kind
from actors.clock import StoreClock
from actors.errors import Busy, Closed, LeasesUnavailable, Unavailable
from actors.identity import ActorId
from actors.inspection import HostReport, Sighting
from actors.moment import DiceMaker
from actors.operation import Operation
from actors.options import HostOptions
from actors.ports import Leases, Link, Member, NoteRow, Store
from actors.report import report
from actors.schema_switch import SchemaSwitch
from actors.settings import FixedSettings, Settings, WorldSettings
from actors.shard import Shard

log = logging.getLogger(__name__)

PROBE_EVERY_S: Final = 0.5
"""How often the store is asked for its time, identity and settings version."""


class Host:
    """Runs the actors of one instance, and reaches those of all others.

    Mutable state: the parts, all of them touched on one event loop only, and only between awaits.
    """

    def __init__(
        self,
        *,
        kinds: Sequence[Kind[Any, Any, Any, Any]],
        store: Store,
        leases: Leases,
        link: Link,
        dice: DiceMaker,
        release: str,
        settings: Settings | None = None,
        switch: SchemaSwitch | None = None,
        instance: str | None = None,
        options: HostOptions | None = None,
        memory_used: Callable[[], float] = lambda: 0.0,
        monotonic_s: Callable[[], float] = anyio.current_time,
    ) -> None:
        self.instance = instance or secrets.token_hex(8)
        self.options = options or HostOptions()
        self._parts = parts = Assembly(
            instance=self.instance,
            release=release,
            kinds={kind.name: kind for kind in kinds},
            store=store,
            leases=leases,
            link=link,
            dice=dice,
            settings=settings or FixedSettings(),
            switch=switch or SchemaSwitch(),
            options=self.options,
            memory_used=memory_used,
            monotonic_s=monotonic_s,
            spawn=self._spawn,
        )
        self._requests, self._loans = parts.requests, parts.loans
        self._operation = Operation(
            report=lambda actors, most: self.inspect(actors=actors, most=most),
            exchange=parts.exchange,
            steward=parts.steward,
            router=parts.router,
            roster=parts.roster,
        )
        self._closing = False
        self._began_s = 0.0
        self._tasks: TaskGroup | None = None
        self._under_way: set[anyio.CancelScope] = set()
        self._kept_up: list[anyio.CancelScope] = []

    @property
    def clock(self) -> StoreClock:
        """The store's time as this host knows it."""
        return self._parts.clock

    @property
    def settings(self) -> Settings:
        """What this host decides under."""
        return self._parts.settings

    @property
    def shards(self) -> Sequence[Shard]:
        """All shards as this host sees them."""
        return self._parts.shards

    @property
    def members(self) -> tuple[Member, ...]:
        """The instances that live, as far as this one sees."""
        return self._parts.steward.members

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """Own what can be owned, serve inside the block, drain and release at its end.

        Raises `Unavailable` when the store does not answer at the start.
        """
        parts = self._parts
        self._began_s = parts.clock.monotonic_s()
        parts.hear(await parts.store.probe())
        if isinstance(parts.settings, WorldSettings):
            await parts.settings.load()
            parts.settings.changed = parts.roster.resume
        async with anyio.create_task_group() as tasks, parts.link.listening(parts.exchange.hear):
            self._tasks = tasks
            await parts.steward.tick()
            await parts.exchange.announce("members", {})
            for work in self._for_ever():
                tasks.start_soon(self._keep_up, work)
            try:
                yield self
            finally:
                try:
                    with anyio.CancelScope(shield=True):
                        await self._drain()
                finally:
                    for scope in self._kept_up:
                        scope.cancel()
                    tasks.cancel_scope.cancel()

    async def retire(self) -> None:
        """Pass all shards on to the others, for a stop; what is asked meanwhile, and after it, is served.

        Returns when that is done, when nobody is there to take them, or after `drain_s`.
        """
        with anyio.move_on_after(self.options.drain_s):
            await self._parts.steward.drain()

    async def ask[C](self, command: Command[C], *, within_s: float) -> Any:
        """Have a command judged, and return its reply once what it changed is stored.

        Raises one of the `NotApplied` family when nothing was changed, `OutcomeUnknown` when
        there is no answer within `within_s`.
        """
        deadline_s = self._admitted(within_s)
        return await self._parts.admission.of(self._requests.ask(command, deadline_s))

    async def ask_joint[C](self, joint: JointCommand[C], *, within_s: float) -> Any:
        """Have a joint command judged; as `ask`."""
        deadline_s = self._admitted(within_s)
        return await self._parts.admission.of(self._requests.ask_joint(joint, deadline_s))

    def inspect(self, *, actors: bool = True, most: int | None = None) -> HostReport:
        """Report what every shard, lane and, if wanted, actor of this instance is doing.

        With `most`, only so many actors, the parked and those where somebody waits longest.
        """
        return report(self._parts, began_s=self._began_s, actors=actors, most=most)

    async def inspect_all(
        self, *, actors: bool = True, most: int | None = None, within_s: float = 1.0
    ) -> tuple[HostReport, ...]:
        """Return the reports of all instances that answer in time, this one's first; `most` of each."""
        deadline_s = self.clock.monotonic_s() + within_s
        return await self._operation.inspect(actors=actors, most=most, deadline_s=deadline_s)

    async def look(self, actor: ActorId, *, within_s: float = 2.0) -> Sighting:
        """Return an actor as its owner sees it, wherever it lives. Raises as `unpark`."""
        return await self._operation.look(actor, self.clock.monotonic_s() + within_s)

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Return the notes to an actor that were tried too often. Raises `Unavailable`."""
        return await self._parts.store.set_aside(actor)

    async def unpark(self, actor: ActorId, *, within_s: float = 2.0) -> bool:
        """Let a parked actor go on, wherever it lives; tell whether it was parked.

        Raises `NotOwner` or `OutcomeUnknown`.
        """
        return await self._operation.act("unpark", actor, self.clock.monotonic_s() + within_s)

    async def passivate(self, actor: ActorId, *, within_s: float = 2.0) -> bool:
        """Let go of an idle actor, wherever it lives; tell whether it was in memory. Raises as `unpark`."""
        return await self._operation.act("passivate", actor, self.clock.monotonic_s() + within_s)

    def _admitted(self, within_s: float) -> float:
        if self._closing:
            raise Closed
        if self._parts.admission.full:
            raise Busy
        return self.clock.monotonic_s() + within_s

    def _for_ever(self) -> Sequence[Callable[[], Coroutine[Any, Any, None]]]:
        parts = self._parts
        work = [
            parts.steward.run,
            parts.steward.run_moves,
            parts.passivation.run,
            parts.pulse.run,
            parts.inbox.run,
            parts.standings.run,
            self._probe,
        ]
        return [*work, parts.settings.run] if isinstance(parts.settings, WorldSettings) else work

    def _spawn(self, work: Callable[..., Awaitable[Any]], *args: Any) -> None:
        if self._tasks is None:
            raise RuntimeError("the host is not serving")
        self._tasks.start_soon(self._finish, work, args)

    async def _finish(self, work: Callable[..., Awaitable[Any]], args: tuple[Any, ...]) -> None:
        """Work for askers goes on when a stop cancels the host: only the drain says what is given up."""
        with anyio.CancelScope(shield=True) as scope:
            self._under_way.add(scope)
            try:
                await work(*args)
            finally:
                self._under_way.discard(scope)

    async def _keep_up(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Go on until the drain is done: a stop that comes as a cancellation must find all at work."""
        with anyio.CancelScope(shield=True) as scope:
            self._kept_up.append(scope)
            await work()

    async def _probe(self) -> None:
        """Follow the store while nothing is committed."""
        while True:
            await anyio.sleep(min(PROBE_EVERY_S, self._parts.leases.ttl_s / 6))
            try:
                self._parts.hear(await self._parts.store.probe())
            except Unavailable as error:
                log.warning("the store does not answer: %s", error)

    async def _drain(self) -> None:
        """Pass the shards on, finish what was accepted, keep snapshots worth keeping, release the rest."""
        parts = self._parts
        await self.retire()
        self._closing = True
        with anyio.move_on_after(self.options.drain_s):
            await self._quiet()
            for activation in parts.roster:
                parts.roster.write_down(activation)
            await self._quiet()
        for activation in parts.roster:
            parts.roster.drop(activation, Closed())
        for scope in list(self._under_way):
            scope.cancel()
        try:
            await parts.ownership.release(list(parts.ownership.held.values()))
            await parts.steward.leave()
        except LeasesUnavailable as error:
            log.warning("the leases end by themselves: %s", error)

    async def _quiet(self) -> None:
        """Wait for those who live here, and for answers of others to those who have asked here."""
        roster, admission = self._parts.roster, self._parts.admission
        while admission.waiting or not roster.quiet:  # noqa: ASYNC110 - a stop is the one time that anybody looks
            await anyio.sleep(0.01)
