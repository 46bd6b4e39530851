"""The link over Redis when Redis, or the way to it, fails, and when strangers use the same Redis."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import anyio
import msgpack  # type: ignore[import-untyped]
import pytest
from redis.asyncio import Redis

from actors.errors import LinkError, LinkUnavailable, NobodyThere
from persistence.embedded import EmbeddedServers, ServerPlan
from persistence.link import RedisLink
from tests.persistence.heard import Heard, send_for_ever
from tests.persistence.proxy import Proxy, proxy_before

pytestmark = pytest.mark.anyio

type Far = tuple[Proxy, RedisLink]


@pytest.fixture
async def near(redis_url: str) -> AsyncIterator[RedisLink]:
    """The link of instance two, which reaches Redis whatever happens."""
    async with RedisLink.open(redis_url, cluster_id="abc", instance="two") as link:
        yield link


@pytest.fixture
async def far(redis_url: str) -> AsyncIterator[Far]:
    """The link of instance one behind a proxy, with little patience."""
    async with (
        proxy_before(redis_url) as (proxy, url),
        RedisLink.open(url, cluster_id="abc", instance="one", timeout_s=1.0, ping_s=0.1, deaf_s=1.0) as link,
    ):
        yield proxy, link


async def reach(sender: RedisLink, to: str, heard: Heard) -> None:
    """Send until it is heard."""
    with anyio.fail_after(20):
        while not heard.messages:
            try:
                await sender.send(to, {"n": 1})
            except LinkError:
                await anyio.sleep(0.02)
            await anyio.lowlevel.checkpoint()
            with anyio.move_on_after(0.05):
                await heard.wait(1)


async def is_heard_anew(sender: RedisLink, to: str, heard: Heard) -> bool:
    """Tell whether messages are heard from now on."""
    heard.messages.clear()
    await reach(sender, to, heard)
    return True


# -- a subscription that breaks ------------------------------------------------------------------------


async def test_a_subscriber_that_is_killed_hears_again(near: RedisLink, redis_url: str) -> None:
    heard = Heard()
    async with near.listening(heard), Redis.from_url(redis_url) as client:
        await near.send("two", {"n": 0})
        await heard.wait(1)
        assert await client.client_kill_filter(_type="pubsub") == 1
        assert await is_heard_anew(near, "two", heard)


async def test_a_connection_that_went_deaf_is_rebuilt(far: Far, near: RedisLink) -> None:
    proxy, link = far
    heard = Heard()
    async with link.listening(heard):
        proxy.deafen()
        await near.send("one", {"n": "lost"})
        assert await is_heard_anew(near, "one", heard)
        assert {"n": "lost"} not in heard.messages


async def test_a_quiet_connection_is_kept(redis_url: str) -> None:
    async with (
        RedisLink.open(redis_url, cluster_id="abc", instance="one", ping_s=0.1, deaf_s=1.5) as link,
        link.listening(Heard()),
        Redis.from_url(redis_url) as client,
    ):
        (before,) = await client.client_list(_type="pubsub")
        await anyio.sleep(2.0)
        (after,) = await client.client_list(_type="pubsub")
    assert before["id"] == after["id"]


async def test_a_server_that_pauses_is_heard_again(far: Far, near: RedisLink, redis_url: str) -> None:
    _, link = far
    heard = Heard()
    async with link.listening(heard), Redis.from_url(redis_url) as client:
        await client.client_pause(2000)
        with pytest.raises(LinkUnavailable):
            await link.send("two", {"n": 0})
        assert await is_heard_anew(near, "one", heard)


async def test_a_server_that_is_back_is_heard_again(far: Far, near: RedisLink) -> None:
    proxy, link = far
    heard = Heard()
    async with link.listening(heard):
        await proxy.close()
        with pytest.raises(NobodyThere), anyio.fail_after(10):
            await send_for_ever(near, "one", {"n": 0})
        await proxy.listen()
        assert await is_heard_anew(near, "one", heard)


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[EmbeddedServers]:
    """A Valkey for one test alone, which may stop and start it."""
    embedded = EmbeddedServers(ServerPlan(tmp_path, "unused", None, on_progress=lambda _: None))
    yield embedded
    embedded.stop()


async def test_a_server_that_was_started_anew_is_heard_again(own_valkey: EmbeddedServers) -> None:
    url, heard = own_valkey.start().redis_url, Heard()
    assert url is not None
    async with (
        RedisLink.open(url, cluster_id="abc", instance="one") as one,
        RedisLink.open(url, cluster_id="abc", instance="two") as two,
        one.listening(heard),
    ):
        await two.send("one", {"n": 0})
        await heard.wait(1)
        await anyio.to_thread.run_sync(own_valkey.stop)
        with pytest.raises(LinkUnavailable):
            await two.send("one", {"n": 0})
        assert (await anyio.to_thread.run_sync(own_valkey.start)).redis_url == url
        assert await is_heard_anew(two, "one", heard)


# -- when Redis is away --------------------------------------------------------------------------------


async def test_listening_begins_without_redis_and_hears_once_it_is_there(far: Far, near: RedisLink) -> None:
    proxy, link = far
    await proxy.close()
    heard = Heard()
    async with link.listening(heard):
        with pytest.raises(NobodyThere):
            await near.send("one", {"n": 0})
        await proxy.listen()
        await reach(near, "one", heard)
        assert heard.messages[0] == {"n": 1}


@pytest.mark.parametrize("fault", ["closed", "hung"])
async def test_a_link_without_redis_is_unavailable_and_comes_back(
    far: Far, near: RedisLink, fault: str
) -> None:
    proxy, link = far
    heard = Heard()
    async with near.listening(heard):
        await link.send("two", {"n": 0})
        if fault == "closed":
            await proxy.close()
        proxy.requests = False
        with pytest.raises(LinkUnavailable):
            await link.send("two", {"n": 0})
        with pytest.raises(LinkUnavailable):
            await link.tell_all({"n": 0})
        proxy.requests = True
        if fault == "closed":
            await proxy.listen()
        await link.send("two", {"n": 2})
        assert (await heard.wait(2))[-1] == {"n": 2}


async def test_all_who_wait_are_told_that_redis_is_away(far: Far) -> None:
    proxy, link = far
    proxy.requests = False
    told: list[str] = []

    async def send(to: str) -> None:
        with pytest.raises(LinkUnavailable):
            await link.send(to, {"n": 0})
        told.append(to)

    async with anyio.create_task_group() as group:
        for n in range(20):
            group.start_soon(send, str(n))
    assert len(told) == 20


async def test_an_answer_that_came_too_late_is_not_taken_for_the_next(far: Far, near: RedisLink) -> None:
    proxy, link = far
    async with near.listening(Heard()):
        proxy.answers = False
        with pytest.raises(LinkUnavailable):
            await link.send("two", {"n": 0})
        proxy.answers = True
        with pytest.raises(NobodyThere):
            await link.send("three", {"n": 0})
        await link.send("two", {"n": 0})


async def test_what_may_have_been_sent_is_not_sent_again(far: Far, near: RedisLink) -> None:
    proxy, link = far
    heard = Heard()
    async with near.listening(heard):
        await link.send("two", {"n": 0})
        proxy.answers = False
        with pytest.raises(LinkUnavailable):
            await link.send("two", {"n": 1})
        proxy.answers = True
        await link.send("two", {"n": 2})
        await heard.wait(3)
    assert heard.messages == [{"n": 0}, {"n": 1}, {"n": 2}]


async def test_a_sender_who_gives_up_does_not_concern_the_others(far: Far, near: RedisLink) -> None:
    _, link = far
    heard = Heard()
    async with near.listening(heard), anyio.create_task_group() as group:
        for n in range(50):
            group.start_soon(link.send, "two", {"n": n})
        with anyio.CancelScope() as impatient:
            impatient.cancel()
            await link.send("two", {"n": "cancelled"})
        await heard.wait(50)
    assert sorted(m["n"] for m in heard.messages if m["n"] != "cancelled") == list(range(50))


# -- strangers -----------------------------------------------------------------------------------------


async def test_two_clusters_on_one_redis_do_not_hear_each_other(redis_url: str, near: RedisLink) -> None:
    ours, theirs = Heard(), Heard()
    async with (
        RedisLink.open(redis_url, cluster_id="xyz", instance="two") as stranger,
        near.listening(ours),
        stranger.listening(theirs),
    ):
        await near.tell_all({"n": "ours"})
        await stranger.tell_all({"n": "theirs"})
        await near.send("two", {"n": "ours"})
        await stranger.send("two", {"n": "theirs"})
        assert await ours.wait(2) == [{"n": "ours"}] * 2
        assert await theirs.wait(2) == [{"n": "theirs"}] * 2


@pytest.mark.parametrize(
    "data",
    [
        msgpack.packb((1, "xyz", {"n": "foreign"})),
        msgpack.packb((2, "abc", {"n": "of another version"})),
        msgpack.packb((1, "abc", "no message")),
        msgpack.packb((1, "abc")),
        msgpack.packb(7),
        b"\xc1",
        b"",
    ],
)
async def test_an_envelope_that_is_not_ours_is_dropped(redis_url: str, near: RedisLink, data: bytes) -> None:
    heard = Heard()
    async with near.listening(heard), Redis.from_url(redis_url) as client:
        await client.publish("abc:inbox:two", data)
        await client.publish("abc:all", data)
        await near.send("two", {"n": 1})
        assert await heard.wait(1) == [{"n": 1}]


async def test_much_that_is_not_ours_is_not_much_in_the_log(
    redis_url: str, near: RedisLink, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with near.listening(heard), Redis.from_url(redis_url) as client:
        for _ in range(100):
            await client.publish("abc:inbox:two", msgpack.packb((1, "xyz", {})))
        await near.send("two", {"n": 1})
        await heard.wait(1)
    assert [record.levelno for record in caplog.records if "cluster xyz" in record.message] == [
        logging.WARNING
    ]
