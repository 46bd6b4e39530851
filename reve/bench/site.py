"""A local Discord with users who do not rest, in a process of its own.

Its judge is off: it must not be what is measured. It says `{"url", "token", "guild"}`, then answers each
line of JSON on its standard input: `{"users": n}` with their ids, `{"wait": command}` once the bot has
it, `{"command", "options", "crowd", "each", "players", "seconds"}` with what it took. A player uses the
command at most `each` times, so that no rate limit has a say.
"""

import sys
from collections import deque
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

import anyio
import orjson

from reve.playground.client import NoReply, SimClient
from reve.playground.server import Playground

type Json = dict[str, Any]


async def main() -> None:
    """Serve until standard input ends."""
    async with Playground.serve(None, judged=False) as playground, SimClient(playground.url) as client:
        guild = playground.guilds[0].id
        say({"url": playground.url, "token": playground.token, "guild": guild})
        async for request in requests():
            if "users" in request:
                say({"ids": [await new_user(client, n) for n in range(request["users"])]})
            elif "wait" in request:
                await client.wait_for_command(request["wait"], user=playground.users[0].id, guild=guild)
                say({})
            else:
                say(await run(client, guild, request))


async def requests() -> AsyncIterator[Json]:
    """Read the lines of standard input, for as long as there are any."""
    while line := await anyio.to_thread.run_sync(sys.stdin.buffer.readline):
        yield orjson.loads(line)


def say(answer: Json) -> None:
    """Write one line."""
    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    sys.stdout.buffer.flush()


async def new_user(client: SimClient, n: int) -> int:
    """Make a user."""
    return int((await client.post("/sim/users", {"name": f"bench{n}", "shown": f"Bench {n}"}))["id"])


async def run(client: SimClient, guild: int, request: Json) -> Json:
    """Let `crowd` users at a time use a command for `seconds`; return times and failures."""
    turns = deque(player for _ in range(request["each"]) for player in request["players"])
    until_s = perf_counter() + request["seconds"]
    times_ms: list[float] = []
    failed: list[str] = []

    async def one_of_the_crowd() -> None:
        while turns and perf_counter() < until_s:
            user, began_s = turns.popleft(), perf_counter()
            try:
                handle = await client.slash(
                    user=user, guild=guild, command=request["command"], options=request["options"]
                )
                await handle.reply(12)
                times_ms.append((perf_counter() - began_s) * 1000)
            except NoReply as error:
                failed.append(str(error))

    began_s = perf_counter()
    async with anyio.create_task_group() as tasks:
        for _ in range(request["crowd"]):
            tasks.start_soon(one_of_the_crowd)
    return {"times_ms": times_ms, "failed": failed, "took_s": perf_counter() - began_s}


if __name__ == "__main__":
    anyio.run(main, backend_options={"use_uvloop": sys.platform != "win32"})
