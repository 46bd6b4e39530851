"""Operators see all instances, and reach any actor wherever it lives."""

from dataclasses import replace

import anyio
import pytest

from actors.behavior import Command
from actors.errors import Internal, OutcomeUnknown
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.ports import NEVER_MS, NoteRow
from actors.testing import Send, change, transfer
from tests.actors.cluster import Cluster, key_owned_by, until

pytestmark = pytest.mark.anyio


async def parked(host: Host, key: int, first: int = 1) -> ActorId:
    """Bring an actor to a stop."""
    for n in range(3):
        with pytest.raises((Internal, OutcomeUnknown)):
            await host.ask(change(first + n, key, 5, poison="decide"), within_s=5)
    return ActorId("purse", key)


async def test_an_actor_is_seen_as_its_owner_sees_it_from_any_instance() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        actor = ActorId("purse", key_owned_by(two))
        assert (await one.look(actor)).report is None
        await one.ask(change(1, actor.key, 5), within_s=5)
        seen = await one.look(actor)
        assert seen.instance == "two"
        assert seen.report is not None
        assert (seen.report.actor, seen.report.seq) == (actor, 1)
        assert (await two.look(actor)).instance == "two"


async def test_a_parked_actor_is_unparked_from_any_instance() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        actor = await parked(two, key_owned_by(two))
        assert await one.unpark(actor)
        assert not await one.unpark(actor)
        assert (await one.ask(change(9, actor.key, 5), within_s=5))[:2] == ("coins", 5)


@pytest.mark.parametrize("what", ["look", "passivate"])
async def test_who_is_wrong_about_an_owner_is_sent_on_to_the_right_one(what: str) -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two", "three") as (one, two, _):
        await cluster.settled("one", "two", "three")
        actor = ActorId("purse", key_owned_by(two))
        await two.ask(change(1, actor.key, 5), within_s=5)
        one._parts.directory.heard([shard_of(actor)], "three")
        if what == "look":
            assert (await one.look(actor)).report is not None
        else:
            assert await one.passivate(actor)


async def test_each_instance_tells_of_so_many_actors_those_that_need_an_eye_first() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        for key in range(1, 21):
            await one.ask(change(key, key, 1), within_s=5)
        worst = {
            await parked(host, key_owned_by(host, 100), 1000 + 10 * n) for n, host in enumerate((one, two))
        }
        reports = await one.inspect_all(most=2)
        assert [len(report.actors) for report in reports] == [2, 2]
        assert {report.actors[0].actor for report in reports} == worst
        assert sum(report.active for report in reports) == 22
        assert all(report.actors == () for report in await one.inspect_all(actors=False))


async def test_notes_set_aside_are_told_of_by_any_instance() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as hosts:
        actor = ActorId("purse", 7)
        note = NoteRow(actor, "sent:1", shard_of(actor), NEVER_MS, -1, b"\xff", 3)
        cluster.store.inbox[actor, note.name] = note
        assert [[row.name for row in await host.set_aside(actor)] for host in hosts] == [["sent:1"]] * 2


async def test_what_goes_between_instances_is_counted() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        mine, other = key_owned_by(one), key_owned_by(two)
        await one.ask(change(1, other, 50), within_s=5)
        await one.ask(change(2, mine, 50), within_s=5)
        assert (one.inspect().hops, two.inspect().served) == (1, 1)
        await one.ask_joint(transfer(3, mine, other, 5), within_s=5)
        assert one.inspect().coordinated + two.inspect().coordinated == 1
        await one.ask(Command(4, ActorId("purse", mine), "purse.send", Send(other, 5, 4)), within_s=5)
        await until(lambda: two.inspect().notes.placed >= 1)
        assert two.inspect().notes.set_aside == 0


async def test_a_note_that_is_set_aside_is_counted() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        actor = ActorId("purse", 7)
        note = NoteRow(actor, "sent:1", shard_of(actor), 1, -1, b"\xff")
        cluster.store.inbox[actor, note.name] = replace(note, attempts=2)
        await until(lambda: one.inspect().notes.set_aside > 0)
        assert one.inspect().notes.set_aside == 1


async def test_an_instance_that_does_not_answer_is_left_out_in_time() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, _):
        await cluster.settled("one", "two")
        cluster.ether.lost = lambda to, message: message["what"] == "answer"
        with anyio.fail_after(5):
            assert [report.instance for report in await one.inspect_all(within_s=0.3)] == ["one"]
        cluster.ether.lost = lambda to, message: False
