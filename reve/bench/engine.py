"""The runtime alone: commands straight to the host, real rules and real Postgres."""

import gc
import itertools
from collections import deque
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any, Final

import anyio
import psutil

from actors.behavior import Command
from actors.host import Host
from actors.identity import ActorId
from reve.bench.figures import Memory, Speed
from reve.game.commands import Action, ClaimDaily, PlayerCommand, Pull, Start
from reve.game.vocabulary.quest import Go

IN_FLIGHT: Final = 256


def command(command_id: int, player: int, action: Action) -> Command[Any]:
    """Return a command as the bot would make it."""
    return Command(command_id, ActorId("player", player), "bench", PlayerCommand(action, "Bench"))


async def register(host: Host, players: Sequence[int], ids: Iterator[int]) -> None:
    """Let players begin, many at once."""
    await run(host, "start", [(player, Start("focused")) for player in players], ids)


async def run(host: Host, what: str, work: Sequence[tuple[int, Action]], ids: Iterator[int]) -> Speed:
    """Have work done with 256 commands in flight."""
    left, times_ms = deque(work), []

    async def worker() -> None:
        while left:
            player, action = left.popleft()
            began_s = perf_counter()
            await host.ask(command(next(ids), player, action), within_s=30)
            times_ms.append((perf_counter() - began_s) * 1000)

    began_s = perf_counter()
    async with anyio.create_task_group() as tasks:
        for _ in range(IN_FLIGHT):
            tasks.start_soon(worker)
    return Speed.of(what, IN_FLIGHT, times_ms, perf_counter() - began_s, 0)


async def measure(host: Host, players: int) -> tuple[list[Speed], Memory]:
    """Let so many players begin, claim, quest and pull; see what they take while idle."""
    ids, keys = itertools.count(1), range(1, players + 1)
    process = psutil.Process()
    gc.collect()
    before = process.memory_info().rss
    speeds = [
        await run(host, "start (no Discord)", [(key, Start("focused")) for key in keys], ids),
        await run(host, "daily (no Discord)", [(key, ClaimDaily()) for key in keys], ids),
        await run(host, "quest (no Discord)", [(key, Go("1")) for key in keys], ids),
        await run(host, "pull (no Discord)", [(key, Pull(1)) for _ in range(3) for key in keys], ids),
    ]
    gc.collect()
    grown = process.memory_info().rss - before
    return speeds, Memory(players, grown // players)
