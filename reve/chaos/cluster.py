"""The instances of a cluster: each a process, with a proxy before each of its servers."""

import itertools
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from subprocess import PIPE
from typing import Any, Final

import anyio
import orjson
import psutil
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream

from reve.chaos.postgres_proxy import PostgresProxy
from reve.chaos.proxy import Proxy
from reve.chaos.remote import Remote
from reve.chaos.servers import Database
from reve.chaos.spec import Spec

START_S: Final = 60.0
STOP_S: Final = 30.0


class DidNotStart(Exception):
    """An instance ended before it served."""

    def __init__(self, instance: str, said: str) -> None:
        super().__init__(f"{instance} did not start: {' '.join(said.splitlines()[-1:])}")


@dataclass(eq=False, slots=True)
class Instance:
    """One process. Mutable: `leaving` tells that nothing new shall be given to it."""

    spec: Spec
    process: Process
    remote: Remote
    postgres: PostgresProxy
    redis: Proxy
    leaving: bool = False

    @property
    def name(self) -> str:
        """Its instance id."""
        return self.spec.instance

    async def ask(self, do: str, *, patience_s: float = 5.0, **values: Any) -> dict[str, Any]:
        """Ask it; raises `Disconnected` or TimeoutError."""
        return await self.remote.ask(do, patience_s=patience_s, **values)

    def pause(self) -> None:
        """Stop the process where it stands."""
        psutil.Process(self.process.pid).suspend()

    def resume(self) -> None:
        """Let it go on."""
        psutil.Process(self.process.pid).resume()


@dataclass(eq=False, slots=True)
class Cluster:
    """All instances on one database. Mutable: they come and go."""

    database: Database
    redis_url: str
    folder: Path
    dice: Random
    ttl_s: float
    direct: bool = False
    """Whether instances reach the servers without a proxy."""
    instances: list[Instance] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def open(self) -> list[Instance]:
        """The instances that players may be sent to."""
        return [one for one in self.instances if not one.leaving and one.process.returncode is None]

    async def start(self, **wishes: Any) -> Instance:
        """Start an instance and wait until it serves; `wishes` are fields of its `Spec`."""
        postgres = await PostgresProxy(self.database.url).open()
        redis = await Proxy(self.redis_url).open()
        spec = Spec(
            instance=f"{self.database.name}-{next(self._numbers)}",
            database_url=self.database.url if self.direct else postgres.url,
            redis_url=self.redis_url if self.direct else redis.url,
            cluster_id=self.database.cluster_id,
            ttl_s=self.ttl_s,
            seed=self.dice.getrandbits(32),
            **wishes,
        )
        try:
            process, port = await self._launch(spec)
        except BaseException:
            await postgres.close()
            await redis.close()
            raise
        instance = Instance(spec, process, await Remote.connect(port), postgres, redis)
        self.instances.append(instance)
        return instance

    async def stop(self, instance: Instance) -> int:
        """Have an instance drain and end, as a deploy does; return its exit status."""
        instance.leaving = True
        instance.process.terminate()
        with anyio.move_on_after(STOP_S):
            await instance.process.wait()
        return await self._bury(instance)

    async def kill(self, instance: Instance) -> int:
        """End an instance where it stands; return its exit status."""
        instance.leaving = True
        return await self._bury(instance)

    async def bury_dead(self) -> list[str]:
        """Clear away what has ended by itself; return the names."""
        dead = [one for one in self.instances if not one.leaving and one.process.returncode is not None]
        for instance in dead:
            await self._bury(instance)
        return [instance.name for instance in dead]

    async def close(self) -> None:
        """Leave no process and no proxy behind."""
        with anyio.CancelScope(shield=True):
            for instance in list(self.instances):
                await self.kill(instance)

    async def _launch(self, spec: Spec) -> tuple[Process, int]:
        with (self.folder / f"{spec.instance}.log").open("wb") as log:
            process = await anyio.open_process(
                [sys.executable, "-m", "reve.chaos.instance"], stdin=PIPE, stdout=PIPE, stderr=log
            )
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the process was started with pipes")
        try:
            await process.stdin.send(spec.to_line())
            with anyio.fail_after(START_S):
                said = await BufferedByteReceiveStream(process.stdout).receive_until(b"\n", 1000)
        except (anyio.IncompleteRead, anyio.EndOfStream, anyio.BrokenResourceError) as error:
            raise DidNotStart(spec.instance, (self.folder / f"{spec.instance}.log").read_text()) from error
        return process, int(orjson.loads(said)["port"])

    async def _bury(self, instance: Instance) -> int:
        instance.leaving = True
        if instance in self.instances:
            self.instances.remove(instance)
        if instance.process.returncode is None:
            instance.process.kill()
            await instance.process.wait()
        await instance.remote.close()
        await instance.postgres.close()
        await instance.redis.close()
        with suppress(anyio.ClosedResourceError):
            await instance.process.aclose()
        return instance.process.returncode or 0
