"""A note arrives surely and once; one that cannot be consumed harms nobody."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import anyio
import pytest

from actors.behavior import Command
from actors.errors import Internal, NewerSchema
from actors.identity import ActorId, derived_command_id, shard_of
from actors.inbox import NOTES_PER_POLL, POLL_S
from actors.intake import Place
from actors.ports import NEVER_MS, NoteRow
from actors.testing import Change, MemoryStore, PurseCodec, Remind, Send, change
from actors.testing.purse import Asked
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
        assert one._parts.intake.note(note, one._parts.inbox.failed) is Place.NEW
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
        assert placed == [Place.NEW] * 32 + [Place.NONE] * 32


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


async def test_notes_to_a_parked_actor_keep_nobody_from_theirs() -> None:
    cluster = Cluster()
    async with cluster.serving("one") as (one,):
        for n in range(3):
            with pytest.raises(Internal):
                await one.ask(change(100 + n, 5, 1, poison="decide"), within_s=5)
        leave(cluster, 5, NOTES_PER_POLL)
        leave(cluster, 9, 1, due_at_ms=1)
        await until(lambda: cluster.coins(9) == 1)
        assert {note.attempts for note in cluster.store.inbox.values()} == {0}
        assert max(note.due_at_ms for note in cluster.store.inbox.values()) < NEVER_MS
        assert await one.unpark(ActorId("purse", 5), within_s=5)
        await until(lambda: cluster.coins(5) > 0)


async def test_notes_of_a_newer_release_keep_nobody_from_theirs() -> None:
    cluster = Cluster(kinds=(purses(codec=OlderCodec()),))
    async with cluster.serving("one"):
        leave(cluster, 5, NOTES_PER_POLL, NEWER)
        leave(cluster, 9, 1, due_at_ms=1)
        await until(lambda: cluster.coins(9) == 1)
        assert {note.attempts for note in cluster.store.inbox.values()} == {0}


async def test_notes_to_an_actor_of_a_newer_release_keep_nobody_from_theirs() -> None:
    cluster = Cluster(kinds=(purses(mailbox_places=1024),))
    actor = ActorId("purse", 5)
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 5, 1), within_s=5)
    cluster.store.deltas[actor][1] = replace(cluster.store.deltas[actor][1], schema=99)
    async with cluster.serving("two"):
        leave(cluster, 5, NOTES_PER_POLL)
        leave(cluster, 9, 1, due_at_ms=1)
        await until(lambda: cluster.coins(9) == 1)
        assert {note.attempts for note in cluster.store.inbox.values()} == {0}


async def test_notes_that_wait_in_mailboxes_already_are_not_asked_for_at_once() -> None:
    store = CountingStore()
    cluster = Cluster(kinds=(purses(mailbox_places=1024),), store=store)
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 5, 1), within_s=5)
        held, hold = await one._parts.intake.hold(ActorId("purse", 5), 1, 77, anyio.current_time() + 5)
        leave(cluster, 5, NOTES_PER_POLL + 1)
        await until(lambda: one.inspect().notes.placed > 0)
        asked = store.asked
        await anyio.sleep(1.0)
        assert store.asked <= asked + 3
        assert one.inspect().notes.placed == NOTES_PER_POLL
        one._parts.roster.release(held, hold)
        await until(lambda: cluster.coins(5) == NOTES_PER_POLL + 2)


async def test_many_notes_are_not_kept_waiting_for_the_next_poll() -> None:
    cluster = Cluster(kinds=(purses(mailbox_places=1024),))
    async with cluster.serving("one") as (one,):
        await one.ask(change(1, 5, 1), within_s=5)
        for key in range(10, 20):
            leave(cluster, key, NOTES_PER_POLL // 2)
        await until(lambda: not cluster.store.inbox, within_s=3 * POLL_S)
        assert one.inspect().notes.placed == 10 * (NOTES_PER_POLL // 2)


NEWER = b"of a newer release"


class OlderCodec(PurseCodec):
    """A codec that meets a command of a newer release."""

    def decode_command(self, data: bytes) -> Asked:
        """Raises `NewerSchema`."""
        if data == NEWER:
            raise NewerSchema(2, 1)
        return super().decode_command(data)


class CountingStore(MemoryStore):
    """Counts how often it is asked what is due. Mutable."""

    asked = 0

    async def due(self, shards: Collection[int], limit: int) -> Sequence[NoteRow]:
        self.asked += 1
        return await super().due(shards, limit)


def leave(
    cluster: Cluster,
    key: int,
    count: int,
    body: bytes = PurseCodec().encode_command(Change(1)),
    **changed: int,
) -> None:
    """Leave so many notes to a purse, each of one coin."""
    for n in range(count):
        note = replace(note_to(key, body, f"sent:{n}"), command_id=-1000 * key - n, **changed)
        cluster.store.inbox[note.target, note.name] = note
