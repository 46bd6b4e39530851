"""One instance of the cluster: a host in a process of its own that can be frozen, killed or stopped."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import anyio
from anyio.abc import TaskGroup

from actors.behavior import Command, JointCommand
from actors.errors import NotApplied, OutcomeUnknown, Unavailable
from actors.history import LiveState, Outcome, Refused, Unknown
from actors.host import Host
from actors.options import HostOptions
from actors.settings import WorldSettings
from actors.testing import SequenceDice
from actors.testing.faulty_leases import FaultyLeases
from actors.testing.faulty_link import FaultyLink
from actors.testing.weather import Cut
from tests.simulation.processes import Process
from tests.simulation.purses import RELEASE, coins, kind, outcome_of

if TYPE_CHECKING:
    from tests.simulation.cluster import Cluster


class Asked:
    """One sending of a command to an instance: what it says, if it ever says anything."""

    def __init__(self) -> None:
        self.heard = anyio.Event()
        self.outcome: Outcome = Unknown()

    def tell(self, outcome: Outcome) -> None:
        """Bring the answer to the client."""
        self.outcome = outcome
        self.heard.set()


class Instance:
    """A host and its process; `host` is None before it serves and after its end."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.name = name
        self.host: Host | None = None
        self.skew_s = 0.0
        self.stopping = anyio.Event()
        self.ended = anyio.Event()
        self.process = Process(name)
        self._cluster = cluster
        self._tasks: TaskGroup | None = None

    @property
    def lives(self) -> bool:
        """Whether clients can reach it."""
        return self.host is not None and not self.process.dead

    def start(self, tasks: TaskGroup) -> None:
        """Let it run beside others."""
        self.process.inside(tasks.start_soon, self._run)

    def monotonic_s(self) -> float:
        """Return this process' own clock."""
        return self._cluster.clock.now_s + self.skew_s

    def kill(self) -> None:
        """Let it be no more: nothing that it still does reaches anybody."""
        self.process.dead = True
        self.host = None
        self.process.thaw()
        if self._tasks is not None:
            self._tasks.cancel_scope.cancel()

    async def ask(
        self, command: Command[Any] | JointCommand[Any], within_s: float, cancelled_after_s: float | None
    ) -> Outcome:
        """Send a command as a client does, from outside; a client waits no longer than a little more."""
        if not self.lives or self._tasks is None:
            return Refused("nobody there")
        asked = Asked()
        self.process.inside(self._tasks.start_soon, self._serve, command, within_s, cancelled_after_s, asked)
        with anyio.move_on_after(within_s + 2.0):
            await asked.heard.wait()
        return asked.outcome

    def living(self) -> list[LiveState]:
        """Return what it has in memory under shards that it serves."""
        found = []
        for activation in self.host._parts.roster if self.host is not None else ():
            if activation.loaded and activation.shard.serves(self.monotonic_s()):
                found.append(LiveState(activation.actor, activation.seq, activation.state))
        return found

    async def _serve(
        self,
        command: Command[Any] | JointCommand[Any],
        within_s: float,
        cancelled_after_s: float | None,
        asked: Asked,
    ) -> None:
        host = self.host
        if host is None:
            return
        with anyio.move_on_after(cancelled_after_s or 1000.0) as scope:
            try:
                if isinstance(command, JointCommand):
                    reply = await host.ask_joint(command, within_s=within_s)
                else:
                    reply = await host.ask(command, within_s=within_s)
                outcome: Outcome = outcome_of(command, reply)
            except NotApplied as error:
                outcome = Refused(type(error).__name__)
            except OutcomeUnknown:
                outcome = Unknown()
        if scope.cancelled_caught:
            self._cluster.strike("an asker is cancelled")
            outcome = Unknown()
        if not self.process.dead:
            asked.tell(outcome)

    async def _run(self) -> None:
        try:
            async with anyio.create_task_group() as tasks:
                self._tasks = tasks
                if not self.process.dead:
                    await self._serve_until_stopped()
                tasks.cancel_scope.cancel()
        except BaseException as error:  # noqa: BLE001 - whatever ends a process is looked at here
            self._look_at(error)
        finally:
            self.host = None
            self.process.dead = True
            self.ended.set()

    async def _serve_until_stopped(self) -> None:
        while True:
            host = self._new_host()
            try:
                async with host.serving():
                    self.host = host
                    await self.stopping.wait()
                    self.host = None
                return
            except Unavailable:
                await anyio.sleep(1.0)

    def _new_host(self) -> Host:
        cluster, process = self._cluster, self.process
        store, world = cluster.way_to_store(process), kind("world")
        return Host(
            kinds=[kind(), world],
            store=store,
            settings=WorldSettings(store, world, coins),
            leases=FaultyLeases(self.name, cluster.table, cluster.weather, process, ttl_s=cluster.ttl_s),
            link=FaultyLink(self.name, cluster.ether, cluster.weather, process),
            dice=SequenceDice,
            release=RELEASE,
            instance=self.name,
            options=HostOptions(commit_timeout_s=4.0, drain_s=3.0, idle_s=cluster.idle_s),
            monotonic_s=self.monotonic_s,
        )

    def _look_at(self, error: BaseException) -> None:
        """Let go of what a kill leaves behind; anything else is a crash that nothing explains."""
        if isinstance(error, BaseExceptionGroup):
            cancelled = anyio.get_cancelled_exc_class()
            _, rest = error.split((Cut, cancelled))
            if rest is None:
                if error.split(cancelled)[1] is None:
                    raise error
                return
            error = rest
        elif isinstance(error, Cut):
            return
        elif isinstance(error, anyio.get_cancelled_exc_class()):
            raise error
        text = "".join(traceback.format_exception(error))
        self._cluster.crashes.append(f"{self.name} has crashed: {text}")
