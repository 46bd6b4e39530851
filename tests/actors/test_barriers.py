"""What was lent and not settled ends behind a barrier, even when the store does not take it at once."""

import anyio
import pytest

from actors.errors import TryAgain
from actors.identity import ActorId
from actors.testing import change
from tests.actors.cluster import Cluster

pytestmark = pytest.mark.anyio


async def test_a_barrier_that_the_store_does_not_take_is_tried_until_it_does() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await cluster.settled("one")
        await one.ask(change(1, 1, 5), within_s=5)
        activation = one._parts.roster.find(ActorId("purse", 1))
        assert activation is not None

        def busy(batch: object, apply: object) -> None:
            raise TryAgain("lock time-out")

        cluster.store.faults.extend([busy, busy])  # type: ignore[list-item]
        one._parts.loans.end(activation, 7)
        await anyio.sleep(0.5)

        assert [row.name for row in cluster.store.journal(ActorId("purse", 1))] == ["purse.change", "barrier"]
