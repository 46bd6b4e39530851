"""The standings as people read them."""

from collections.abc import AsyncIterator

import pytest

from actors.errors import Unavailable
from actors.identity import ActorId
from actors.ports import StandingRow
from persistence.standings import KEPT, Place, Standings
from persistence.store import PostgresStore
from tests.persistence.proxy import proxy_before
from tests.persistence.samples import ADA, BOB, EVE, NOW_MS, commit

pytestmark = pytest.mark.anyio


@pytest.fixture
async def standings(store: PostgresStore, migrated_url: str) -> AsyncIterator[Standings]:
    """The standings of the module's database."""
    async with Standings.open(migrated_url) as standings:
        yield standings


def row(actor: ActorId, value: int, *, board: str = "power", later_ms: int = 0, seq: int = 1) -> StandingRow:
    return StandingRow(board, actor, value, seq, NOW_MS + later_ms)


async def test_the_highest_value_comes_first(store: PostgresStore, standings: Standings) -> None:
    await commit(store, standings=(row(ADA, 5), row(BOB, 7), row(EVE, 6), row(ADA, 99, board="level")))
    top = await standings.top("power", "player")
    assert [(place.rank, place.actor, place.value) for place in top] == [
        (1, BOB, 7),
        (2, EVE, 6),
        (3, ADA, 5),
    ]


async def test_of_equals_the_first_to_reach_it_leads_then_the_lower_key(
    store: PostgresStore, standings: Standings
) -> None:
    await commit(store, standings=(row(ADA, 5, later_ms=1), row(EVE, 5), row(BOB, 5)))
    assert [place.actor for place in await standings.top("power", "player")] == [BOB, EVE, ADA]
    assert [(await standings.places(one))["power"].rank for one in (BOB, EVE, ADA)] == [1, 2, 3]


async def test_hazard_24_values_past_what_a_double_can_tell_apart_are_exact(
    store: PostgresStore, standings: Standings
) -> None:
    big = 2**62
    await commit(store, standings=(row(ADA, big), row(BOB, big + 1), row(EVE, 2**53 + 1)))
    assert [place.value for place in await standings.top("power", "player")] == [big + 1, big, 2**53 + 1]
    assert (await standings.places(ADA))["power"] == Place(2, ADA, big, NOW_MS)


async def test_those_who_hide_have_no_place_and_take_none(store: PostgresStore, standings: Standings) -> None:
    await commit(store, standings=(row(ADA, 5), row(BOB, 7)))
    await commit(store, standings=(row(BOB, 0, seq=2),))
    assert [place.actor for place in await standings.top("power", "player")] == [ADA]
    assert await standings.places(BOB) == {}
    assert (await standings.places(ADA))["power"].rank == 1


async def test_ones_own_place_is_known_beyond_the_end_of_the_list(
    store: PostgresStore, standings: Standings
) -> None:
    crowd = tuple(row(ActorId("player", 100 + n), 10_000 - n) for n in range(KEPT + 5))
    await commit(store, standings=(*crowd, row(ADA, 1)))
    assert len(await standings.top("power", "player")) == KEPT
    assert (await standings.places(ADA))["power"].rank == KEPT + 6


async def test_other_kinds_have_boards_of_their_own(store: PostgresStore, standings: Standings) -> None:
    guild = ActorId("guild", 1)
    await commit(store, standings=(row(ADA, 5), row(guild, 9)))
    assert [place.actor for place in await standings.top("power", "player")] == [ADA]
    assert (await standings.places(ADA))["power"].rank == 1


async def test_standings_that_cannot_be_reached_are_unavailable(migrated_url: str) -> None:
    async with proxy_before(migrated_url) as (proxy, url), Standings.open(url, timeout_s=0.5) as standings:
        assert await standings.places(ActorId("player", 5)) == {}
        await proxy.close()
        with pytest.raises(Unavailable):
            await standings.top("power", "player")
