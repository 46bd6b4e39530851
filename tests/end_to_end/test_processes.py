"""The bot as operators run it: a process that is stopped, killed and started again."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from persistence.migrate import migrate
from reve.playground.client import Handle, NoReply, SimClient
from reve.playground.seen import Message
from reve.playground.server import Playground
from tests.end_to_end.process import Outside
from tests.end_to_end.site import words

pytestmark = pytest.mark.anyio

PLAYERS = 6
ANSWERED_WITHIN_S = 10.0


@pytest.fixture
async def outside(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[Outside]:
    """Servers and a Discord, but no bot yet."""
    await migrate(fresh_database)
    async with Playground.serve(None) as playground, SimClient(playground.url) as client:
        yield Outside(playground, client, fresh_database, redis_url, tmp_path)


async def join(outside: Outside, count: int) -> list[int]:
    """Let people join."""
    forms = [{"name": f"person{n}", "display_name": f"Person {n}"} for n in range(count)]
    return [int((await outside.client.post("/sim/users", form))["id"]) for form in forms]


async def send(outside: Outside, user: int, command: str, **options: Any) -> Handle:
    """Use a command in the first guild."""
    guild = outside.playground.guilds[0].id
    return await outside.client.slash(user=user, guild=guild, command=command, options=options)


async def slash(outside: Outside, user: int, command: str, **options: Any) -> Message:
    """Use a command and wait for its answer."""
    return await (await send(outside, user, command, **options)).reply(ANSWERED_WITHIN_S)


async def press(outside: Outside, user: int, message: Message, button: str) -> Message:
    """Press a button and wait for its answer."""
    return await (await outside.client.click(user, message, button)).reply(ANSWERED_WITHIN_S)


async def begin(outside: Outside, user: int) -> None:
    """Start to play."""
    scene = await slash(outside, user, "start")
    await press(outside, user, scene, scene.buttons[0].label)


async def rows(outside: Outside, query: str) -> list[Any]:
    """Look at what is stored."""
    connection = await asyncpg.connect(outside.database_url)
    try:
        found: list[Any] = await connection.fetch(query)
        return found
    finally:
        await connection.close()


async def told(handle: Handle) -> str | None:
    """What an interaction was answered with, if it was."""
    try:
        return (await handle.reply(ANSWERED_WITHIN_S)).text
    except NoReply:
        return None


async def again_until_told(handle: Handle) -> str:
    """Have Discord deliver an interaction until it is answered."""
    async with asyncio.timeout(30):
        while True:
            text = await told(handle)
            if text is not None:
                return text
            await handle.redeliver(reopen=True)


async def test_a_process_that_is_asked_to_stop_answers_what_it_has_taken_and_lets_go(
    outside: Outside,
) -> None:
    users = await join(outside, PLAYERS)
    async with outside.bot() as bot:
        for user in users:
            await begin(outside, user)
        sent = [await send(outside, user, "reve pull") for user in users]
        stopping = asyncio.create_task(bot.terminate())
        answers = [await told(handle) for handle in sent]
        status = await stopping
    stored = {row["command_id"] for row in await rows(outside, "SELECT command_id FROM delta")}

    assert status == 0
    assert [handle.id in stored for handle in sent] == [answer is not None for answer in answers]
    assert not (await outside.client.state())["online"]
    assert "Traceback" not in outside.logged()


async def test_hazard_40_buttons_of_a_killed_process_work_in_the_next(outside: Outside) -> None:
    (user,) = await join(outside, 1)
    async with outside.bot() as bot:
        scene = await slash(outside, user, "start")
        begun = await press(outside, user, scene, scene.buttons[0].label)
        await bot.kill()
    async with outside.bot():
        pulled = await press(outside, user, begun, words()("button.pull"))
        late = await press(outside, user, scene, scene.buttons[1].label)

    assert words().many("reve.pulled.title", 1, count="1") in pulled.text
    assert words()("refusal.ALREADY_REGISTERED") in late.text
    found = await rows(outside, "SELECT name FROM delta WHERE kind = 'player' ORDER BY seq")
    assert [row["name"] for row in found] == ["start", "reve.pull"]


async def test_hazard_9_commands_in_the_hands_of_a_killed_process_count_once(outside: Outside) -> None:
    users = await join(outside, PLAYERS)
    async with outside.bot() as bot:
        for user in users:
            await begin(outside, user)
        sent = [await send(outside, user, "reve pull") for user in users for _ in range(3)]
        await until_one_is_stored(outside)
        await bot.kill()
    async with outside.bot():
        answers = await asyncio.gather(*(again_until_told(handle) for handle in sent))
        for handle in sent:
            await handle.redeliver()
        fresh = [await slash(outside, user, "reve info") for user in users]

    title = words().many("reve.pulled.title", 1, count="1")
    assert all(title in answer for answer in answers)
    assert all("2 / 5" in answer.text for answer in fresh)
    counted = await rows(
        outside, "SELECT command_id, count(*) AS n FROM delta WHERE name = 'reve.pull' GROUP BY 1"
    )
    assert {row["command_id"]: row["n"] for row in counted} == {handle.id: 1 for handle in sent}
    gaps = await rows(outside, "SELECT key FROM delta GROUP BY key HAVING max(seq) <> count(*)")
    assert gaps == []


async def until_one_is_stored(outside: Outside) -> None:
    """Wait until the first pull is in the journal."""
    async with asyncio.timeout(10):
        while not await rows(outside, "SELECT 1 FROM delta WHERE name = 'reve.pull' LIMIT 1"):
            await asyncio.sleep(0.001)
