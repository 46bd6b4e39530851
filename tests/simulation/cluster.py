"""A cluster in one loop: instances that come and go over one store, one lease table and one ether."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from random import Random
from typing import Any

import anyio
from anyio.abc import TaskGroup

from actors.behavior import Command, JointCommand
from actors.history import Coverage, History, LiveState, Observation, Replied, Unknown
from actors.identity import ActorId, shard_of
from actors.testing import Ether, LeaseTable
from actors.testing.faulty_store import FaultyStore
from actors.testing.weather import Line, Weather
from tests.simulation.instance import Instance
from tests.simulation.shared_store import SharedStore
from tests.simulation.virtual_time import JumpingClock


class Cluster:
    """All that a seed runs in. Mutable; `trace` is what happened, line by line."""

    def __init__(self, rng: Random, tasks: TaskGroup, clock: JumpingClock) -> None:
        self.rng = rng
        self.clock = clock
        self.ttl_s = rng.choice((5.0, 5.0, 5.0, 10.0))
        self.idle_s = rng.choice((4.0, 300.0))
        self.tasks = tasks
        self.weather = Weather(rng, tasks.start_soon, clock.pause)
        self.store = SharedStore(clock, self.tell)
        self.table = LeaseTable()
        self.ether = Ether()
        self.instances: list[Instance] = []
        self.observations: list[Observation] = []
        self.crashes: list[str] = []
        self.open: dict[int, Command[Any] | JointCommand[Any]] = {}
        self.trace: list[str] = []
        self.repairs: list[Callable[[], None]] = []
        self._prefix = rng.choice("abcdefgh")  # names say where shards are placed
        self._names = 0
        self._commands = 0

    # -- what happens -------------------------------------------------------------------------------

    def tell(self, what: str) -> None:
        """Add a line to the trace."""
        self.trace.append(f"{self.clock.now_s:.6f} {what}")

    def strike(self, fault: str) -> None:
        """Count a fault that has just struck."""
        self.weather.struck[fault] += 1
        self.tell(fault)

    def digest(self) -> str:
        """Return a hash of all that happened."""
        return blake2b("\n".join(self.trace).encode(), digest_size=8).hexdigest()

    # -- instances ----------------------------------------------------------------------------------

    @property
    def living(self) -> list[Instance]:
        """Those that clients can reach."""
        return [instance for instance in self.instances if instance.lives]

    @property
    def well(self) -> list[Instance]:
        """Those that live and do not stand still."""
        return [instance for instance in self.living if not instance.process.frozen]

    def start(self) -> Instance:
        """Start one more."""
        self._names += 1
        instance = Instance(self, f"{self._prefix}{self._names}")
        self.instances.append(instance)
        instance.start(self.tasks)
        self.tell(f"{instance.name} starts")
        return instance

    def kill(self, instance: Instance) -> None:
        """Let one die at this instant."""
        self.tell(f"{instance.name} dies")
        instance.kill()

    async def stop(self, instance: Instance) -> None:
        """Let one drain and end."""
        self.tell(f"{instance.name} stops")
        instance.stopping.set()
        await instance.ended.wait()

    def owner_of(self, actor: ActorId) -> Instance | None:
        """Return the living instance that took an actor's shard last."""
        name = self.store.shard_owners.get(shard_of(actor))
        return next((one for one in self.living if one.name == name), None)

    def way_to_store(self, line: Line) -> FaultyStore:
        """Give a process its way to the store."""
        return FaultyStore(self.store, self.weather, line, apply=self.store.land)

    # -- clients ------------------------------------------------------------------------------------

    def new_id(self) -> int:
        """Name a command."""
        self._commands += 1
        return self._commands

    async def send(
        self,
        command: Command[Any] | JointCommand[Any],
        *,
        within_s: float = 3.0,
        cancelled_after_s: float | None = None,
        to: Instance | None = None,
    ) -> Observation | None:
        """Send a command to any instance and write down what came of it; None if there is no instance."""
        instance = to or (self.rng.choice(self.living) if self.living else None)
        if instance is None:
            await anyio.sleep(0.5)
            return None
        sent_s = self.clock.now_s
        outcome = await instance.ask(command, within_s, cancelled_after_s)
        seen = Observation(command, sent_s, self.clock.now_s, outcome)
        self.observations.append(seen)
        self.tell(f"{command.id} at {instance.name}: {outcome}")
        match outcome:
            case Unknown():
                self.open[command.id] = command
            case Replied():
                self.open.pop(command.id, None)
        return seen

    # -- the end ------------------------------------------------------------------------------------

    def heal(self) -> None:
        """Let everything be well again."""
        self.tell("heal")
        self.weather.clear()
        for repair in reversed(self.repairs):
            repair()
        self.repairs.clear()
        for instance in self.living:
            if instance.process.frozen:
                instance.process.thaw()

    def history(self, announced: frozenset[str], least_acknowledged: int) -> History:
        """Return all that is known."""
        live: list[LiveState] = [one for instance in self.living for one in instance.living()]
        store = self.store
        return History(
            deltas=[row for actor in sorted(store.deltas) for row in store.journal(actor)],
            snapshots=[row for rows in store.snapshots.values() for row in rows],
            entries=store.entries,
            inbox=list(store.inbox.values()),
            live=live,
            observations=[self._believed(seen) for seen in self.observations],
            takings=store.takings,
            settled_at_ms=store.now_ms() - 5000,
            coverage=Coverage(announced, self.weather.struck, least_acknowledged),
        )

    def _believed(self, seen: Observation) -> Observation:
        """What a fail-over has forgotten was acknowledged in vain: that is not promised."""
        told = isinstance(seen.outcome, Replied) and seen.outcome.changes
        if told and seen.command.id in self.store.forgotten:
            return Observation(seen.command, seen.sent_s, seen.ended_s, Unknown())
        return seen
