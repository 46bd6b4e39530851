"""What seats do, in memory and in Redis, between two instances."""

import math
from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic

import anyio
import pytest

from persistence.redis_seats import RedisSeats
from persistence.scripts import Scripts
from persistence.seats import LocalSeats, OtherCount, Room, Seat
from reve.bot.gateway.ports import GatewayLeases

pytestmark = pytest.mark.anyio

SHORT_S = 0.3


@dataclass(frozen=True)
class Two:
    """Two instances at the same seats, and a third whose claims end soon."""

    one: GatewayLeases
    two: GatewayLeases
    fleeting: GatewayLeases

    async def seen(self) -> dict[int, Seat]:
        return dict(await self.one.renew(8, held={}))


@pytest.fixture(params=["local", "redis"])
async def seats(request: pytest.FixtureRequest) -> AsyncIterator[Two]:
    if request.param == "local":
        room = Room(monotonic)
        yield Two(
            LocalSeats("one", room), LocalSeats("two", room), LocalSeats("fleeting", room, ttl_s=SHORT_S)
        )
        return
    async with Scripts.open(request.getfixturevalue("redis_url")) as scripts:
        one, two, fleeting = (
            RedisSeats(scripts, cluster_id="abc", name="work", owner=owner, ttl_s=ttl_s)
            for owner, ttl_s in (("one", 10.0), ("two", 10.0), ("fleeting", SHORT_S))
        )
        yield Two(one, two, fleeting)


async def test_the_first_says_how_many_seats_there_are(seats: Two) -> None:
    assert await seats.one.agree(8) == 8
    assert await seats.one.claim(8, 3)
    assert await seats.two.agree(9) == 8


async def test_another_number_comes_into_force_when_nobody_has_a_seat(seats: Two) -> None:
    await seats.one.agree(8)
    await seats.one.claim(8, 3)
    await seats.one.release([3])
    assert await seats.two.agree(9) == 9


async def test_who_reckons_with_another_number_is_told(seats: Two) -> None:
    await seats.one.agree(8)
    await seats.two.agree(9)
    with pytest.raises(OtherCount) as told:
        await seats.one.claim(8, 3)
    assert told.value.count == 9
    with pytest.raises(OtherCount):
        await seats.one.stand(8, 3)
    with pytest.raises(OtherCount):
        await seats.one.renew(8, held={})


async def test_a_free_seat_is_claimed_by_one(seats: Two) -> None:
    assert await seats.one.claim(8, 3)
    assert not await seats.two.claim(8, 3)
    assert await seats.one.claim(8, 3)
    assert await seats.seen() == {3: Seat("one")}


async def test_a_holder_tells_that_it_serves_and_that_it_wants_to_be_relieved(seats: Two) -> None:
    await seats.two.claim(8, 3)
    await seats.two.renew(8, held={3: True})
    assert await seats.seen() == {3: Seat("two", serving=True)}
    await seats.two.renew(8, held={3: True}, offered=True)
    assert await seats.seen() == {3: Seat("two", serving=True, offered=True)}


async def test_a_successor_takes_over_from_the_holder_that_it_knows(seats: Two) -> None:
    await seats.one.claim(8, 3)
    assert await seats.two.stand(8, 3)
    assert not await seats.two.take_over(3, "fleeting")
    assert await seats.two.take_over(3, "one")
    assert await seats.seen() == {3: Seat("two", serving=True)}


async def test_there_is_one_successor(seats: Two) -> None:
    await seats.one.claim(8, 3)
    assert await seats.two.stand(8, 3)
    assert not await seats.fleeting.stand(8, 3)
    assert not await seats.fleeting.take_over(3, "one")
    assert await seats.seen() == {3: Seat("one", successor="two")}


async def test_nobody_succeeds_to_a_free_seat_or_to_its_own(seats: Two) -> None:
    assert not await seats.one.stand(8, 3)
    await seats.one.claim(8, 3)
    assert not await seats.one.stand(8, 3)


async def test_a_holder_that_was_succeeded_does_not_renew_its_way_back(seats: Two) -> None:
    await seats.one.claim(8, 3)
    await seats.two.stand(8, 3)
    await seats.two.take_over(3, "one")
    assert await seats.one.renew(8, held={3: True}) == {3: Seat("two", serving=True)}


async def test_only_what_is_mine_is_released(seats: Two) -> None:
    await seats.one.claim(8, 3)
    await seats.two.claim(8, 4)
    await seats.two.stand(8, 3)
    await seats.two.release([3, 4])
    assert await seats.seen() == {3: Seat("one")}


async def test_a_holder_that_does_not_renew_is_gone(seats: Two) -> None:
    await seats.fleeting.claim(8, 3)
    await seats.fleeting.claim(8, 4)
    with anyio.fail_after(5):
        while not await seats.one.claim(8, 3):
            await seats.fleeting.renew(8, held={4: True})
            await anyio.sleep(0.05)
    assert await seats.seen() == {3: Seat("one"), 4: Seat("fleeting", serving=True)}


async def test_a_successor_takes_over_from_a_holder_that_is_gone(seats: Two) -> None:
    await seats.fleeting.claim(8, 3)
    await seats.one.stand(8, 3)
    with anyio.fail_after(5):
        while (await seats.seen())[3].holder is not None:
            await anyio.sleep(0.05)
    assert await seats.one.take_over(3, "fleeting")
    assert await seats.seen() == {3: Seat("one", serving=True)}


async def test_a_successor_that_is_gone_leaves_room_for_another(seats: Two) -> None:
    await seats.one.claim(8, 3)
    await seats.fleeting.stand(8, 3)
    with anyio.fail_after(5):
        while not await seats.two.stand(8, 3):
            await anyio.sleep(0.05)
    await seats.two.renew(8, held={}, standing=[3])
    assert await seats.seen() == {3: Seat("one", successor="two")}


async def test_a_seat_lasts_for_a_while(seats: Two) -> None:
    assert math.isclose(seats.one.ttl_s, 10.0)
