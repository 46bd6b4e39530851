"""`reve run` and the small commands, against the local Discord instead of the real one."""

import json
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from pathlib import Path

import aiohttp
import anyio
import pytest

from reve.playground.client import SimClient
from reve.playground.server import Playground
from tests.launch.conftest import Reve

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(240)]

type Run = Callable[..., AbstractContextManager[Reve]]
SECRET = "a secret of more than thirty-two characters"


@pytest.fixture
async def discord() -> AsyncIterator[Playground]:
    async with Playground.serve(None) as playground:
        yield playground


def settings(discord: Playground, **more: str) -> dict[str, str]:
    return {
        "REVE_DISCORD_TOKEN": discord.token,
        "REVE_DISCORD_API": discord.url,
        "REVE_IDENTIFY_EVERY_S": "0",
        "REVE_SECRET": SECRET,
        "REVE_HEALTH_PORT": "0",
        **more,
    }


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def wait_for_commands(discord: Playground, name: str) -> None:
    user, guild = discord.users[0].id, discord.guilds[0].id
    async with SimClient(discord.url) as client:
        with anyio.fail_after(60):
            await client.wait_for_command(name, user=user, guild=guild)


async def finished(running: Reve) -> int:
    """Wait for the exit status, while the local Discord of this process goes on serving."""
    return await anyio.to_thread.run_sync(running.process.wait, 60)


async def test_a_running_bot_tells_that_it_is_well_and_what_it_has_done(
    reve: Run, discord: Playground
) -> None:
    port = free_port()
    with reve("run", **settings(discord, REVE_HEALTH_PORT=str(port))) as running:
        await wait_for_commands(discord, "start")
        async with SimClient(discord.url) as client, aiohttp.ClientSession() as session:
            user, guild = discord.users[0].id, discord.guilds[0].id
            await (await client.slash(user=user, guild=guild, command="start")).reply(15)
            async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                status, health = answer.status, await answer.json()
            async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                metrics = await answer.text()
        running.process.send_signal(signal.SIGTERM)
        assert await finished(running) == 0
    assert (status, health["status"]) == (200, "ok")
    assert set(health["checks"]) == {"store", "shards", "loop", "gateway"}
    assert 'reve_commands_total{command="start",outcome="ok"} 1.0' in metrics
    assert 'reve_shards{phase="active"} 256.0' in metrics


async def test_a_token_that_discord_does_not_take_is_named(reve: Run, discord: Playground) -> None:
    with reve("run", **settings(discord, REVE_DISCORD_TOKEN="MTIz.abc.def")) as running:
        assert await finished(running) == 2
        assert "REVE_DISCORD_TOKEN" in running.said("REVE_DISCORD_TOKEN")[0]


async def test_run_demands_what_it_cannot_make_up(reve: Run) -> None:
    with reve("run") as running:
        running.said("REVE_DISCORD_TOKEN")
        running.said("REVE_SECRET")
        assert await finished(running) == 2


async def test_a_database_that_cannot_be_reached_is_named(reve: Run, discord: Playground) -> None:
    url = f"postgresql://nobody:hidden@127.0.0.1:{free_port()}/none"
    with reve("run", **settings(discord, REVE_DATABASE_URL=url, REVE_REDIS_URL="none")) as running:
        said = running.said("REVE_DATABASE_URL.*")[0]
        assert await finished(running) == 2
    assert "hidden" not in said


async def test_sync_writes_the_commands_and_serves_nobody(reve: Run, discord: Playground) -> None:
    with reve("sync", **settings(discord)) as running:
        count = int((await anyio.to_thread.run_sync(running.said, r"Discord has (\d+) commands"))[1])
        assert await finished(running) == 0
    async with SimClient(discord.url) as client:
        offered = await client.commands(user=discord.users[0].id, guild=discord.guilds[0].id)
    assert {"start", "daily", "profile"} <= {command["name"] for command in offered}
    assert count >= len({"start", "daily", "profile"})


async def test_migrate_brings_a_database_to_this_release(reve: Run, fresh_database: str) -> None:
    with reve("migrate", REVE_DATABASE_URL=fresh_database) as running:
        running.said("the database is up to date")
        assert await finished(running) == 0


async def test_a_database_that_is_not_migrated_is_refused_with_what_to_do(
    reve: Run, discord: Playground, fresh_database: str
) -> None:
    given = settings(discord, REVE_DATABASE_URL=fresh_database, REVE_REDIS_URL="none")
    with reve("run", **given) as running:
        running.said("the database is empty.*migrate it first")
        assert await finished(running) == 1


async def test_content_check_says_what_is_in_the_pack(reve: Run) -> None:
    with reve("content", "check", "--json") as running:
        assert await finished(running) == 0
        text = "".join(iter(lambda: running.lines.get(timeout=5) if not running.lines.empty() else "", ""))
    report = json.loads(text)
    assert (report["ok"], report["counts"]["species"]) == (True, 150)


async def test_content_check_names_the_fault_and_fails(reve: Run, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    with reve("content", "check", str(tmp_path / "pack")) as running:
        running.said("faults:")
        assert await finished(running) == 1
