"""Rate limits: buckets with their headers, the limit for all routes, and the ban of who ignores them."""

import pytest

from reve.playground.buckets import Buckets
from reve.playground.pace import Window
from tests.playground.test_tokens import Wire, wire

pytestmark = pytest.mark.anyio
__all__ = ["wire"]


async def test_a_bucket_is_told_and_one_too_many_is_refused(wire: Wire) -> None:
    channel = wire.playground.world.channels_of(wire.playground.guilds[0].id)[0].id
    url = f"{wire.playground.url}/api/v10/channels/{channel}/messages"
    told = []
    for _ in range(6):
        async with wire.session.post(url, json={"content": "hi"}) as response:
            told.append((response.status, response.headers["X-RateLimit-Remaining"]))
            bucket = response.headers["X-RateLimit-Bucket"]
    assert told == [(200, "4"), (200, "3"), (200, "2"), (200, "1"), (200, "0"), (429, "0")]
    async with wire.session.get(url) as response:
        assert response.status == 200
        assert response.headers["X-RateLimit-Bucket"] != bucket


async def test_all_routes_together_have_a_limit_that_interactions_are_outside_of(wire: Wire) -> None:
    statuses = [(await wire.call("GET", "users/@me"))[0] for _ in range(40)]
    statuses += [(await wire.call("GET", "applications/@me"))[0] for _ in range(40)]
    assert 429 in statuses
    _, given = await wire.interaction()
    assert (await wire.answer(given, 5))[0] == 204
    assert (await wire.call("POST", wire.hook(given), {"content": "more"}))[0] == 200


def test_who_sends_too_much_that_is_refused_is_banned() -> None:
    buckets = Buckets(invalid=Window(3, 60))
    for status in (401, 200, 403, 404, 429):
        assert buckets.invalid.left
        buckets.count(status)
    assert not buckets.invalid.left


async def test_a_ban_is_no_answer_of_discord(wire: Wire) -> None:
    wire.session.headers["Authorization"] = "Bot wrong"
    url = f"{wire.playground.url}/api/v10/users/@me"
    wire.playground.buckets.invalid = Window(2, 60)
    for expected in (401, 401, 429):
        async with wire.session.get(url) as response:
            assert response.status == expected
    assert response.headers.get("Via") is None
    assert response.content_type == "text/html"
