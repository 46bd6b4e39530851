"""An instance that stops comes to an end, whatever fails on the way."""

import anyio
import pytest

from tests.actors.cluster import Cluster

pytestmark = pytest.mark.anyio


async def test_a_stop_that_fails_is_an_end_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster()
    host = cluster.make("one")

    async def broken(shards: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(cluster.leases["one"], "release", broken)

    with pytest.raises(ExceptionGroup) as failed, anyio.fail_after(10):
        async with host.serving():
            await anyio.sleep(0.1)

    assert failed.group_contains(RuntimeError, match="broken")
