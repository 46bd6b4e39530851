"""Discord on a bad day, on the wire: what goes wrong when it is asked to, and how often."""

import aiohttp
import pytest

from reve.playground.client import SimRefused
from tests.playground.conftest import Stage
from tests.playground.test_tokens import Wire, wire

pytestmark = pytest.mark.anyio
__all__ = ["wire"]


@pytest.mark.parametrize(("kind", "scope"), [("rate_limit", "user"), ("global_rate_limit", "global")])
async def test_a_rate_limit_has_all_that_a_client_needs(wire: Wire, kind: str, scope: str) -> None:
    await wire.client.misbehave(kind, wait_s=0.25)
    url = f"{wire.playground.url}/api/v10/users/@me"
    async with wire.session.get(url) as response:
        body, headers = await response.json(), response.headers
        assert response.status == 429
    assert (body["retry_after"], body["global"]) == (0.25, scope == "global")
    assert headers["Via"]
    assert headers["X-RateLimit-Scope"] == scope
    assert (await wire.call("GET", "users/@me"))[0] == 200


async def test_an_error_comes_as_often_as_asked_and_only_where_it_was_asked(wire: Wire) -> None:
    await wire.client.misbehave("server_error", times=2, path="/users/", method="GET", status=502)
    statuses = [(await wire.call("GET", path))[0] for path in ("applications/@me", *["users/@me"] * 3)]
    assert statuses == [200, 502, 502, 200]
    assert await wire.client.misbehaviour_left() == []


@pytest.mark.parametrize(("kind", "done"), [("cut", False), ("lost", True)])
async def test_a_connection_ends_before_or_after_the_request_was_done(
    wire: Wire, kind: str, done: bool
) -> None:
    handle, given = await wire.interaction()
    await wire.client.misbehave(kind, path="/callback")
    with pytest.raises(aiohttp.ClientError):
        await wire.answer(given, 4, {"content": "pong"})
    assert len(await handle.attempts()) == done


@pytest.mark.parametrize("kind", ["slow", "late"])
async def test_a_slow_answer_is_an_answer(wire: Wire, kind: str) -> None:
    handle, given = await wire.interaction()
    await wire.client.misbehave(kind, wait_s=0.05)
    assert (await wire.answer(given, 4, {"content": "pong"}))[0] == 204
    assert (await handle.reply()).text == "pong"


async def test_an_interaction_can_come_twice(wire: Wire) -> None:
    await wire.client.misbehave("duplicate")
    _, given = await wire.interaction()
    again = (await wire.socket.receive())["d"]
    assert (again["id"], again["token"]) == (given["id"], given["token"])


async def test_an_interaction_that_comes_too_late_cannot_be_answered(wire: Wire) -> None:
    await wire.client.misbehave("delay", wait_s=0.2)
    _, given = await wire.interaction(age_s=2.9)
    status, body = await wire.answer(given, 4, {"content": "pong"})
    assert (status, body["code"]) == (404, 10062)


@pytest.mark.parametrize("skew_s", [-86_400, -180, 180, 86_400])
async def test_an_interaction_can_carry_a_wrong_time(wire: Wire, skew_s: float) -> None:
    await wire.client.misbehave("skew", skew_s=skew_s)
    _, given = await wire.interaction()
    off_s = (int(given["id"]) - wire.playground.world.ids.next() >> 22) / 1000
    assert abs(off_s - skew_s) < 60


async def test_an_unknown_kind_is_refused_and_all_can_be_taken_back(wire: Wire) -> None:
    with pytest.raises(SimRefused):
        await wire.client.misbehave("sulk")
    await wire.client.misbehave("server_error", times=1_000)
    await wire.client.behave()
    assert (await wire.call("GET", "users/@me"))[0] == 200


async def test_an_unmodified_client_goes_on_after_rate_limits_and_errors(stage: Stage) -> None:
    await stage.client.misbehave("rate_limit", path="/webhooks/", wait_s=0.05)
    await stage.client.misbehave("server_error", path="/callback", status=502)
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="more")
    assert (await handle.reply()).text == "one"
    while "two\nThree\nfour" not in [
        each.text for each in await stage.client.messages(user=stage.ada, guild=stage.guild)
    ]:
        continue
    assert [attempt["status"] for attempt in await handle.attempts()] == [204]
