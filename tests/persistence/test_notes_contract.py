"""What every `Store` does with notes: one suite for the store on Postgres and its twin in memory."""

from dataclasses import replace

import pytest

from actors.errors import Gone
from actors.identity import ActorId, shard_of
from actors.ports import NEVER_MS
from tests.persistence.samples import ADA, BOB, EVE, NOW_MS, commit, delta, note
from tests.persistence.subjects import Subject

pytestmark = pytest.mark.anyio

ALL = range(256)
HOUR_MS = 3_600_000


async def later_ms(subject: Subject) -> int:
    """Return a moment that is not yet, by the store's clock."""
    return (await subject.store.probe()).at_ms + HOUR_MS


# -- leaving and consuming -----------------------------------------------------------------------------


async def test_a_note_waits_until_it_is_consumed(subject: Subject) -> None:
    await commit(subject.store, delta(ADA, 1), notes=(note(BOB, "battle/1", -7),))
    assert await subject.inbox() == [note(BOB, "battle/1", -7)]
    await commit(subject.store, delta(BOB, 1, -7), consumed=(note(BOB, "battle/1", -7),))
    assert await subject.inbox() == []


async def test_a_note_is_consumed_only_once(subject: Subject) -> None:
    await commit(subject.store, notes=(note(BOB, "battle/1", -7), note(EVE, "battle/1", -8)))
    await commit(subject.store, delta(BOB, 1, -7), consumed=(note(BOB, "battle/1", -7),))
    used = note(BOB, "battle/1", -7), note(EVE, "battle/1", -8)
    with pytest.raises(Gone) as refusal:
        await commit(subject.store, delta(BOB, 2, 3), delta(EVE, 1, -8), consumed=used)
    assert refusal.value.actors == {BOB}
    assert await subject.inbox() == [note(EVE, "battle/1", -8)]


async def test_a_note_of_the_same_name_from_another_command_is_not_consumed(subject: Subject) -> None:
    await commit(subject.store, notes=(note(BOB, "reminder", -8),))
    with pytest.raises(Gone):
        await commit(subject.store, delta(BOB, 1), consumed=(note(BOB, "reminder", -7),))
    assert await subject.inbox() == [note(BOB, "reminder", -8)]


async def test_a_reminder_is_replaced_by_one_of_its_name(subject: Subject) -> None:
    await commit(subject.store, notes=(note(BOB, "reminder", -7),))
    await commit(subject.store, notes=(note(BOB, "reminder", -8), note(BOB, "reminder", -9, body=b"last")))
    assert await subject.inbox() == [note(BOB, "reminder", -9, body=b"last")]


async def test_notes_are_consumed_before_others_are_left(subject: Subject) -> None:
    old, new = note(BOB, "reminder", -7), note(BOB, "reminder", -8)
    await commit(subject.store, notes=(old,))
    await commit(subject.store, delta(BOB, 1), notes=(new,), consumed=(old,))
    assert await subject.inbox() == [new]


async def test_a_note_that_is_left_has_not_been_tried(subject: Subject) -> None:
    await commit(subject.store, notes=(replace(note(BOB, "battle/1", -7), attempts=2),))
    assert await subject.inbox() == [note(BOB, "battle/1", -7)]


async def test_a_reminder_that_replaces_one_has_not_been_tried(subject: Subject) -> None:
    old, new = note(BOB, "reminder", -7), note(BOB, "reminder", -8)
    await commit(subject.store, notes=(old,))
    await subject.store.postpone([replace(old, due_at_ms=NEVER_MS, attempts=3)])
    await commit(subject.store, notes=(new,))
    assert await subject.inbox() == [new]
    assert list(await subject.store.due(ALL, 10)) == [new]


# -- due -----------------------------------------------------------------------------------------------


async def test_a_note_is_due_from_its_moment_on(subject: Subject) -> None:
    soon = replace(note(BOB, "soon", -8), due_at_ms=await later_ms(subject))
    await commit(subject.store, notes=(note(BOB, "now", -7, body=b"\0"), soon))
    assert list(await subject.store.due([shard_of(BOB)], 10)) == [note(BOB, "now", -7, body=b"\0")]


async def test_only_notes_of_the_shards_asked_for_are_told(subject: Subject) -> None:
    await commit(subject.store, notes=(note(ADA, "a", 1), note(BOB, "b", 2), note(EVE, "c", 3)))
    assert list(await subject.store.due([shard_of(BOB)], 10)) == [note(BOB, "b", 2)]
    assert list(await subject.store.due([], 10)) == []


async def test_notes_are_told_oldest_first_and_no_more_than_asked_for(subject: Subject) -> None:
    actors = [ADA, BOB, EVE, ADA, BOB, EVE]
    notes = [
        replace(note(actor, f"n{place}", place), due_at_ms=NOW_MS - (place * 5) % 7)
        for place, actor in enumerate(actors)
    ]
    await commit(subject.store, notes=tuple(notes))
    oldest = sorted(notes, key=lambda one: one.due_at_ms)
    assert list(await subject.store.due(ALL, 10)) == oldest
    assert list(await subject.store.due(ALL, 4)) == oldest[:4]


async def test_notes_of_the_same_moment_are_told_by_actor_and_name(subject: Subject) -> None:
    notes = [note(ADA, "B", 1), note(ADA, "a", 2), note(BOB, "A", 3), note(ActorId("guild", 9), "z", 4)]
    await commit(subject.store, notes=tuple(notes))
    assert list(await subject.store.due(ALL, 10)) == [notes[3], *notes[:3]]


async def test_a_note_that_is_consumed_is_not_due(subject: Subject) -> None:
    used = note(BOB, "battle/1", -7)
    await commit(subject.store, notes=(used,))
    await commit(subject.store, delta(BOB, 1, -7), consumed=(used,))
    assert list(await subject.store.due(ALL, 10)) == []


# -- postponed and set aside ---------------------------------------------------------------------------


async def test_a_postponed_note_waits_for_its_new_moment(subject: Subject) -> None:
    one, two = note(BOB, "a", -7), note(BOB, "b", -8)
    await commit(subject.store, notes=(one, two))
    moved = replace(one, due_at_ms=await later_ms(subject), attempts=1)
    await subject.store.postpone([moved])
    assert list(await subject.store.due(ALL, 10)) == [two]
    assert sorted(await subject.inbox(), key=lambda n: n.name) == [moved, two]


async def test_a_postponed_note_that_is_due_again_tells_its_attempts(subject: Subject) -> None:
    left = note(BOB, "a", -7)
    await commit(subject.store, notes=(left,))
    again = replace(left, due_at_ms=NOW_MS + 1, attempts=2)
    await subject.store.postpone([again])
    assert list(await subject.store.due(ALL, 10)) == [again]


async def test_postponing_changes_nothing_else_of_a_note(subject: Subject) -> None:
    left = note(BOB, "a", -7)
    await commit(subject.store, notes=(left,))
    await subject.store.postpone([replace(left, due_at_ms=NOW_MS + 1, shard=255, body=b"other")])
    assert await subject.inbox() == [replace(left, due_at_ms=NOW_MS + 1)]


async def test_only_a_note_that_is_still_there_is_postponed(subject: Subject) -> None:
    old, new, used = note(BOB, "reminder", -7), note(BOB, "reminder", -8), note(EVE, "b", -9)
    await commit(subject.store, notes=(old, used))
    await commit(subject.store, delta(EVE, 1, -9), notes=(new,), consumed=(used,))
    await subject.store.postpone([replace(n, due_at_ms=NEVER_MS, attempts=1) for n in (old, used)])
    assert await subject.inbox() == [new]


async def test_nothing_postponed_is_nothing_done(subject: Subject) -> None:
    await subject.store.postpone([])
    assert await subject.inbox() == []


async def test_a_postponed_note_is_consumed_like_any_other(subject: Subject) -> None:
    left = note(BOB, "a", -7)
    await commit(subject.store, notes=(left,))
    await subject.store.postpone([replace(left, due_at_ms=NOW_MS + 1, attempts=2)])
    await commit(subject.store, delta(BOB, 1, -7), consumed=(left,))
    assert await subject.inbox() == []
    with pytest.raises(Gone):
        await commit(subject.store, delta(BOB, 2, -8), consumed=(left,))


async def test_a_note_that_is_set_aside_is_never_due_and_shown_to_operators(subject: Subject) -> None:
    left = [note(BOB, "b", -7), note(BOB, "a", -8), note(EVE, "c", -9), note(BOB, "d", -10)]
    await commit(subject.store, notes=tuple(left))
    aside = [replace(one, due_at_ms=NEVER_MS, attempts=3) for one in left[:3]]
    await subject.store.postpone(aside)
    assert list(await subject.store.due(ALL, 10)) == [left[3]]
    assert list(await subject.store.set_aside(BOB)) == [aside[1], aside[0]]
    assert list(await subject.store.set_aside(ADA)) == []


async def test_a_note_that_was_set_aside_may_be_tried_again(subject: Subject) -> None:
    left = note(BOB, "a", -7)
    await commit(subject.store, notes=(left,))
    await subject.store.postpone([replace(left, due_at_ms=NEVER_MS, attempts=3)])
    await subject.store.postpone([left])
    assert list(await subject.store.due(ALL, 10)) == [left]
    assert list(await subject.store.set_aside(BOB)) == []


async def test_an_actor_that_cannot_be_stored_has_no_notes(subject: Subject) -> None:
    assert list(await subject.store.set_aside(ActorId("player", 2**63))) == []
