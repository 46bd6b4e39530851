"""Judging what waits in a mailbox: decide on a tentative state, never on the real one."""

import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import Any, Final

from actors.activation import Activation
from actors.behavior import Command, Decision, Entry, JointCommand, Kind, Note
from actors.clock import StoreClock
from actors.errors import Internal, TooLate
from actors.identity import ActorId, derived_command_id, shard_of
from actors.inspection import CommandTrace
from actors.mailbox import Barrier, Item, NoteItem
from actors.moment import DiceMaker, Moment
from actors.ports import DeltaRow, EntryRow, Erasure, NoteRow, SnapshotRow, StandingRow
from actors.settings import Settings
from actors.shard import REDELIVERY_S

log = logging.getLogger(__name__)

COMMANDS_PER_TURN: Final = 64
DELTAS_PER_SNAPSHOT: Final = 64
FAULTS_TO_PARK: Final = 3
REDELIVERY_MS: Final = int(REDELIVERY_S * 1000)

EMPTY: Final[Decision[Any, Any]] = Decision(None)
"""The decision of a barrier."""


@dataclass(slots=True)
class Turn:
    """What one actor wants committed at once, and who waits for it.

    `state`, `seq` and `last_at_ms` become the activation's after the commit, not before.
    `journaled` are items whose command is in the journal already: they are answered from there.
    `refusals` were judged on the tentative state, and count only once it is committed.
    """

    activation: Activation
    state: Any
    seq: int
    last_at_ms: int
    rows: list[DeltaRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    standings: list[StandingRow] = field(default_factory=list)
    notes: list[NoteRow] = field(default_factory=list)
    answers: list[tuple[Item, Any]] = field(default_factory=list)
    journaled: list[Item] = field(default_factory=list)
    refusals: list[tuple[int, Any]] = field(default_factory=list)
    consumed: list[NoteRow] = field(default_factory=list)
    snapshot: SnapshotRow | None = None
    erasure: Erasure | None = None

    @property
    def writes(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self.rows) or self.snapshot is not None or bool(self.standings)

    @property
    def settings_version(self) -> int:
        """The world settings of its last delta."""
        return self.rows[-1].settings_version if self.rows else 0


@dataclass(frozen=True, slots=True)
class Judge:
    """Takes turns. What is the same for all actors of a host: kinds, time, dice, settings, release."""

    kinds: Mapping[str, Kind[Any, Any, Any, Any]]
    clock: StoreClock
    dice: DiceMaker
    settings: Settings
    release: str

    def take_turn(self, activation: Activation) -> Turn:
        """Judge up to 64 waiting commands; refusals and views are answered as soon as they may."""
        turn = Turn(activation, activation.state, activation.seq, activation.last_at_ms)
        now_s = self.clock.monotonic_s()
        activation.forget_before(self.clock.now_ms() - REDELIVERY_MS)
        count = turn_length(activation.mailbox)
        items = activation.mailbox[:count]
        del activation.mailbox[:count]
        for place, item in enumerate(items, start=1):
            if item.done:
                activation.pending.pop(item.command.id, None)
            else:
                self._judge(turn, item, now_s)
            if turn.erasure is not None:
                activation.mailbox[:0] = items[place:]
                break
        if turn.snapshot is None and turn.rows and turn.seq - activation.snapshot_seq >= DELTAS_PER_SNAPSHOT:
            turn.snapshot = snapshot_of(activation, turn.state, turn.seq)
        return turn

    def _judge(self, turn: Turn, item: Item, now_s: float) -> None:
        activation, command = turn.activation, item.command
        if command.id in activation.known:
            turn.journaled.append(item)
            return
        began_ns = perf_counter_ns()
        try:
            at = self.moment(activation.actor, turn.seq + 1, turn.last_at_ms)
            if isinstance(item, Barrier):
                self._append(turn, command, EMPTY, at)
                turn.answers.append((item, None))
                return
            if command.issued_at_ms is not None and self.clock.is_older_than(
                command.issued_at_ms, REDELIVERY_MS
            ):
                raise TooLate
            decision = activation.kind.behavior.decide(turn.state, command.body, at)
            writes = bool(decision.events) or isinstance(item, NoteItem)
            if writes:
                self._append(turn, command, decision, at)
        except TooLate as error:
            self._finish(turn, item, "too late", began_ns)
            item.fail(error)
            return
        except Exception as error:  # noqa: BLE001 - the rules are code of others; their bugs end here
            self._finish(turn, item, "internal", began_ns)
            item.fail(self._fault(turn, item, error))
            return
        if isinstance(item, NoteItem):
            turn.consumed.append(item.row)
        else:
            activation.faults = 0
        if writes:
            turn.answers.append((item, decision.reply))
            self._finish(turn, item, "committed", began_ns, pending=True)
            return
        outcome = "refused" if decision.refused else "viewed"
        # What was judged on a state that is not yet committed must not be seen before it is.
        held = bool(turn.rows)
        self._finish(turn, item, outcome, began_ns, pending=held)
        if held:
            turn.answers.append((item, decision.reply))
            if decision.refused:
                turn.refusals.append((command.id, decision.reply))
            return
        if decision.refused:
            activation.shard.refusals.keep(command.id, activation.actor, decision.reply, now_s)
        item.answer(decision.reply)

    def moment(self, actor: ActorId, seq: int, last_at_ms: int) -> Moment[Any]:
        """Return the moment of the delta `seq` of an actor whose last one was at `last_at_ms`."""
        now_ms = max(last_at_ms, self.clock.now_ms())
        dice = self.dice(actor, seq, now_ms)
        return Moment(now_ms, seq, dice, self.settings.value, self.settings.version, actor)

    def _append(
        self, turn: Turn, command: Command[Any], decision: Decision[Any, Any], at: Moment[Any]
    ) -> None:
        """Add a decision's rows to the turn; raises without having changed it."""
        activation = turn.activation
        actor, kind = activation.actor, activation.kind
        state = turn.state
        for event in decision.events:
            state = kind.behavior.evolve(state, event)
        reply = b"" if decision is EMPTY else kind.codec.encode_reply(decision.reply)
        row = self.delta_row(command, actor, at, events=decision.events, reply=reply)
        entries = ledger_rows(command.id, command.name, [(actor, decision.entries)])
        tombstone = (
            SnapshotRow(actor, at.seq, kind.codec.schema, kind.codec.encode_state(state))
            if decision.erases
            else None
        )
        turn.notes += self.note_rows(command.id, decision.notes)
        turn.entries += entries
        turn.rows.append(row)
        turn.state, turn.seq, turn.last_at_ms = state, at.seq, at.now_ms
        if tombstone is not None:
            turn.snapshot = tombstone
            turn.erasure = Erasure(actor, activation.shard.number, at.seq)

    def delta_row(
        self,
        command: Command[Any] | JointCommand[Any],
        actor: ActorId,
        at: Moment[Any],
        *,
        events: tuple[Any, ...],
        reply: bytes,
        seq: int | None = None,
    ) -> DeltaRow:
        """Return what a command changes in one actor, at `seq` or that of the moment.

        Raises what encoding raises.
        """
        codec = self.kinds[actor.kind].codec
        return DeltaRow(
            actor=actor,
            seq=at.seq if seq is None else seq,
            command_id=command.id,
            name=command.name,
            schema=codec.schema,
            settings_version=at.settings_version,
            release=self.release,
            events=codec.encode_events(events),
            reply=reply,
            at_ms=at.now_ms,
        )

    def note_rows(self, cause: int, notes: Iterable[Note], first: int = 0) -> list[NoteRow]:
        """Return the notes that a command sends; raises what encoding raises."""
        return [
            NoteRow(
                note.target,
                note.name,
                shard_of(note.target),
                note.due_at_ms,
                derived_command_id(cause, note.target, first + n),
                self.kinds[note.target.kind].codec.encode_command(note.body),
            )
            for n, note in enumerate(notes)
        ]

    def _finish(self, turn: Turn, item: Item, outcome: str, began_ns: int, *, pending: bool = False) -> None:
        activation, command = turn.activation, item.command
        if not pending:
            activation.pending.pop(command.id, None)
        cost_us = (perf_counter_ns() - began_ns) // 1000
        activation.trace(CommandTrace(command.id, command.name, outcome, cost_us))

    def _fault(self, turn: Turn, item: Item, error: Exception) -> Internal:
        """Log a bug in the rules; the third in a row parks the actor for an operator.

        A note never does: it is tried again later, and set aside in the end.
        """
        activation, command = turn.activation, item.command
        ref = secrets.token_hex(4)
        if not isinstance(item, NoteItem):
            activation.faults += 1
            activation.parked = activation.faults >= FAULTS_TO_PARK
        log.error(
            "internal error %s: %s at seq %d, command %d %s %r%s",
            ref,
            activation.actor,
            turn.seq,
            command.id,
            command.name,
            command.body,
            "; the actor is parked" if activation.parked else "",
            exc_info=error,
        )
        return Internal(ref)


def turn_length(mailbox: Sequence[Item]) -> int:
    """Return how many items the next turn takes: commands or notes up to 64, never both.

    A hold or a barrier ends the turn before it, and a note that is judged alone is a turn.
    """
    first = mailbox[0]
    if isinstance(first, Barrier) or (isinstance(first, NoteItem) and first.alone):
        return 1
    count = 0
    for item in mailbox[:COMMANDS_PER_TURN]:
        if type(item) is not type(first) or (isinstance(item, NoteItem) and item.alone):
            break
        count += 1
    return count


def ledger_rows(
    command_id: int, name: str, parts: Iterable[tuple[ActorId, Iterable[Entry]]]
) -> list[EntryRow]:
    """Sum a command's postings per actor, account and currency; raises ValueError unless they balance."""
    sums: dict[tuple[ActorId, str, str], int] = {}
    balance: dict[str, int] = {}
    for actor, entries in parts:
        for entry in entries:
            slot = (actor, entry.account, entry.currency)
            sums[slot] = sums.get(slot, 0) + entry.amount
            balance[entry.currency] = balance.get(entry.currency, 0) + entry.amount
    if any(balance.values()):
        raise ValueError(f"ledger postings of {name} do not sum to 0: {balance}")
    return [
        EntryRow(command_id, actor, account, currency, amount)
        for (actor, account, currency), amount in sums.items()
        if amount
    ]


def snapshot_of(activation: Activation, state: Any, seq: int) -> SnapshotRow | None:
    """Return the snapshot of a state, or None (and a line in the log) if it cannot be encoded.

    The deltas hold all that a snapshot holds, so that nothing is lost without one.
    """
    codec = activation.kind.codec
    try:
        return SnapshotRow(activation.actor, seq, codec.schema, codec.encode_state(state))
    except Exception:
        log.exception("no snapshot of %s at seq %d", activation.actor, seq)
        return None
