"""A link that misbehaves does so as it is told, and otherwise not at all."""

from typing import Any

import anyio
import pytest

from actors.ports import Message
from actors.testing import Ether, MemoryLink
from reve.chaos.mischief import Mischief, MischievousLink

pytestmark = pytest.mark.anyio


async def heard(mischief: Mischief, *messages: Message) -> list[Any]:
    """Return what arrives of messages that are sent in this order."""
    ether, found = Ether(), list[Message]()
    link = MischievousLink(MemoryLink("one", ether), seed=1)
    link.mischief = mischief
    async with MemoryLink("two", ether).listening(found.append), link.listening(lambda message: None):
        for message in messages:
            await link.send("two", message)
        await anyio.sleep(0.2)
    return [message["n"] for message in found]


async def test_without_mischief_all_arrives_in_order() -> None:
    assert await heard(Mischief(), {"n": 1}, {"n": 2}) == [1, 2]


async def test_what_is_lost_does_not_arrive() -> None:
    assert await heard(Mischief(lost=1.0), {"n": 1}) == []


async def test_what_is_doubled_arrives_twice() -> None:
    assert await heard(Mischief(doubled=1.0), {"n": 1}) == [1, 1]


async def test_what_is_late_is_overtaken() -> None:
    late = Mischief(late=1.0, late_s=0.1, containing="slow")

    assert await heard(late, {"n": 1, "topic": "slow"}, {"n": 2, "topic": "fast"}) == [2, 1]
