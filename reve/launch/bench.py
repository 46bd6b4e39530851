"""`reve bench`: the whole path and the runtime alone, on servers of their own."""

import itertools
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from subprocess import PIPE
from typing import Any, Final

import anyio
import orjson
from anyio.abc import Process
from anyio.streams.buffered import BufferedByteReceiveStream
from pydantic import SecretStr

from reve.bench import engine, rules
from reve.bench.figures import Memory, Speed
from reve.launch.instance import Instance, open_instance
from reve.launch.loop import run_until_stopped
from reve.launch.servers import open_servers
from reve.settings import Settings

LINE_BYTES: Final = 64 << 20
ACTORS: Final = 3000
PLAYERS: Final = 640
TOUR: Final[tuple[tuple[str, dict[str, int], int], ...]] = (
    ("profile", {}, 20),
    ("reve pull", {"count": 1}, 2),
)
CROWDS: Final = (1, 32)


def bench(settings: Settings, *, seconds: float, as_json: bool) -> int:
    """Measure and print; return the exit status. The player's own data is not touched."""
    return run_until_stopped(settings, partial(_bench, settings, seconds=seconds, as_json=as_json))


def bench_rules(*, seconds: float, profiled: bool, as_json: bool) -> int:
    """Measure the rules alone, without any server, and print; return the exit status."""
    found = rules.measure(seconds=seconds, profiled=profiled)
    if as_json:
        print(json.dumps({"rules": [asdict(one) for one in found]}, indent=2))
    else:
        print(*found, sep="\n")
    return 0


@dataclass(frozen=True, slots=True)
class Site:
    """The process with the local Discord and its users."""

    process: Process
    lines: BufferedByteReceiveStream

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and return the answer."""
        if self.process.stdin is None:
            raise AssertionError("the process was started with a pipe")
        await self.process.stdin.send(orjson.dumps(request) + b"\n")
        return await self.hear()

    async def hear(self) -> dict[str, Any]:
        """Return the next answer."""
        answer: dict[str, Any] = orjson.loads(await self.lines.receive_until(b"\n", LINE_BYTES))
        return answer


async def _bench(settings: Settings, *, seconds: float, as_json: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="reve-bench-") as folder:
        apart = settings.model_copy(
            update={"data_dir": Path(folder), "database_url": None, "redis_url": None, "log_level": "warning"}
        )
        async with (
            open_servers(apart, allow_local_leases=sys.platform == "win32", say=lambda text: None) as servers,
            _site() as site,
        ):
            about = await site.hear()
            local = apart.model_copy(
                update={
                    "secret": SecretStr("only for a benchmark, kept nowhere"),
                    "discord_token": SecretStr(about["token"]),
                    "discord_api": about["url"],
                    "identify_every_s": 0.0,
                }
            )
            async with open_instance(local, servers, sync=True, health_port=0) as instance:
                await site.ask({"wait": "profile"})
                await instance.cards.warm()
                speeds, memory = await engine.measure(instance.host, ACTORS)
                speeds += await _whole_path(site, instance, seconds)
    _print(rules.measure(seconds=seconds), speeds, memory, as_json=as_json)


async def _whole_path(site: Site, instance: Instance, seconds: float) -> list[Speed]:
    """Measure through gateway, client library, host, Postgres, picture and answer."""
    ids = itertools.count(10_000_000)
    speeds = []
    for command, options, each in TOUR:
        for crowd in CROWDS:
            players = (await site.ask({"users": PLAYERS}))["ids"]
            await engine.register(instance.host, players, ids)
            found = await site.ask(
                {
                    "command": command,
                    "options": options,
                    "each": each,
                    "crowd": crowd,
                    "players": players,
                    "seconds": seconds,
                }
            )
            failed = len(found["failed"])
            speeds.append(Speed.of(f"/{command}", crowd, found["times_ms"], found["took_s"], failed))
    return speeds


@asynccontextmanager
async def _site() -> AsyncIterator[Site]:
    async with await anyio.open_process(
        [sys.executable, "-m", "reve.bench.site"], stdin=PIPE, stdout=PIPE, stderr=None
    ) as process:
        if process.stdout is None:
            raise AssertionError("the process was started with a pipe")
        try:
            yield Site(process, BufferedByteReceiveStream(process.stdout))
        finally:
            process.terminate()


def _print(alone: list[rules.Rule], speeds: list[Speed], memory: Memory, *, as_json: bool) -> None:
    if as_json:
        found = {
            "rules": [asdict(one) for one in alone],
            "speeds": [asdict(speed) for speed in speeds],
            "memory": asdict(memory),
        }
        print(json.dumps(found, indent=2))
        return
    for line in (*alone, *speeds, memory):
        print(line)
