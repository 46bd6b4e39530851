"""What every `Link` does: the one over Redis, its twin in memory, and, alone, the local one."""

import logging
import types
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any, NamedTuple

import anyio
import pytest

from actors.errors import NobodyThere
from actors.ports import Link, Message
from actors.testing import Ether, MemoryLink
from persistence.link import LocalLink, RedisLink
from tests.persistence.heard import Heard, send_for_ever

pytestmark = pytest.mark.anyio

type Make = Callable[[str], Link]

KINDS = ["memory", "redis"]


async def maker(stack: AsyncExitStack, request: pytest.FixtureRequest, kind: str) -> Any:
    """Return what makes links of a kind that meet each other."""
    if kind == "local":
        return LocalLink
    if kind == "memory":
        ether = Ether()
        return lambda instance: MemoryLink(instance, ether)
    url = request.getfixturevalue("redis_url")
    links = {
        instance: await stack.enter_async_context(RedisLink.open(url, cluster_id="abc", instance=instance))
        for instance in ("one", "two", "three")
    }
    return links.__getitem__


@pytest.fixture(params=[*KINDS, "local"])
async def link(request: pytest.FixtureRequest) -> AsyncIterator[Link]:
    """The link of one instance, with nobody else about."""
    async with AsyncExitStack() as stack:
        yield (await maker(stack, request, request.param))("one")


@pytest.fixture(params=KINDS)
async def make(request: pytest.FixtureRequest) -> AsyncIterator[Make]:
    """What makes links that meet each other, for the instances one, two and three."""
    async with AsyncExitStack() as stack:
        yield await maker(stack, request, request.param)


# -- alone ---------------------------------------------------------------------------------------------


async def test_an_instance_hears_what_it_sends_to_itself(link: Link) -> None:
    heard = Heard()
    async with link.listening(heard):
        await link.send("one", {"n": 1})
        assert await heard.wait(1) == [{"n": 1}]


async def test_an_instance_hears_what_it_tells_all(link: Link) -> None:
    heard = Heard()
    async with link.listening(heard):
        await link.tell_all({"n": 1})
        assert await heard.wait(1) == [{"n": 1}]


@pytest.mark.parametrize("to", ["one", "two", ""])
async def test_who_does_not_listen_is_not_there(link: Link, to: str) -> None:
    with pytest.raises(NobodyThere) as refusal:
        await link.send(to, {"n": 1})
    assert refusal.value.instance == to


async def test_nobody_is_there_after_the_block(link: Link) -> None:
    heard = Heard()
    async with link.listening(heard):
        await link.send("one", {"n": 1})
        await heard.wait(1)
    with anyio.fail_after(10), pytest.raises(NobodyThere):
        await send_for_ever(link, "one", {"n": 2})
    await link.tell_all({"n": 3})
    assert heard.messages == [{"n": 1}]


async def test_a_link_may_listen_again(link: Link) -> None:
    for _ in range(2):
        heard = Heard()
        async with link.listening(heard):
            await link.send("one", {"n": 1})
            assert await heard.wait(1) == [{"n": 1}]


async def test_a_listener_that_fails_goes_on_hearing(link: Link, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard()

    def hear(message: Message) -> None:
        if message["n"] == 1:
            raise RuntimeError("cannot bear it")
        heard(message)

    async with link.listening(hear):
        await link.send("one", {"n": 1})
        await link.send("one", {"n": 2})
        await link.tell_all({"n": 1})
        await link.tell_all({"n": 3})
        assert await heard.wait(2) == [{"n": 2}, {"n": 3}]
    failures = [record for record in caplog.records if "cannot bear it" in (record.exc_text or "")]
    assert [record.levelno for record in failures] == [logging.ERROR] * 2


async def test_what_is_raised_in_the_block_comes_out_as_it_is(link: Link) -> None:
    with pytest.raises(RuntimeError, match="mine"):
        async with link.listening(Heard()):
            raise RuntimeError("mine")


class Pair(NamedTuple):
    """A tuple with names."""

    left: int
    right: int


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (None, None),
        (True, True),
        (2**63 - 1, 2**63 - 1),
        (-(2**63), -(2**63)),
        (1.5, 1.5),
        ("word", "word"),
        (b"\0\xff", b"\0\xff"),
        ((1, (2, "x")), (1, (2, "x"))),
        ([1, [2]], (1, (2,))),
        (Pair(1, 2), (1, 2)),
        ({"a": {5: (1,)}}, {"a": {5: (1,)}}),
        (types.MappingProxyType({"a": 1}), {"a": 1}),
    ],
)
async def test_plain_values_arrive(link: Link, value: Any, arrives: Any) -> None:
    heard = Heard()
    async with link.listening(heard):
        await link.send("one", {"value": value})
        (message,) = await heard.wait(1)
    assert message == {"value": arrives}
    assert type(message["value"]) is type(arrives)


@pytest.mark.parametrize("value", [object(), {1, 2}, {"a": [object()]}])
async def test_what_is_no_plain_value_is_not_sent(link: Link, value: Any) -> None:
    async with link.listening(Heard()):
        with pytest.raises(TypeError):
            await link.send("one", {"value": value})
        with pytest.raises(TypeError):
            await link.tell_all({"value": value})


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**70])
async def test_a_number_past_64_bits_is_not_sent(link: Link, number: int) -> None:
    async with link.listening(Heard()):
        with pytest.raises(OverflowError):
            await link.send("one", {"value": (number,)})


async def test_what_arrives_is_not_what_was_sent_but_says_the_same(link: Link) -> None:
    heard, inner = Heard(), {"n": 1}
    async with link.listening(heard):
        await link.send("one", {"inner": inner})
        (message,) = await heard.wait(1)
    inner["n"] = 2
    assert message == {"inner": {"n": 1}}


# -- several -------------------------------------------------------------------------------------------


async def test_a_message_reaches_the_one_it_is_sent_to(make: Make) -> None:
    one, two, three = make("one"), make("two"), make("three")
    at_two, at_three = Heard(), Heard()
    async with two.listening(at_two), three.listening(at_three):
        await one.send("two", {"n": 1})
        await one.send("three", {"n": 2})
        assert await at_two.wait(1) == [{"n": 1}]
        assert await at_three.wait(1) == [{"n": 2}]


async def test_what_is_told_to_all_reaches_all_who_listen(make: Make) -> None:
    one, two = make("one"), make("two")
    at_one, at_two = Heard(), Heard()
    async with one.listening(at_one), two.listening(at_two):
        await make("three").tell_all({"n": 1})
        assert await at_one.wait(1) == [{"n": 1}]
        assert await at_two.wait(1) == [{"n": 1}]


async def test_many_messages_at_once_arrive_once_each(make: Make) -> None:
    one, two, heard = make("one"), make("two"), Heard()
    async with two.listening(heard), anyio.create_task_group() as group:
        for n in range(500):
            group.start_soon(one.send, "two", {"n": n})
        await heard.wait(500)
    assert sorted(message["n"] for message in heard.messages) == list(range(500))


async def test_one_message_to_nobody_does_not_concern_those_sent_beside_it(make: Make) -> None:
    one, two, heard = make("one"), make("two"), Heard()
    outcomes: list[str] = []

    async def send(to: str) -> None:
        try:
            await one.send(to, {"n": 1})
            outcomes.append(to)
        except NobodyThere as error:
            outcomes.append(f"not {error.instance}")

    async with two.listening(heard), anyio.create_task_group() as group:
        for to in ("three", "two", "three", "two"):
            group.start_soon(send, to)
    assert sorted(outcomes) == ["not three", "not three", "two", "two"]
