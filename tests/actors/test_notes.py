"""A note arrives surely and once; one that cannot be consumed harms nobody."""

from dataclasses import replace

import anyio
import pytest

from actors.behavior import Command
from actors.identity import ActorId, derived_command_id, shard_of
from actors.ports import NEVER_MS, NoteRow
from actors.testing import Change, PurseCodec, Remind, Send, change
from tests.actors.cluster import Cluster, key_owned_by, purses, until

pytestmark = pytest.mark.anyio


def send(command_id: int, key: int, to: int, amount: int) -> Command[Send]:
    return Command(command_id, ActorId("purse", key), "purse.send", Send(to, amount, command_id))


def note_to(key: int, body: bytes, name: str = "sent:1") -> NoteRow:
    target = ActorId("purse", key)
    return NoteRow(target, name, shard_of(target), 0, derived_command_id(1, target, 0), body)


async def test_what_is_sent_arrives_at_an_actor_of_another_instance() -> None:
    cluster = Cluster()
    async with cluster.serving("one", "two") as (one, two):
        await cluster.settled("one", "two")
        giver, taker = key_owned_by(one), key_owned_by(two)
        await one.ask(change(1, giver, 10), within_s=5)
        await one.ask(send(2, giver, taker, 4), within_s=5)
        await until(lambda: cluster.coins(taker) == 4)
        assert not cluster.store.inbox
        (row,) = cluster.store.journal(ActorId("purse", taker))
        assert row.command_id == derived_command_id(2, ActorId("purse", taker), 0)


async def test_a_note_waits_for_an_owner() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 10), within_s=5)
    cluster.store.inbox[ActorId("purse", 7), "sent:1"] = note_to(7, PurseCodec().encode_command(Change(5)))
    assert cluster.coins(7) == 10
    async with cluster.serving("two"):
        await until(lambda: not cluster.store.inbox)
        assert cluster.coins(7) == 15


async def test_a_note_that_changes_nothing_leaves_an_empty_delta_and_is_gone() -> None:
    cluster = Cluster()
    async with cluster.serving("one"):
        refused = PurseCodec().encode_command(Change(-5))
        cluster.store.inbox[ActorId("purse", 7), "sent:1"] = note_to(7, refused)
        await until(lambda: not cluster.store.inbox)
        (row,) = cluster.store.journal(ActorId("purse", 7))
        assert (row.events, cluster.coins(7)) == (b"", 0)


@pytest.mark.parametrize("body", [PurseCodec().encode_command(Change(5, "decide")), b"\xff"])
async def test_a_note_that_cannot_be_judged_is_set_aside_and_parks_nobody(body: bytes) -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        for n in range(4):
            note = note_to(7, body, f"sent:{n}")
            cluster.store.inbox[note.target, note.name] = replace(note, attempts=2, command_id=-1 - n)
        good = note_to(7, PurseCodec().encode_command(Change(5)), "sent:9")
        cluster.store.inbox[good.target, good.name] = replace(good, command_id=-99)
        await until(lambda: cluster.coins(7) == 5)
        await until(lambda: all(note.due_at_ms == NEVER_MS for note in cluster.store.inbox.values()))
        assert len(await cluster.store.set_aside(ActorId("purse", 7))) == 4
        assert (await one.ask(change(2, 7, 1), within_s=5))[:2] == ("coins", 6)


async def test_a_note_that_fails_is_tried_again_later() -> None:
    cluster = Cluster()
    async with cluster.serving("one"):
        note = note_to(7, PurseCodec().encode_command(Change(5, "decide")))
        cluster.store.inbox[note.target, note.name] = note
        await until(lambda: cluster.store.inbox[note.target, note.name].attempts == 1)
        assert 0 < cluster.store.inbox[note.target, note.name].due_at_ms < NEVER_MS


async def test_a_reminder_comes_when_it_is_due_and_a_later_one_replaces_it() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        me = ActorId("purse", 7)
        await one.ask(Command(1, me, "purse.remind", Remind(3_600_000, 100)), within_s=5)
        await one.ask(Command(2, me, "purse.remind", Remind(50, 7)), within_s=5)
        await until(lambda: cluster.coins(7) == 7)
        assert not cluster.store.inbox


async def test_a_note_that_was_taken_away_is_not_applied() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 7, 10), within_s=5)
        note = note_to(7, PurseCodec().encode_command(Change(5)))
        # Polled, and gone before its turn is committed: its command id is not the one that waits now.
        cluster.store.inbox[note.target, note.name] = replace(note, command_id=-77, due_at_ms=NEVER_MS)
        assert one._parts.intake.note(note, one._parts.inbox.failed)
        assert (await one.ask(change(2, 7, 1), within_s=5))[:2] == ("coins", 11)
        await anyio.sleep(0.1)
        assert cluster.coins(7) == 11


async def test_notes_take_at_most_half_the_places_of_a_mailbox() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        intake, failed = one._parts.intake, one._parts.inbox.failed
        body = PurseCodec().encode_command(Change(1))
        placed = [
            intake.note(replace(note_to(7, body, f"sent:{n}"), command_id=-1 - n), failed) for n in range(64)
        ]
        assert placed == [True] * 32 + [False] * 32


async def test_what_is_answered_to_a_note_is_heard_after_its_commit_and_once() -> None:
    cluster, heard = Cluster(), list[tuple[int, int]]()

    def hear(actor: ActorId, reply: object) -> None:
        heard.append((actor.key, cluster.coins(actor.key)))

    cluster.kinds = (purses(heard=hear),)
    async with cluster.serving("one") as (one,):
        note = note_to(7, PurseCodec().encode_command(Change(5)))
        cluster.store.inbox[note.target, note.name] = note
        await until(lambda: not cluster.store.inbox)
        assert (await one.ask(change(2, 7, 1), within_s=5))[:2] == ("coins", 6)
        assert heard == [(7, 5)]
