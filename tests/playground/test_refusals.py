"""What Discord refuses: late and second answers, forms that break a limit, unknown routes."""

import aiohttp
import disnake
import pytest

from reve.playground.client import NoReply
from tests.playground.conftest import Stage

pytestmark = pytest.mark.anyio


async def test_an_interaction_delivered_again_is_answered_once(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="hello")
    reply = await handle.reply()
    await handle.redeliver(times=2)
    await (await stage.client.slash(user=stage.ada, guild=stage.guild, command="whisper")).reply()
    attempts = await handle.attempts()
    while len(attempts) < 3:
        attempts = await handle.attempts()
    assert [attempt["status"] for attempt in attempts] == [204, 400, 400]
    assert {attempt["error"]["code"] for attempt in attempts[1:]} == {40060}
    assert (await handle.reply()).id == reply.id


async def test_an_answer_after_three_seconds_finds_no_interaction(stage: Stage) -> None:
    stage.bot.hold_s = 0.3
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="silent", age_s=2.9)
    with pytest.raises(NoReply, match="did not respond"):
        await handle.reply()
    while not stage.bot.errors:
        await handle.attempts()
    (attempt,) = await handle.attempts()
    assert (attempt["status"], attempt["error"]["code"]) == (404, 10062)
    assert isinstance(stage.bot.errors[0], disnake.InteractionTimedOut)


async def test_a_clock_that_is_off_moves_no_deadline(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="hello", skew_s=-86_400)
    assert (await handle.reply()).text == "Hello you"


async def test_a_reopened_interaction_can_be_answered(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="hello", age_s=10)
    with pytest.raises(NoReply):
        await handle.reply()
    await handle.redeliver(reopen=True)
    assert (await handle.reply()).text == "Hello you"


async def test_a_refused_form_names_the_fault_and_leaves_the_interaction_open(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="long")
    assert (await handle.reply()).text == "short"
    (error,) = stage.bot.errors
    assert isinstance(error, disnake.HTTPException)
    assert (error.status, error.code) == (400, 50035)
    assert "data.content: Must be 2000 or fewer in length." in error.text
    (violation,) = stage.playground.conversation.forgive()
    assert violation.error["code"] == 50035
    assert any("type 2, long" in line for line in violation.transcript)


async def test_an_unknown_route_says_its_name(stage: Stage) -> None:
    headers = {"Authorization": f"Bot {stage.playground.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.playground.url}/api/v10/voice/regions", headers=headers) as response,
    ):
        body = await response.json()
    assert response.status == 404
    assert body["route"] == "GET /api/v10/voice/regions"
    assert (await stage.client.state())["missing_routes"] == ["GET /api/v10/voice/regions"]
    assert [each.what for each in stage.playground.conversation.forgive()] == ["GET /api/v10/voice/regions"]


async def test_json_is_announced_without_a_charset_and_only_to_the_token(stage: Stage) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.playground.url}/api/v10/users/@me") as response,
    ):
        assert response.status == 401
        assert response.headers["Content-Type"] == "application/json"


async def test_pages_of_other_sites_cannot_play(stage: Stage) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stage.playground.url}/sim/state", headers=headers) as response,
    ):
        assert response.status == 403
