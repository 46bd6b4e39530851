"""Places on boards follow from states: written now and then, and never lost by a crash."""

from collections.abc import Collection, Sequence

import pytest

from actors.errors import Unavailable
from actors.identity import ActorId, shard_of
from actors.placement import share
from actors.ports import Loaded, LoadRequest, StandingRow
from actors.shard import Shard
from actors.testing import MemoryStore, change
from tests.actors.cluster import Cluster, ranked, until

pytestmark = pytest.mark.anyio

SLOT = ("coins", ActorId("purse", 7))


def value(cluster: Cluster) -> int | None:
    row = cluster.store.standings.get(SLOT)
    return None if row is None else row.value


async def test_a_stop_leaves_no_place_owing() -> None:
    cluster = Cluster(kinds=(ranked(),))
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        assert value(cluster) is None
    assert value(cluster) == 5


async def test_a_place_that_is_due_is_written_while_its_actor_lives_on() -> None:
    cluster = Cluster(kinds=(ranked(),))
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        one._parts.standings.write()
        await until(lambda: value(cluster) == 5)
        assert one._parts.roster.find(ActorId("purse", 7)) is not None


async def test_a_place_keeps_the_time_at_which_its_value_was_reached() -> None:
    cluster = Cluster(kinds=(ranked(),))
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        await one.ask(change(2, 7, 0), within_s=5)
    first, _ = cluster.store.journal(ActorId("purse", 7))
    assert cluster.store.standings[SLOT].reached_at_ms == first.at_ms


async def test_what_a_crash_left_owing_is_written_by_whoever_takes_over() -> None:
    cluster = Cluster(kinds=(ranked(),))
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
    del cluster.store.standings[SLOT]  # as if "one" had died before it wrote it
    async with cluster.serving("two") as (two,):
        await until(lambda: two._parts.roster.find(ActorId("purse", 7)) is not None)
    assert value(cluster) == 5


async def crashed(cluster: Cluster) -> None:
    """Let an instance change a purse, and be gone before it wrote the place."""
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
    del cluster.store.standings[SLOT]


def failing_loads(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, errors: list[Exception]
) -> list[ActorId]:
    """Let the loads to come raise these errors; return who is asked for, as it grows."""
    asked: list[ActorId] = []

    async def load(requests: Sequence[LoadRequest], recent_since_ms: int) -> Sequence[Loaded]:
        asked.extend(request.actor for request in requests)
        if errors:
            raise errors.pop()
        return await MemoryStore.load(cluster.store, requests, recent_since_ms)

    monkeypatch.setattr(cluster.store, "load", load)
    return asked


async def acquire_nothing(wanted: Collection[int]) -> Sequence[Shard]:
    """Stand in for an instance that gets no shard any more."""
    return ()


async def test_what_a_crash_left_owing_is_written_though_it_cannot_be_loaded_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cluster = Cluster(kinds=(ranked(),))
    await crashed(cluster)
    asked = failing_loads(cluster, monkeypatch, [Unavailable("away for a moment") for _ in range(2)])
    async with cluster.serving("two") as (two,):
        await until(lambda: (a := two._parts.roster.find(SLOT[1])) is not None and a.loaded)
        await until(lambda: two._parts.standings.concerned == 0)
    assert value(cluster) == 5
    assert asked == [SLOT[1]] * 3


async def test_what_a_crash_left_owing_is_passed_on_with_its_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster(kinds=(ranked(),))
    await crashed(cluster)
    number = shard_of(SLOT[1])
    joins = next(name for name in "abcdefgh" if number in share(frozenset({"two", name}), name))
    away: list[Exception] = [Unavailable("away for long") for _ in range(99)]
    failing_loads(cluster, monkeypatch, away)
    async with cluster.serving("two") as (two,):
        await until(lambda: two._parts.standings.concerned == 1 and two._parts.roster.find(SLOT[1]) is None)
        async with cluster.serving(joins) as (other,):
            await until(lambda: other.shards[number].token is not None)
            away.clear()
            await until(lambda: other._parts.roster.find(SLOT[1]) is not None)
    assert value(cluster) == 5


async def test_who_was_loaded_after_a_crash_is_not_loaded_again_when_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cluster = Cluster(kinds=(ranked(),))
    await crashed(cluster)
    asked = failing_loads(cluster, monkeypatch, [])
    async with cluster.serving("two") as (two,):
        await until(lambda: (a := two._parts.roster.find(SLOT[1])) is not None and a.loaded)
        await until(lambda: not any(two._parts.roster.write_down(a) for a in two._parts.roster))
        for activation in two._parts.roster:
            two._parts.roster.drop(activation)
        await until(lambda: two._parts.standings.concerned == 0)
        assert two._parts.roster.find(SLOT[1]) is None
    assert asked == [SLOT[1]]


async def test_what_a_crash_left_owing_in_a_shard_that_is_gone_is_left_to_its_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cluster = Cluster(kinds=(ranked(),))
    await crashed(cluster)
    asked = failing_loads(cluster, monkeypatch, [Unavailable("away for long") for _ in range(99)])
    async with cluster.serving("two") as (two,):
        await until(lambda: len(asked) > 0 and two._parts.standings.concerned == 1)
        monkeypatch.setattr(two._parts.ownership, "acquire", acquire_nothing)
        two._parts.ownership.lose(two.shards[shard_of(SLOT[1])])
        await until(lambda: two._parts.standings.concerned == 0)
        assert two._parts.roster.find(SLOT[1]) is None


async def test_an_older_place_does_not_replace_a_newer_one() -> None:
    cluster = Cluster(kinds=(ranked(),))
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 5), within_s=5)
        cluster.store.standings[SLOT] = StandingRow("coins", ActorId("purse", 7), 9, 99, 0)
    assert value(cluster) == 9


async def test_what_is_owed_when_a_shard_is_passed_on_is_written_by_its_new_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cluster = Cluster(kinds=(ranked(),))
    moving = share(frozenset(("one", "two")), "two")
    key = next(key for key in range(1, 1000) if shard_of(ActorId("purse", key)) in moving)
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, key, 5), within_s=5)
        monkeypatch.setattr(one._parts.roster, "keep", lambda shard: None)
        async with cluster.serving("two") as (two,):
            await cluster.settled("one", "two")
            await until(lambda: two._parts.roster.find(ActorId("purse", key)) is not None)
    assert cluster.store.standings["coins", ActorId("purse", key)].value == 5
