"""A store that is another one than before makes all that is held void."""

from dataclasses import dataclass
from typing import Any

import anyio
import pytest

from actors.activation import Activation
from actors.behavior import Command, Decision
from actors.host import Host
from actors.identity import ActorId
from actors.moment import Moment
from actors.testing import MemoryStore, Peek, PurseBehavior, change
from actors.testing.purse import Asked, Changed, Purse, Remind, Replied
from tests.actors.cluster import Cluster, purses, until

pytestmark = pytest.mark.anyio

PURSE, OTHER = ActorId("purse", 7), ActorId("purse", 8)
DAY_MS = 24 * 3600 * 1000


async def test_a_restored_store_is_read_anew() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        await one.ask(change(2, 7, 5), within_s=5)
        # An older backup on another timeline: the second change has never been.
        row = cluster.store.deltas[PURSE].pop(2)
        del cluster.store.by_command[row.command_id, PURSE]
        cluster.store.identity = (1, 2)
        await until(lambda: one._parts.roster.find(PURSE) is None)
        assert (await one.ask(change(3, 7, 1), within_s=5))[:2] == ("coins", 6)


async def test_a_restored_store_brings_back_its_own_world_settings() -> None:
    cluster = Cluster(with_world=True)
    async with cluster.serving("one") as (one,):
        assert isinstance(one.inspect().settings_version, int)
        one._parts.settings.hear(9)  # type: ignore[attr-defined]
        cluster.store.identity = (2, 1)
        await until(lambda: one.inspect().settings_version == 0)
        assert (await one.ask(change(3, 7, 1), within_s=5))[:2] == ("coins", 1)


async def test_a_store_that_lost_commits_under_the_same_identity_is_read_anew_by_everybody() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as hosts:
        await cluster.settled("one", "two")
        written = [ActorId("purse", key) for key in range(1, 9)]
        assert len({cluster.owner_of(actor) for actor in written}) == 2
        for actor in written:
            await hosts[0].ask(change(actor.key, actor.key, 5), within_s=5)
            forget_the_last(cluster, actor)
        # One of them is asked to go on; nothing is said to the others.
        assert (await hosts[0].ask(change(100, written[0].key, 1), within_s=5))[:2] == ("coins", 1)
        await until(lambda: not any(h._parts.roster.find(a) for h in hosts for a in written[1:]))
        for number, actor in enumerate(written[1:], 200):
            assert (await hosts[0].ask(change(number, actor.key, 1), within_s=5))[:2] == ("coins", 1)


def forget_the_last(cluster: Cluster, actor: ActorId) -> None:
    """Take an actor's last delta away, as a standby that lags does."""
    row = cluster.store.deltas[actor].pop(max(cluster.store.deltas[actor]))
    del cluster.store.by_command[row.command_id, actor]


class ErasingBehavior(PurseBehavior):
    """A purse whose owner is erased by what else would be a reminder."""

    def decide(self, state: Purse, command: Asked, at: Moment[Any]) -> Decision[Changed, Replied]:
        """Erase, or do as ever."""
        if isinstance(command, Remind):
            return Decision(("coins", 0, 0), (Changed(0),), erases=True)
        return super().decide(state, command, at)


@dataclass
class Calendar:
    """A clock that can be set forward."""

    ahead_ms: int = 0

    def now_ms(self) -> int:
        """Return the time."""
        return 1_750_000_000_000 + int(anyio.current_time() * 1000) + self.ahead_ms


@pytest.fixture
def calendar() -> Calendar:
    """The time of the store."""
    return Calendar()


@pytest.fixture
def cluster(calendar: Calendar) -> Cluster:
    """A cluster of actors that can be erased."""
    kinds = (purses(behavior=ErasingBehavior()),)
    return Cluster(kinds=kinds, store=MemoryStore(clock_ms=calendar.now_ms))


async def erased(host: Host) -> None:
    """Erase one of two actors."""
    await host.ask(change(1, PURSE.key, 10), within_s=5)
    await host.ask(change(2, OTHER.key, 10), within_s=5)
    await host.ask(Command(3, PURSE, "purse.erase", Remind(0, 0)), within_s=5)


def forget(store: MemoryStore) -> None:
    """Keep nothing of an actor at all, as when its tombstone is removed."""
    for row in store.journal(PURSE):
        del store.by_command[row.command_id, PURSE]
    del store.deltas[PURSE]
    store.snapshots.pop(PURSE, None)


def living(host: Host, actor: ActorId) -> Activation:
    """Return an actor that is in memory."""
    activation = host._parts.roster.find(actor)
    assert activation is not None
    return activation


async def test_who_was_erased_and_then_forgotten_begins_anew_and_nobody_else_is_dropped(
    cluster: Cluster,
) -> None:
    async with cluster.serving("one") as (one,):
        await erased(one)
        other = living(one, OTHER)
        forget(cluster.store)
        assert (await one.ask(change(4, PURSE.key, 5), within_s=5))[:2] == ("coins", 5)
        assert [row.seq for row in cluster.store.journal(PURSE)] == [1]
        assert one._parts.roster.find(OTHER) is other
        # What is committed from now on is missed again.
        forget(cluster.store)
        assert (await one.ask(change(5, PURSE.key, 5), within_s=5))[:2] == ("coins", 5)
        assert one._parts.roster.find(OTHER) is not other


async def test_who_was_loaded_from_a_tombstone_may_be_forgotten_too(
    cluster: Cluster, calendar: Calendar
) -> None:
    async with cluster.serving("one") as (one,):
        await erased(one)
        other = living(one, OTHER)
        one._parts.roster.drop(living(one, PURSE))
        calendar.ahead_ms = 30 * DAY_MS
        await until(lambda: one._parts.clock.now_ms() >= calendar.now_ms() - DAY_MS)
        await one.ask(Command(4, PURSE, "purse.peek", Peek()), within_s=5)
        forget(cluster.store)
        assert (await one.ask(change(5, PURSE.key, 5), within_s=5))[:2] == ("coins", 5)
        assert one._parts.roster.find(OTHER) is other


async def test_who_began_anew_after_an_erasure_is_not_forgotten_by_a_sound_store(cluster: Cluster) -> None:
    async with cluster.serving("one") as (one,):
        await erased(one)
        await one.ask(change(4, PURSE.key, 3), within_s=5)
        other = living(one, OTHER)
        forget(cluster.store)
        assert (await one.ask(change(5, PURSE.key, 5), within_s=5))[:2] == ("coins", 5)
        assert one._parts.roster.find(OTHER) is not other


async def test_who_was_loaded_from_a_snapshot_of_today_is_not_forgotten_by_a_sound_store(
    cluster: Cluster,
) -> None:
    async with cluster.serving("one") as (one,):
        await erased(one)
        other = living(one, OTHER)
        one._parts.roster.drop(living(one, PURSE))
        await one.ask(Command(4, PURSE, "purse.peek", Peek()), within_s=5)
        forget(cluster.store)
        assert (await one.ask(change(5, PURSE.key, 5), within_s=5))[:2] == ("coins", 5)
        assert one._parts.roster.find(OTHER) is not other
