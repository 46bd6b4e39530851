"""Owners are found again by those who have missed every announcement."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager

import anyio
import pytest

from actors import router
from actors.behavior import Command
from actors.errors import Internal, LeasesUnavailable, LinkUnavailable, NotOwner, OutcomeUnknown
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.ports import Message
from actors.testing import PurseCodec, change
from actors.testing.purse import Peek
from tests.actors.cluster import Cluster, key_owned_by, purses

pytestmark = pytest.mark.anyio


def believe(host: Host, key: int, owner: str) -> None:
    """Let an instance hold another for the owner of a purse."""
    host._parts.directory.heard([shard_of(ActorId("purse", key))], owner)


async def test_who_believes_in_itself_wrongly_asks_the_leases() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        believe(one, key, "one")

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_a_reply_that_no_codec_writes_fails_one_command_and_no_instance() -> None:
    codec = SpeechlessCodec()
    cluster = Cluster(kinds=(purses(codec=codec),))
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)
        codec.speechless = True
        with pytest.raises(Internal):
            await one.ask(Command(2, ActorId("purse", key), "peek", Peek()), within_s=3)
        codec.speechless = False
        assert (await one.ask(change(3, key, 5), within_s=3))[:2] == ("coins", 10)


class SpeechlessCodec(PurseCodec):
    """A codec that at times writes no replies."""

    speechless = False

    def encode_reply(self, reply: tuple[str, int, int]) -> bytes:
        """Raises `OverflowError` while it is speechless."""
        if self.speechless:
            raise OverflowError("too long")
        return super().encode_reply(reply)


async def test_instances_that_point_at_each_other_ask_the_leases() -> None:
    async with three_hosts() as (one, two, key):
        believe(one, key, "two")
        believe(two, key, "one")
        two.shards[shard_of(ActorId("purse", key))].owner = "one"
        one.shards[shard_of(ActorId("purse", key))].owner = "two"

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_an_owner_of_old_that_points_at_itself_is_not_asked_for_ever() -> None:
    async with three_hosts() as (one, two, key):
        believe(one, key, "two")
        two.shards[shard_of(ActorId("purse", key))].owner = "two"

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_who_waits_for_an_owner_that_is_mute_follows_the_news_of_another_at_once(
    only_news: None,
) -> None:
    async with three_hosts() as (one, two, key):
        believe(one, key, "two")
        two._parts.exchange.serve("ask", never)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(hear_in_a_moment, one, key, "three")

            assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_who_has_passed_a_shard_on_says_to_whom(only_news: None) -> None:
    async with three_hosts() as (one, two, key):
        believe(one, key, "two")
        believe(two, key, "three")

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_what_an_instance_is_about_to_own_is_served_by_its_owner_until_then(only_news: None) -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key = key_owned_by(two)
        believe(one, key, "two")
        one._parts.intake._expects = lambda number: True

        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_who_asks_over_a_link_that_hangs_is_answered_at_the_deadline() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key, link = key_owned_by(two), one._parts.link
        believe(one, key, "two")
        send, link.send = link.send, hung_send  # type: ignore[method-assign]
        with pytest.raises(OutcomeUnknown), anyio.fail_after(1.5):
            await one.ask(change(1, key, 5), within_s=0.2)
        link.send = send  # type: ignore[method-assign]
        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


async def test_who_asks_while_the_leases_hang_is_told_at_the_deadline_that_nobody_was_asked() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        key, leases = key_owned_by(two), one._parts.leases
        one._parts.directory.forget(shard_of(ActorId("purse", key)), "two")
        one._parts.intake._expects = lambda number: False
        owners, leases.owners = leases.owners, hung_owners  # type: ignore[method-assign]
        with pytest.raises(NotOwner), anyio.fail_after(1.5):
            await one.ask(change(1, key, 5), within_s=0.2)
        leases.owners = owners  # type: ignore[method-assign]
        assert (await one.ask(change(1, key, 5), within_s=3))[:2] == ("coins", 5)


@asynccontextmanager
async def three_hosts() -> AsyncIterator[tuple[Host, Host, int]]:
    """Three instances that serve: yield the first, the second, and the key of a purse of the third."""
    cluster = Cluster()
    async with cluster.serving("one", "two", "three") as (one, two, three):
        await cluster.settled("one", "two", "three")
        yield one, two, key_owned_by(three)


@pytest.fixture
def only_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look again in a moment, or ask the leases."""
    monkeypatch.setattr(router, "LOOK_AGAIN_S", 60.0)


async def never(sender: str, body: Message, deadline_s: float) -> Message:
    """Take a request in, and say nothing."""
    await anyio.sleep_forever()
    raise AssertionError


async def hear_in_a_moment(host: Host, key: int, owner: str) -> None:
    """Learn of an owner while somebody waits for another one."""
    await anyio.sleep(0.05)
    believe(host, key, owner)


async def hung_send(to: str, message: Message) -> None:
    """Send nothing, and tell so much later."""
    await anyio.sleep(3.0)
    raise LinkUnavailable("time-out")


async def hung_owners(shards: Collection[int]) -> Mapping[int, str]:
    """Know of no owner, and tell so much later."""
    await anyio.sleep(3.0)
    raise LeasesUnavailable("time-out")
