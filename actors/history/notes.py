"""Each note that was left is consumed once, waits, or was replaced by a newer reminder."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from actors.behavior import Note
from actors.history.answers import RowsByCommand
from actors.history.forgotten import Forgotten
from actors.history.record import History
from actors.history.report import Check, Report
from actors.identity import ActorId
from actors.ports import NEVER_MS, DeltaRow, NoteRow


class Left(NamedTuple):
    """A note, the delta that left it, and its command id."""

    by: DeltaRow
    note: Note
    command_id: int


def check_notes(
    history: History, left: Sequence[Left], rows: RowsByCommand, forgotten: Forgotten, report: Report
) -> None:
    """Find what became of every note that is known to have been left."""
    waiting = {(note.target, note.name): note for note in history.inbox}
    replaced_at = _replacements(left)
    for one in left:
        consumed = rows.get(one.command_id, {}).get(one.note.target)
        if consumed is not None or not forgotten.note(one.note.target, one.by):
            _follow(one, waiting, replaced_at.get(one.command_id), consumed, report)
    _check_due(history, report)
    report.counts.notes = len(left)


def _replacements(left: Sequence[Left]) -> Mapping[int, int]:
    """Find by which delta of its own actor each reminder was replaced, or armed again."""
    armed: dict[tuple[ActorId, str], list[Left]] = {}
    for one in left:
        if one.note.target == one.by.actor:
            armed.setdefault((one.note.target, one.note.name), []).append(one)
    replaced_at: dict[int, int] = {}
    for reminders in armed.values():
        reminders.sort(key=lambda one: one.by.seq)
        replaced_at |= {old.command_id: new.by.seq for old, new in pairwise(reminders)}
    return replaced_at


def _follow(
    one: Left,
    waiting: Mapping[tuple[ActorId, str], NoteRow],
    replaced_at: int | None,
    consumed: DeltaRow | None,
    report: Report,
) -> None:
    target, name = one.note.target, one.note.name
    kept = waiting.get((target, name))
    waits = kept is not None and kept.command_id == one.command_id
    text = f"the note {name!r} of {one.by.actor} at {one.by.seq}"
    if consumed is None and not waits and replaced_at is None:
        report.blame(Check.NOTES, target, f"{text} is lost")
    if consumed is not None and waits:
        report.blame(Check.NOTES, target, f"{text} was consumed at {consumed.seq}, and still waits")
    if replaced_at is not None and (waits or (consumed is not None and consumed.seq > replaced_at)):
        became = "still waits" if consumed is None else f"was consumed at {consumed.seq}"
        report.blame(Check.NOTES, target, f"{text} {became}, though {replaced_at} has replaced it")


def _check_due(history: History, report: Report) -> None:
    if history.settled_at_ms is None:
        return
    for note in history.inbox:
        if note.due_at_ms != NEVER_MS and note.due_at_ms <= history.settled_at_ms:
            late_ms = history.settled_at_ms - note.due_at_ms
            report.blame(Check.NOTES, note.target, f"the note {note.name!r} is {late_ms} ms late")
