"""An instance that retakes its own shards fences nobody, ends nothing, and forgets what the store forgot."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager

import anyio
import pytest

from actors.behavior import Command
from actors.errors import CommitUnknown, Internal, OutcomeUnknown, Stale, Unavailable
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.ownership import Superseded
from actors.ports import Batch, DeltaRow, Facts, TakeRequest, Token
from actors.shard import Phase, Shard
from actors.testing import MemoryLeases, MemoryLink, MemoryStore, SequenceDice, change, transfer
from actors.testing.purse import Peek
from tests.actors.cluster import purses

pytestmark = pytest.mark.anyio

FIRST, OTHER = 1, 2
SHARD = shard_of(ActorId("purse", FIRST))
BESIDE = next(key for key in range(3, 10_000) if shard_of(ActorId("purse", key)) == SHARD)
"""A purse in the shard of the first one."""


class Scene(MemoryStore):
    """A store whose joint commits wait at a gate, and whose takes and tokens may be slow or away."""

    def __init__(self) -> None:
        super().__init__()
        self.gate: anyio.Event | None = None
        self.waits = anyio.Event()
        self.looks: anyio.Event | None = None
        self.looking = anyio.Event()
        self.lost_takes = 0
        self.taken = anyio.Event()
        self.take_s = 0.0
        self.first_take_s = 0.0
        self.away = False
        self.bug: Exception | None = None
        self.sent: list[tuple[set[int], set[int]]] = []
        """The shards of the tokens of each commit, and of its deltas."""

    async def commit(self, batch: Batch, *, joint: bool = False) -> Facts:
        if joint and self.gate is not None:
            self.waits.set()
            await self.gate.wait()
        self.sent.append(
            ({token.shard for token in batch.tokens}, {shard_of(row.actor) for row in batch.deltas})
        )
        return await super().commit(batch, joint=joint)

    async def lookup(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], DeltaRow]:
        if self.looks is not None:
            self.looking.set()
            await self.looks.wait()
        return await super().lookup(commands)

    async def take(self, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
        late_s, self.first_take_s = self.first_take_s, 0.0
        await anyio.sleep(late_s)
        taken = await super().take(requests, owner)
        if self.lost_takes:
            self.lost_takes -= 1
            self.taken.set()
            raise Unavailable("the answer of a take was lost")
        await anyio.sleep(self.take_s)
        return taken

    async def tokens(self, shards: Collection[int]) -> Mapping[int, Token]:
        if self.away:
            raise Unavailable("failing over")
        if self.bug is not None and list(shards) == [SHARD]:
            bug, self.bug = self.bug, None
            raise bug
        return await super().tokens(shards)


@pytest.fixture
def store() -> Scene:
    return Scene()


@asynccontextmanager
async def served(store: Scene, *, shared: bool = True) -> AsyncIterator[Host]:
    """A host over the store, with 100 coins in the first purse, and one in the others."""
    leases = MemoryLeases("one", ttl_s=2.0)
    leases.shared = shared
    host = Host(
        kinds=[purses()],
        store=store,
        leases=leases,
        link=MemoryLink("one"),
        dice=SequenceDice,
        release="test",
        instance="one",
    )
    async with host.serving():
        for command_id, (key, coins) in enumerate(((FIRST, 100), (BESIDE, 1), (OTHER, 1)), start=1):
            await host.ask(change(command_id, key, coins), within_s=3)
        yield host


def unknown(batch: Batch, apply: Callable[[], Facts]) -> Facts:
    raise CommitUnknown("the connection broke")


@pytest.mark.parametrize("shared", [True, False])
async def test_what_was_sent_before_our_own_taking_is_judged_again_and_ends_nothing(
    store: Scene, shared: bool
) -> None:
    async with served(store, shared=shared) as host:
        store.gate = anyio.Event()
        replies: dict[int, int] = {}

        async def both() -> None:
            replies[10] = (await host.ask_joint(transfer(10, FIRST, OTHER, 5), within_s=6))[1]

        async def alone() -> None:
            replies[11] = (await host.ask(change(11, BESIDE, 5), within_s=6))[1]

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(both)
            await store.waits.wait()
            store.faults.append(unknown)
            store.lost_takes, store.take_s = 1, 0.4
            tasks.start_soon(alone)
            await store.taken.wait()
            store.gate.set()  # sent under the token before, which our own taking has replaced
        assert replies == {10: 95, 11: 6}
        assert host.shards[SHARD].phase is Phase.ACTIVE
        assert (await host.ask(change(12, BESIDE, 1), within_s=3))[:2] == ("coins", 7)


async def test_two_who_retake_one_shard_do_not_lose_it(store: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(store) as host:
        store.gate = anyio.Event()
        lost: list[Shard] = []
        watcher = host._parts.ownership._watcher
        monkeypatch.setattr(watcher, "lost", lost.append)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_joint, host)
            await store.waits.wait()
            store.faults += [unknown, unknown]
            store.first_take_s = 0.05  # who asks first is second to land
            tasks.start_soon(_single, host)
            await anyio.sleep(0.02)
            store.gate.set()
        assert not lost


async def test_a_shard_whose_retaking_breaks_off_is_taken_anew(store: Scene) -> None:
    async with served(store) as host:
        store.gate = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_broken, host)
            await store.waits.wait()
            store.faults.append(unknown)
            store.bug = RuntimeError("not what a store raises")
            store.gate.set()
        with anyio.fail_after(5):
            while host.shards[SHARD].phase is not Phase.ACTIVE:
                await anyio.sleep(0.01)
        assert (await host.ask(change(12, BESIDE, 1), within_s=3))[:2] == ("coins", 2)


async def test_a_store_that_was_set_back_is_read_anew_although_the_shard_was_being_retaken(
    store: Scene,
) -> None:
    beside = ActorId("purse", BESIDE)
    async with served(store) as host:
        await host.ask(change(4, BESIDE, 90), within_s=3)

        def breaks(batch: Batch, apply: Callable[[], Facts]) -> Facts:
            store.away = True
            raise CommitUnknown("the connection broke")

        store.faults.append(breaks)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_first, host)
            await anyio.sleep(0.05)
            row = store.deltas[beside].pop(2)  # the standby has never had it
            del store.by_command[row.command_id, beside]
            store.identity = (1, 2)
            await anyio.sleep(0.8)
            store.away = False
        seen = await host.ask(Command(99, beside, "peek", Peek()), within_s=5)
        assert seen[:2] == ("coins", 1)


async def test_nothing_is_sent_without_a_token_while_others_of_its_batch_are_looked_up(store: Scene) -> None:
    other = shard_of(ActorId("purse", OTHER))
    async with served(store) as host:
        store.looks = anyio.Event()

        def stale(batch: Batch, apply: Callable[[], Facts]) -> Facts:
            raise Stale([ActorId("purse", FIRST)])

        async with anyio.create_task_group() as tasks:
            store.faults.append(stale)
            tasks.start_soon(_first, host)
            tasks.start_soon(_second, host)
            await store.looking.wait()
            before = store.shard_tokens[other]
            await store.take([TakeRequest(other, (before,), 777)], "two")
            host._parts.ownership.lose(host.shards[other])
            store.looks.set()
        for shards, deltas in store.sent:
            assert deltas <= shards


async def test_another_instance_that_a_joint_command_meets_without_shared_leases_ends_this_one(
    store: Scene,
) -> None:
    with pytest.RaisesGroup(Superseded, flatten_subgroups=True, allow_unwrapped=True) as caught:
        async with served(store, shared=False) as host:
            store.shard_tokens[SHARD] = Token(SHARD, 99, 99)
            store.shard_owners[SHARD] = "the-other"
            with pytest.raises(OutcomeUnknown):
                await host.ask_joint(transfer(10, FIRST, OTHER, 5), within_s=3)
            await anyio.sleep(5)
    assert "the-other" in repr(caught.value.exceptions)


async def test_what_was_lent_under_a_shard_that_was_lost_is_lent_anew(store: Scene) -> None:
    async with served(store) as host:
        parts, actor = host._parts, ActorId("purse", FIRST)
        body = {"kind": actor.kind, "key": actor.key, "hold": 77, "id": 10}
        deadline_s = parts.clock.monotonic_s() + 1.0
        first = await parts.loans._lend("other", body, deadline_s)
        parts.ownership.lose(host.shards[SHARD])
        with anyio.fail_after(5):
            while host.shards[SHARD].phase is not Phase.ACTIVE:
                await anyio.sleep(0.01)
        again = await parts.loans._lend("other", body, deadline_s)
        lent = parts.roster.find(actor)
        assert (first["seq"], again["seq"]) == (1, 1)
        assert first["epoch"] < again["epoch"]
        assert lent is not None
        assert lent.held is not None


async def _joint(host: Host) -> None:
    await host.ask_joint(transfer(10, FIRST, OTHER, 5), within_s=6)


async def _broken(host: Host) -> None:
    with pytest.raises(Internal):
        await host.ask_joint(transfer(10, FIRST, OTHER, 5), within_s=6)


async def _single(host: Host) -> None:
    await host.ask(change(11, BESIDE, 5), within_s=6)


async def _first(host: Host) -> None:
    assert (await host.ask(change(5, FIRST, 5), within_s=8))[:2] == ("coins", 105)


async def _second(host: Host) -> None:
    assert (await host.ask(change(12, OTHER, 5), within_s=8))[:2] == ("coins", 6)
