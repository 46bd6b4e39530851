"""Loading many at once: what goes wrong with some of them is no matter of the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import anyio
import pytest

from actors.errors import Unavailable
from actors.host import Host
from actors.identity import ActorId
from actors.ports import Loaded, LoadRequest, SnapshotRow
from actors.testing import MemoryStore, change
from tests.actors.conftest import Bench

pytestmark = pytest.mark.anyio

SOUND, DAMAGED = ActorId("purse", 1), ActorId("purse", 2)


@dataclass
class Hiccup:
    """The loads of a store, of which the first for an older snapshot fails once it may. `asked` keeps all."""

    store: MemoryStore
    may: anyio.Event = field(default_factory=anyio.Event)
    failed: anyio.Event = field(default_factory=anyio.Event)
    asked: list[ActorId] = field(default_factory=list)

    async def load(self, requests: Sequence[LoadRequest], recent_since_ms: int) -> Sequence[Loaded]:
        """Stand in for the store's own."""
        self.asked += [request.actor for request in requests]
        if any(request.snapshot_below for request in requests) and not self.failed.is_set():
            await self.may.wait()
            self.failed.set()
            raise Unavailable("away for a moment")
        return await MemoryStore.load(self.store, requests, recent_since_ms)


@pytest.fixture
async def hiccup(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Hiccup:
    """Two purses with 3 changes of 5 each; the snapshot of one is damaged."""
    async with bench.host() as host:
        for actor in (SOUND, DAMAGED):
            for number in range(3):
                await host.ask(change(actor.key * 10 + number, actor.key, 5), within_s=5)
    bench.store.snapshots[DAMAGED] = [SnapshotRow(DAMAGED, 3, 1, b"damaged")]
    hiccup = Hiccup(bench.store)
    monkeypatch.setattr(bench.store, "load", hiccup.load)
    return hiccup


async def earn(host: Host, key: int, coins: list[int]) -> None:
    """Add 1 to a purse; note what is in it then."""
    _, balance, _ = await host.ask(change(100 + key, key, 1), within_s=5)
    coins.append(balance)


async def test_who_is_at_work_already_is_not_let_go_when_an_older_snapshot_cannot_be_read_now(
    bench: Bench, hiccup: Hiccup
) -> None:
    coins: list[int] = []
    async with bench.host() as host:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(earn, host, DAMAGED.key, coins)
            await earn(host, SOUND.key, coins)
            at_work = host._parts.roster.find(SOUND)
            hiccup.may.set()
        assert at_work is not None
        assert host._parts.roster.find(SOUND) is at_work
    assert coins == [16, 16]
    assert hiccup.asked.count(SOUND) == 1


async def test_who_is_at_work_already_is_not_loaded_once_more_when_an_older_snapshot_cannot_be_read_now(
    bench: Bench, hiccup: Hiccup
) -> None:
    coins: list[int] = []
    async with bench.host() as host, anyio.create_task_group() as tasks:
        tasks.start_soon(earn, host, DAMAGED.key, coins)
        at_work, hold = await host._parts.intake.hold(SOUND, 5, 99, anyio.current_time() + 5)
        tasks.start_soon(earn, host, SOUND.key, coins)
        while not at_work.mailbox:
            await anyio.lowlevel.checkpoint()
        hiccup.may.set()
        await hiccup.failed.wait()
        await anyio.sleep(0.2)
        host._parts.roster.release(at_work, hold)
    assert coins == [16, 16]
    assert hiccup.asked.count(SOUND) == 1
