"""Each way in which a history can be wrong is noticed by the check that is for it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from actors.behavior import Command
from actors.history import (
    Check,
    Coverage,
    History,
    LiveState,
    Observation,
    Refused,
    Replied,
    Rules,
    Taking,
    Unknown,
    check,
)
from actors.identity import ActorId, shard_of
from actors.ports import DeltaRow, EntryRow, NoteRow
from actors.settings import WORLD
from actors.testing import Peek, Purse, Remind, Send, change, transfer
from tests.actors.history.scribe import RULES, Scribe

ONE, TWO, THREE = (ActorId("purse", key) for key in (1, 2, 3))


def good() -> History:
    """Return a history that has something of everything. Purse 1 ends at 6, purse 2 at 4, purse 3 at 2."""
    scribe = Scribe()
    scribe.do(change(1, 1, 100))
    scribe.do(change(2, 2, 50))
    scribe.do(transfer(3, 1, 2, 30))
    scribe.do(Command(4, ONE, "purse.send", Send(3, 10, 4)))
    scribe.snapshot(ONE)
    scribe.deliver()
    scribe.do(change(5, 2, -500))
    scribe.do(Command(6, ONE, "purse.remind", Remind(60_000, 5)))
    scribe.do(Command(7, ONE, "purse.remind", Remind(70_000, 6)))
    scribe.do(Command(8, TWO, "purse.peek", Peek()))
    scribe.do(change(9, 2, 1))
    scribe.do(change(9, 2, 1))
    scribe.do(change(10, 3, 7))
    scribe.do(transfer(11, 2, 1, 5))
    return scribe.history()


def rows(history: History, edit: Callable[[DeltaRow], Iterable[DeltaRow]]) -> History:
    """Replace each delta by what `edit` returns."""
    return replace(history, deltas=tuple(new for row in history.deltas for new in edit(row)))


def at(actor: ActorId, seq: int, /, **new: Any) -> Callable[[History], History]:
    """Edit one delta."""
    return lambda h: rows(h, lambda r: [replace(r, **new) if (r.actor, r.seq) == (actor, seq) else r])


def without(actor: ActorId, seq: int) -> Callable[[History], History]:
    """Leave one delta out."""
    return lambda h: rows(h, lambda r: [] if (r.actor, r.seq) == (actor, seq) else [r])


def seen(history: History, command_id: int, edit: Callable[[Observation], Iterable[Observation]]) -> History:
    """Replace each sending of a command by what `edit` returns."""
    told = [new for o in history.observations for new in (edit(o) if o.command.id == command_id else [o])]
    return replace(history, observations=tuple(told))


def told(command_id: int, **new: Any) -> Callable[[History], History]:
    """Edit what was seen of a command."""
    return lambda h: seen(h, command_id, lambda o: [replace(o, **new)])


def then(command_id: int, outcome: Any) -> Callable[[History], History]:
    """Send a command once more, with this outcome."""
    return lambda h: seen(
        h, command_id, lambda o: [o, replace(o, sent_s=900.0, ended_s=901.0, outcome=outcome)]
    )


def entries(edit: Callable[[EntryRow], Iterable[EntryRow]]) -> Callable[[History], History]:
    """Replace each posting by what `edit` returns."""
    return lambda h: replace(h, entries=tuple(new for row in h.entries for new in edit(row)))


def live(actor: ActorId, seq: int, state: Purse) -> Callable[[History], History]:
    """Let an actor live otherwise."""
    return lambda h: replace(
        h, live=(*(one for one in h.live if one.actor != actor), LiveState(actor, seq, state))
    )


def consumed_after_it_was_replaced(history: History) -> History:
    """Let the reminder of command 6 arrive at the end, though command 7 has replaced it."""
    first = next(row for row in history.deltas if row.command_id == 6)
    waits = history.inbox[0]
    scribe = Scribe()
    scribe.do(first_change := change(6, 1, 5))
    scribe.observations.clear()
    old_id = derived(6)
    row = replace(first, seq=7, command_id=old_id, at_ms=waits.due_at_ms)
    assert first_change.id == first.command_id
    return replace(history, deltas=(*history.deltas, row))


def derived(command_id: int) -> int:
    """Name the reminder that a command of purse 1 left."""
    from actors.identity import derived_command_id

    return derived_command_id(command_id, ONE, 0)


def inbox(edit: Callable[[NoteRow], Iterable[NoteRow]]) -> Callable[[History], History]:
    """Replace each note by what `edit` returns."""
    return lambda h: replace(h, inbox=tuple(new for row in h.inbox for new in edit(row)))


def delivered_and_waiting(history: History) -> History:
    """Put the note that purse 3 has consumed back into its inbox."""
    row = next(row for row in history.deltas if row.actor == THREE and row.seq == 1)
    note = NoteRow(THREE, "sent:4", shard_of(THREE), row.at_ms, row.command_id, b"")
    return replace(history, inbox=(*history.inbox, note))


def retold(command_id: int, reply: bytes) -> Callable[[History], History]:
    """Let a command's reply be another, in the store and for its author."""

    def edit(history: History) -> History:
        stored = rows(history, lambda r: [replace(r, reply=reply) if r.command_id == command_id else r])
        return seen(stored, command_id, lambda o: [replace(o, outcome=Replied(reply))])

    return edit


DAMAGES: dict[str, tuple[Check, Callable[[History], History]]] = {
    "a delta in the middle is missing": (Check.SEQUENCE, without(ONE, 3)),
    "the first delta is missing": (Check.SEQUENCE, without(TWO, 1)),
    "two deltas have one number": (Check.SEQUENCE, at(ONE, 4, seq=3)),
    "a delta is older than the one before it": (Check.SEQUENCE, at(ONE, 4, at_ms=1)),
    "settings go back": (Check.SEQUENCE, at(ONE, 2, settings_version=3)),
    "a snapshot is ahead of the journal": (
        Check.SEQUENCE,
        lambda h: replace(h, snapshots=(replace(h.snapshots[0], seq=99),)),
    ),
    "events cannot be read": (Check.FOLD, at(ONE, 2, events=b"?")),
    "a delta has a schema that nobody knows": (Check.FOLD, at(ONE, 2, schema=9)),
    "a snapshot says something else": (
        Check.FOLD,
        lambda h: replace(h, snapshots=(replace(h.snapshots[0], state=b"1,3"),)),
    ),
    "a snapshot cannot be read": (
        Check.FOLD,
        lambda h: replace(h, snapshots=(replace(h.snapshots[0], state=b"?"),)),
    ),
    "memory is behind": (Check.FOLD, live(TWO, 3, Purse(81, 3))),
    "memory is ahead": (Check.FOLD, live(TWO, 5, Purse(77, 5))),
    "memory says something else": (Check.FOLD, live(TWO, 4, Purse(1, 4))),
    "an actor lives that was never stored": (Check.FOLD, live(ActorId("purse", 77), 1, Purse(3, 1))),
    "an answered command is not stored": (Check.ANSWERS, without(THREE, 2)),
    "an answer differs from what is stored": (Check.ANSWERS, told(10, outcome=Replied(b"coins,1,1"))),
    "two answers to one command differ": (Check.ANSWERS, then(10, Replied(b"coins,1,1"))),
    "a command is stored twice": (Check.ANSWERS, at(ONE, 2, command_id=1)),
    "a refused command is stored": (Check.ANSWERS, told(10, outcome=Refused("Busy"))),
    "a denied command is stored": (Check.ANSWERS, told(10, outcome=Replied(b"short,0,0", changes=False))),
    "a command is denied, and done under the same ownership": (
        Check.ANSWERS,
        lambda h: seen(
            h,
            10,
            lambda o: [replace(o, sent_s=0.0, ended_s=0.1, outcome=Replied(b"short,0,0", changes=False)), o],
        ),
    ),
    "a command is done, and then denied": (Check.ANSWERS, then(10, Replied(b"short,0,0", changes=False))),
    "what was answered first comes last": (Check.ORDER, told(1, sent_s=500.0, ended_s=501.0)),
    "a later command has a smaller number": (Check.ORDER, told(7, sent_s=-9.0, ended_s=-8.0)),
    "events are others than the rules give": (Check.RERUN, at(ONE, 1, events=b"100,77777,")),
    "a reply is another than the rules give": (Check.RERUN, retold(1, b"coins,100,77777")),
    "a joint command's reply is another": (Check.RERUN, retold(3, b"coins,70,77777")),
    "a note's reply is another": (Check.RERUN, at(THREE, 1, reply=b"coins,10,77777")),
    "a command is stored that the rules deny": (Check.RERUN, told(1, command=change(1, 1, -5))),
    "a command is stored at which the rules raise": (
        Check.RERUN,
        told(1, command=change(1, 1, 100, poison="decide")),
    ),
    "a posting is missing": (Check.MONEY, lambda h: replace(h, entries=h.entries[1:])),
    "a posting has another amount": (
        Check.MONEY,
        entries(lambda e: [replace(e, amount=e.amount + 1) if e.account == "mint/test" else e]),
    ),
    "a posting is another actor's": (Check.MONEY, entries(lambda e: [replace(e, actor=THREE)])),
    "both sides of a posting are doubled": (
        Check.MONEY,
        entries(lambda e: [replace(e, amount=2 * e.amount)]),
    ),
    "a command has posted that is not stored": (
        Check.MONEY,
        lambda h: replace(h, entries=(*h.entries, EntryRow(77, ONE, "mint/test", "gem", 0))),
    ),
    "a joint command is stored on one side": (Check.JOINT, without(TWO, 4)),
    "a command is stored in an actor that it is not for": (Check.JOINT, at(THREE, 2, command_id=9)),
    "a joint command has two replies": (Check.JOINT, at(TWO, 4, reply=b"coins,1,1")),
    "a fault was announced and never came": (
        Check.COVERAGE,
        lambda h: replace(h, coverage=Coverage(frozenset({"crash", "flood"}), {"crash": 1})),
    ),
    "too little was done": (Check.COVERAGE, lambda h: replace(h, coverage=Coverage(least_acknowledged=1000))),
    "a note that waits is lost": (Check.NOTES, inbox(lambda n: [])),
    "a note that has arrived still waits": (Check.NOTES, delivered_and_waiting),
    "a note is late": (Check.NOTES, lambda h: replace(h, settled_at_ms=h.inbox[0].due_at_ms)),
    "a replaced reminder waits": (Check.NOTES, inbox(lambda n: [replace(n, command_id=derived(6))])),
    "a replaced reminder arrives": (Check.NOTES, consumed_after_it_was_replaced),
}


def test_without_damage_it_is_sound() -> None:
    report = check(good(), RULES)

    assert report.sound, report


def test_everything_is_looked_at() -> None:
    counts = check(good(), RULES).counts

    assert (counts.actors, counts.deltas, counts.live, counts.snapshots) == (3, 12, 3, 1)
    assert (counts.commands, counts.acknowledged, counts.judged_again, counts.notes) == (11, 9, 12, 3)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed_by_the_check_that_is_for_it(damage: str) -> None:
    expected, edit = DAMAGES[damage]

    report = check(edit(good()), RULES)

    assert expected in {violation.check for violation in report.violations}


@pytest.mark.parametrize("promise", Check)
def test_each_check_can_fail(promise: Check) -> None:
    assert promise in {expected for expected, _ in DAMAGES.values()}


def test_what_was_denied_may_be_done_under_a_later_ownership() -> None:
    denied = Replied(b"short,0,0", changes=False)
    history = seen(
        good(),
        10,
        lambda o: [replace(o, sent_s=0.0, ended_s=0.1, outcome=denied), o],
    )

    taken = replace(history, takings=(Taking(shard_of(THREE), 0.5),))

    assert check(taken, RULES).sound


def test_another_release_may_judge_otherwise() -> None:
    history = at(ONE, 1, events=b"100,77777,", release="older")(good())

    assert check(history, RULES).sound


def test_a_command_of_unknown_outcome_may_be_missing() -> None:
    history = told(11, outcome=Unknown())(good())
    gone = rows(history, lambda row: [] if row.command_id == 11 else [row])
    unposted = entries(lambda e: [] if e.command_id == 11 else [e])(gone)

    report = check(replace(unposted, live=()), RULES)

    assert report.sound, report


def blamed_for_settings(history: History, rules: Rules = RULES) -> bool:
    return any("older settings" in str(one) for one in check(history, rules).violations)


def test_settings_that_a_set_back_store_has_lost_do_not_go_back() -> None:
    lost = at(ONE, 2, settings_version=3)(good())
    assert blamed_for_settings(lost)
    assert not blamed_for_settings(replace(lost, set_back=True))


@pytest.mark.parametrize(("younger_by_ms", "is_blamed"), [(-1, True), (1, False)])
def test_settings_that_were_in_force_do_not_go_back_even_where_a_store_was_set_back(
    younger_by_ms: int, is_blamed: bool
) -> None:
    lost = at(ONE, 2, settings_version=1)(good())
    (decided,) = (row for row in lost.deltas if (row.actor, row.seq) == (ONE, 2))
    (first,) = (row for row in lost.deltas if (row.actor, row.seq) == (ONE, 1))
    changed = replace(first, actor=WORLD, at_ms=decided.at_ms + younger_by_ms)
    set_back = replace(lost, deltas=(*lost.deltas, changed), set_back=True)
    rules = replace(RULES, kinds={**RULES.kinds, "world": RULES.kinds["purse"]})
    assert blamed_for_settings(set_back, rules) is is_blamed
