"""A joint command is done to all its actors or to none, wherever they live."""

from collections.abc import Callable

import anyio
import pytest

from actors.behavior import JointCommand
from actors.errors import Busy, CommitUnknown, NotApplied, NotOwner, OutcomeUnknown, TryAgain
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.ports import Batch, Facts, Message
from actors.testing import Transfer, change, transfer
from actors.wire import error_message
from tests.actors.cluster import Cluster, key_owned_by, until

pytestmark = pytest.mark.anyio


async def two_purses(one: Host, two: Host) -> tuple[int, int]:
    """Return two purses with 100 coins each, one on each host."""
    first, second = key_owned_by(one), key_owned_by(two)
    await one.ask(change(1, first, 100), within_s=5)
    await one.ask(change(2, second, 100), within_s=5)
    return first, second


@pytest.mark.parametrize("count", [1, 9])
def test_a_joint_command_has_two_to_eight_participants(count: int) -> None:
    with pytest.raises(ValueError, match="2 to 8"):
        JointCommand(1, tuple(ActorId("purse", n) for n in range(count)), "x", Transfer(0, 1, 1))


async def test_coins_move_between_actors_of_one_instance() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 10), within_s=5)
        assert (await one.ask_joint(transfer(2, 7, 8, 4), within_s=5))[:2] == ("coins", 6)
        assert (cluster.coins(7), cluster.coins(8)) == (6, 4)
        assert (await one.ask(change(3, 8, 1), within_s=5))[:2] == ("coins", 5)


async def test_coins_move_between_actors_of_two_instances_in_both_directions() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        assert (await one.ask_joint(transfer(3, a, b, 30), within_s=5))[:2] == ("coins", 70)
        assert (await one.ask_joint(transfer(4, b, a, 5), within_s=5))[:2] == ("coins", 125)
        assert (await two.ask_joint(transfer(5, b, a, 5), within_s=5))[:2] == ("coins", 120)
        assert (cluster.coins(a), cluster.coins(b)) == (80, 120)
        assert (await two.ask(change(6, a, 1), within_s=5))[:2] == ("coins", 81)


async def test_a_refused_joint_command_changes_nobody() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        assert (await one.ask_joint(transfer(3, a, b, 101), within_s=5))[:2] == ("short", 100)
        assert (await two.ask_joint(transfer(3, a, b, 101), within_s=5))[:2] == ("short", 100)
        assert (cluster.coins(a), cluster.coins(b)) == (100, 100)


async def test_the_same_joint_command_again_gets_the_same_reply() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        first = await one.ask_joint(transfer(3, a, b, 30), within_s=5)
        assert await two.ask_joint(transfer(3, a, b, 30), within_s=5) == first
        assert cluster.coins(a) == 70


async def test_hazard_31_trades_in_both_directions_at_once_wait_for_nobody_in_vain() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        done = 0

        async def trade(host: Host, number: int, source: int, target: int) -> None:
            nonlocal done
            while True:
                try:
                    await host.ask_joint(transfer(number, source, target, 1), within_s=5)
                    done += 1
                    return
                except (NotApplied, OutcomeUnknown):
                    await anyio.sleep(0.05)

        with anyio.fail_after(30):
            async with anyio.create_task_group() as tasks:
                for n in range(10):
                    tasks.start_soon(trade, one, 100 + n, a, b)
                    tasks.start_soon(trade, two, 200 + n, b, a)
        assert done == 20
        assert (cluster.coins(a), cluster.coins(b)) == (100, 100)


async def test_a_loan_that_is_never_settled_ends_by_itself() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)

        def lose_settlements(to: str, message: Message) -> bool:
            return message.get("topic") == "settled"

        cluster.ether.lost = lose_settlements
        lent = max(a, b)
        assert (await one.ask_joint(transfer(3, a, b, 30), within_s=5))[0] == "coins"
        reply = await one.ask(change(4, lent, 1), within_s=10)
        assert reply[1] == cluster.coins(lent)
        assert "barrier" in [row.name for row in cluster.store.journal(ActorId("purse", lent))]


async def test_hazard_35_a_player_who_was_held_for_an_instance_that_died_is_free_again() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        asked, asker, lender = (a, one, two) if a < b else (b, two, one)
        lent = max(a, b)
        gate = delay_joint_commits(cluster)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ignoring, lambda: asker.ask_joint(transfer(3, asked, lent, 30), within_s=2))
            await until(lambda: bool(lender.inspect().lent))
            # To the others it is dead in the middle of the command: it says nothing any more.
            del cluster.ether.listeners[asker.instance]
            cluster.ether.lost = lambda to, message: message.get("from") == asker.instance
            reply = await lender.ask(change(4, lent, 1), within_s=10)
            gate.set()
        assert reply[1] == cluster.coins(lent) == 101
        assert not lender.inspect().lent


async def test_a_joint_commit_that_comes_after_its_hold_finds_its_place_taken() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two", commit_timeout_s=30) as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        lent = max(a, b)
        gate = delay_joint_commits(cluster)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ignoring, lambda: one.ask_joint(transfer(3, a, b, 30), within_s=4))
            assert (await one.ask(change(4, lent, 1), within_s=10))[:2] == ("coins", 101)
            gate.set()
        await until(lambda: not one.inspect().joint and not two.inspect().joint)
        assert (await two.ask_joint(transfer(3, a, b, 30), within_s=5))[0] == "coins"
        moved = {a: 70, b: 130}
        moved[lent] += 1
        assert {a: cluster.coins(a), b: cluster.coins(b)} == moved


async def test_a_joint_commit_whose_answer_is_lost_is_looked_up() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)

        def applied_and_lost(batch: Batch, apply: Callable[[], Facts]) -> Facts:
            apply()
            raise CommitUnknown("lost")

        cluster.store.faults.append(applied_and_lost)
        assert (await one.ask_joint(transfer(3, a, b, 30), within_s=5))[:2] == ("coins", 70)
        assert (cluster.coins(a), cluster.coins(b)) == (70, 130)
        assert (await two.ask(change(5, a, 1), within_s=5))[:2] == ("coins", 71)
        assert (await one.ask(change(6, b, 1), within_s=5))[:2] == ("coins", 131)


async def test_a_joint_command_that_meets_an_obstacle_is_tried_again_while_there_is_time() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)

        def locked(batch: Batch, apply: Callable[[], Facts]) -> Facts:
            raise TryAgain("lock time-out")

        cluster.store.faults.append(locked)
        assert (await one.ask_joint(transfer(3, a, b, 30), within_s=5))[:2] == ("coins", 70)


async def test_a_joint_command_that_is_given_up_holds_nobody() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)

        def locked(batch: Batch, apply: Callable[[], Facts]) -> Facts:
            raise TryAgain("lock time-out")

        cluster.store.faults.append(locked)
        with pytest.raises(NotApplied):
            await one.ask_joint(transfer(3, a, b, 30), within_s=0.8)
        assert (await one.ask(change(4, a, 1), within_s=1))[:2] == ("coins", 101)
        assert (await two.ask(change(5, b, 1), within_s=1))[:2] == ("coins", 101)


async def test_a_hold_that_is_not_answered_is_asked_for_again_while_there_is_time() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        asker, _, asked, lent = roles(one, two, a, b)
        lose_holds(cluster, most=1)
        assert (await asker.ask_joint(transfer(3, asked, lent, 30), within_s=10))[:2] == ("coins", 70)
        assert (cluster.coins(asked), cluster.coins(lent)) == (70, 130)
        assert (await asker.ask(change(4, asked, 1), within_s=1))[:2] == ("coins", 71)
        assert (await asker.ask(change(5, lent, 1), within_s=1))[:2] == ("coins", 131)


async def test_a_joint_command_whose_holds_are_never_answered_has_surely_changed_nothing() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        asker, _, asked, lent = roles(one, two, a, b)
        lose_holds(cluster, most=100)
        with pytest.raises(Busy):
            await asker.ask_joint(transfer(3, asked, lent, 30), within_s=2.9)
        assert (await asker.ask(change(4, asked, 1), within_s=1))[:2] == ("coins", 101)


async def test_a_joint_command_looks_again_for_the_owner_of_its_second_participant() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        a, b = await two_purses(one, two)
        asker, lender, asked, lent = roles(one, two, a, b)
        lend, first = lender._parts.loans._lend, list[int]()

        async def disown(sender: str, body: Message, deadline_s: float) -> Message:
            first.append(body["hold"])
            if body["hold"] == first[0]:
                return error_message(NotOwner(shard_of(ActorId("purse", lent)), None))
            return await lend(sender, body, deadline_s)

        lender._parts.exchange.serve("hold", disown)
        before = asker._parts.coordinator.coordinated
        assert (await asker.ask_joint(transfer(3, asked, lent, 30), within_s=10))[:2] == ("coins", 70)
        assert asker._parts.coordinator.coordinated == before + 1


def roles(one: Host, two: Host, a: int, b: int) -> tuple[Host, Host, int, int]:
    """Return who coordinates a joint command of two purses, who lends, and the purse of each."""
    return (one, two, a, b) if a < b else (two, one, b, a)


def lose_holds(cluster: Cluster, *, most: int) -> None:
    """Let no message arrive that asks for one of so many holds."""
    numbers: dict[int, None] = {}

    def lost(to: str, message: Message) -> bool:
        if message.get("topic") != "hold":
            return False
        number = message["body"]["hold"]
        if len(numbers) < most:
            numbers[number] = None
        return number in numbers

    cluster.ether.lost = lost


def delay_joint_commits(cluster: Cluster) -> anyio.Event:
    """Let no joint commit through until the event is set."""
    gate, commit = anyio.Event(), cluster.store.commit

    async def late(batch: Batch, *, joint: bool = False) -> Facts:
        if joint:
            await gate.wait()
        return await commit(batch, joint=joint)

    cluster.store.commit = late  # type: ignore[method-assign]
    return gate


async def ignoring(ask: Callable[[], object]) -> None:
    """Ask, whatever comes of it."""
    try:
        await ask()  # type: ignore[misc]
    except (NotApplied, OutcomeUnknown):
        return
