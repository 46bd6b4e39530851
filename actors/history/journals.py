"""Checks 1 and 2: numbers are contiguous, and a fold of the deltas is what snapshots and memory hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from actors.errors import CodecError
from actors.history.record import History, LiveState, Rules
from actors.history.report import Check, Report
from actors.identity import ActorId
from actors.ports import DeltaRow, SnapshotRow
from actors.settings import WORLD


class Journal:
    """One actor's deltas in order, and its state before and after each."""

    __slots__ = ("actor", "base", "rows", "states", "tombstone")

    def __init__(
        self, actor: ActorId, rows: Sequence[DeltaRow], base: int, state: Any, *, tombstone: int | None = None
    ) -> None:
        self.actor = actor
        self.rows = rows
        self.base = base
        self.states = [state]
        self.tombstone = tombstone
        """The delta that erased what was before; nobody can judge it again."""

    @property
    def seq(self) -> int:
        """The number of the last delta that could be folded."""
        return self.base + len(self.states) - 1

    def holds(self, seq: int) -> bool:
        """Tell whether the state after delta `seq` is known."""
        return self.base <= seq <= self.seq

    def may_be_judged(self, seq: int) -> bool:
        """Tell whether the state before delta `seq` is known."""
        return self.holds(seq) and seq != self.tombstone

    def state_at(self, seq: int) -> Any:
        """Return the state after delta `seq`."""
        return self.states[seq - self.base]


def read_journals(history: History, rules: Rules, report: Report) -> Mapping[ActorId, Journal]:
    """Fold every actor's deltas; what cannot be folded is a violation, and ends that actor's fold."""
    rows: dict[ActorId, list[DeltaRow]] = {}
    for row in history.deltas:
        rows.setdefault(row.actor, []).append(row)
    snapshots: dict[ActorId, dict[int, SnapshotRow]] = {}
    for snapshot in history.snapshots:
        snapshots.setdefault(snapshot.actor, {})[snapshot.seq] = snapshot
    journals = {}
    since_ms = {row.seq: row.at_ms for row in rows.get(WORLD, ())}
    for actor in sorted(rows.keys() | snapshots.keys()):
        ordered = sorted(rows.get(actor, ()), key=lambda row: row.seq)
        journal = _begin(actor, ordered, snapshots.get(actor, {}), rules, report)
        if journal is not None:
            _fold(journal, since_ms, rules, report)
            _compare_snapshots(journal, snapshots.get(actor, {}), rules, report)
            journals[actor] = journal
    _compare_live(history.live, journals, rules, report)
    counts = report.counts
    counts.actors, counts.deltas = len(rows), len(history.deltas)
    counts.snapshots, counts.live = len(history.snapshots), len(history.live)
    return journals


def _begin(
    actor: ActorId,
    rows: Sequence[DeltaRow],
    snapshots: Mapping[int, SnapshotRow],
    rules: Rules,
    report: Report,
) -> Journal | None:
    """Start at the first delta, or at the snapshot that all older ones were archived or erased for."""
    kind = rules.kinds[actor.kind]
    if rows and rows[0].seq == 1:
        return Journal(actor, rows, 0, kind.behavior.initial(actor.key))
    base = rows[0].seq - 1 if rows else max(snapshots)
    snapshot = snapshots.get(base)
    if snapshot is None and rows and _is_tombstone(actor, rows[0], snapshots.get(rows[0].seq), rules):
        return Journal(actor, rows, base, kind.behavior.initial(actor.key), tombstone=rows[0].seq)
    if snapshot is None:
        report.blame(
            Check.SEQUENCE, actor, f"begins at {base + 1}, and no snapshot stands for what was before"
        )
        return None
    try:
        return Journal(actor, rows, base, kind.codec.decode_state(snapshot.schema, snapshot.state))
    except CodecError as error:
        report.blame(Check.FOLD, actor, f"the snapshot at {base} cannot be read: {error}")
        return None


def _is_tombstone(actor: ActorId, row: DeltaRow, snapshot: SnapshotRow | None, rules: Rules) -> bool:
    """Tell whether a first delta has erased what was before: it alone makes its snapshot of nobody."""
    if snapshot is None:
        return False
    kind = rules.kinds[actor.kind]
    state = kind.behavior.initial(actor.key)
    try:
        for event in kind.codec.decode_events(row.schema, row.events):
            state = kind.behavior.evolve(state, event)
    except Exception:  # noqa: BLE001 - what lacks its past may not be foldable; it is blamed for that
        return False
    return kind.codec.encode_state(state) == snapshot.state


def _fold(journal: Journal, since_ms: Mapping[int, int], rules: Rules, report: Report) -> None:
    """Fold the deltas; `since_ms` tells from when on each version of the settings was in force."""
    kind = rules.kinds[journal.actor.kind]
    state, before = journal.states[0], None
    for row in journal.rows:
        if row.seq != journal.seq + 1:
            report.blame(Check.SEQUENCE, journal.actor, f"delta {row.seq} follows {journal.seq}")
            return
        if before is not None and row.at_ms < before.at_ms:
            report.blame(Check.SEQUENCE, journal.actor, f"delta {row.seq} is older than the one before")
        # A version that came into force later (again) is one that a store which was set back had lost.
        known = before is not None and since_ms.get(before.settings_version, 0) <= before.at_ms
        if known and before is not None and row.settings_version < before.settings_version:
            report.blame(Check.SEQUENCE, journal.actor, f"delta {row.seq} was decided under older settings")
        before = row
        try:
            for event in kind.codec.decode_events(row.schema, row.events):
                state = kind.behavior.evolve(state, event)
        except Exception as error:  # noqa: BLE001 - whatever the rules raise is what is looked for
            report.blame(Check.FOLD, journal.actor, f"delta {row.seq} cannot be folded: {error!r}")
            return
        journal.states.append(state)


def _compare_snapshots(
    journal: Journal, snapshots: Mapping[int, SnapshotRow], rules: Rules, report: Report
) -> None:
    codec = rules.kinds[journal.actor.kind].codec
    last = journal.rows[-1].seq if journal.rows else journal.base
    for seq, snapshot in snapshots.items():
        if seq > last:
            report.blame(Check.SEQUENCE, journal.actor, f"a snapshot at {seq}, but the last delta is {last}")
        if not journal.holds(seq):
            continue
        try:
            kept = codec.encode_state(codec.decode_state(snapshot.schema, snapshot.state))
        except CodecError as error:
            report.blame(Check.FOLD, journal.actor, f"the snapshot at {seq} cannot be read: {error}")
            continue
        folded = codec.encode_state(journal.state_at(seq))
        if kept != folded:
            report.blame(
                Check.FOLD, journal.actor, f"the snapshot at {seq} says {kept!r}, the deltas {folded!r}"
            )


def _compare_live(
    live: Sequence[LiveState], journals: Mapping[ActorId, Journal], rules: Rules, report: Report
) -> None:
    for one in live:
        kind = rules.kinds[one.actor.kind]
        journal = journals.get(one.actor)
        if journal is None:
            journal = Journal(one.actor, (), 0, kind.behavior.initial(one.actor.key))
        if one.seq != journal.seq:
            report.blame(Check.FOLD, one.actor, f"lives at {one.seq}, but {journal.seq} is stored")
            continue
        lives, stored = (kind.codec.encode_state(s) for s in (one.state, journal.state_at(one.seq)))
        if lives != stored:
            report.blame(Check.FOLD, one.actor, f"lives as {lives!r}, the deltas say {stored!r}")
