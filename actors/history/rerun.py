"""Check 5: what is judged again comes out the same; and each note that was left has arrived once."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from actors.behavior import Command, Decision, Entry, JointCommand, Note
from actors.history.answers import RowsByCommand
from actors.history.journals import Journal
from actors.history.notes import Left
from actors.history.record import History, Observation, Rules
from actors.history.report import Check, Report
from actors.identity import ActorId, derived_command_id
from actors.moment import Moment
from actors.ports import DeltaRow, EntryRow


class Rerun:
    """Judges every command that is known by its body, and every note that follows from one."""

    def __init__(
        self,
        history: History,
        journals: Mapping[ActorId, Journal],
        rows: RowsByCommand,
        rules: Rules,
        report: Report,
    ) -> None:
        self._journals = journals
        self._rows = rows
        self._rules = rules
        self._report = report
        self._posted: dict[tuple[int, ActorId], list[EntryRow]] = {}
        for entry in history.entries:
            self._posted.setdefault((entry.command_id, entry.actor), []).append(entry)
        self._waiting: deque[tuple[Command[Any] | JointCommand[Any], bool]] = deque()
        self.left: list[Left] = []

    def run(self, sendings: Mapping[int, Sequence[Observation]]) -> Sequence[Left]:
        """Judge them all; return the notes that were left."""
        self._waiting.extend((sent[0].command, False) for sent in sendings.values())
        while self._waiting:
            command, is_note = self._waiting.popleft()
            if command.id not in self._rows:
                continue
            if isinstance(command, JointCommand):
                self._judge_joint(command)
            else:
                self._judge(command, is_note)
        return self.left

    def _judge(self, command: Command[Any], is_note: bool) -> None:
        row = self._rows[command.id].get(command.actor)
        if row is None or not self._may_judge([row]):
            return
        behavior = self._rules.kinds[command.actor.kind].behavior
        state = self._journals[command.actor].state_at(row.seq - 1)
        try:
            decision = behavior.decide(state, command.body, self._moment(row))
        except Exception as error:  # noqa: BLE001 - whatever the rules raise is what is looked for
            self._report.blame(Check.RERUN, command.actor, f"judging {_at(row)} again raises {error!r}")
            return
        if not decision.events and not is_note:
            self._report.blame(Check.RERUN, command.actor, f"{_at(row)} comes out as {decision.reply!r}")
        self._compare(row, decision)

    def _judge_joint(self, command: JointCommand[Any]) -> None:
        found = self._rows[command.id]
        rows = [found[actor] for actor in command.actors if actor in found]
        if len(rows) < len(command.actors) or not self._may_judge(rows):
            return
        first = rows[0]
        joint = self._rules.kinds[first.actor.kind].joint
        states = {row.actor: self._journals[row.actor].state_at(row.seq - 1) for row in rows}
        try:
            assert joint is not None
            decision = joint.decide_joint(states, command.body, self._moment(first))
        except Exception as error:  # noqa: BLE001 - whatever the rules raise is what is looked for
            self._report.blame(Check.RERUN, first.actor, f"judging {_at(first)} again raises {error!r}")
            return
        if decision.refused:
            self._report.blame(Check.RERUN, first.actor, f"{_at(first)} comes out as {decision.reply!r}")
            return
        notes = 0
        for row in rows:
            part = decision.parts.get(row.actor)
            whole = (
                Decision(decision.reply)
                if part is None
                else Decision(decision.reply, part.events, part.entries, part.notes)
            )
            self._compare(row, whole, notes_before=notes)
            notes += len(whole.notes)

    def _compare(self, row: DeltaRow, decision: Decision[Any, Any], *, notes_before: int = 0) -> None:
        """Hold what comes out now against what is stored; the notes of one command are counted through."""
        self._report.counts.judged_again += 1
        codec = self._rules.kinds[row.actor.kind].codec
        events, reply = codec.encode_events(decision.events), codec.encode_reply(decision.reply)
        if events != row.events:
            text = f"{_at(row)} comes out with the events {events!r}, stored are {row.events!r}"
            self._report.blame(Check.RERUN, row.actor, text)
        if reply != row.reply:
            text = f"{_at(row)} comes out with the reply {reply!r}, stored is {row.reply!r}"
            self._report.blame(Check.RERUN, row.actor, text)
        posted = {
            (e.account, e.currency): e.amount for e in self._posted.get((row.command_id, row.actor), ())
        }
        if posted != summed(decision.entries):
            text = f"{_at(row)} comes out with other postings than the ledger has: {posted}"
            self._report.blame(Check.RERUN, row.actor, text)
        self._take_notes(row, decision.notes, notes_before)

    def _take_notes(self, row: DeltaRow, notes: Sequence[Note], first: int) -> None:
        for n, note in enumerate(notes, first):
            command_id = derived_command_id(row.command_id, note.target, n)
            self.left.append(Left(row, note, command_id))
            self._waiting.append((Command(command_id, note.target, note.name, note.body), True))

    def _may_judge(self, rows: Sequence[DeltaRow]) -> bool:
        """Another release may judge otherwise; what could not be folded was blamed already."""
        return all(
            row.release == self._rules.release and self._journals[row.actor].may_be_judged(row.seq)
            for row in rows
            if row.actor in self._journals
        ) and all(row.actor in self._journals for row in rows)

    def _moment(self, row: DeltaRow) -> Moment[Any]:
        rules, version = self._rules, row.settings_version
        dice = rules.dice(row.actor, row.seq, row.at_ms)
        return Moment(row.at_ms, row.seq, dice, rules.settings_at(version), version, row.actor)


def summed(entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """Sum postings by account and currency, as they are stored."""
    sums: dict[tuple[str, str], int] = {}
    for entry in entries:
        account = (entry.account, entry.currency)
        sums[account] = sums.get(account, 0) + entry.amount
    return {account: amount for account, amount in sums.items() if amount}


def _at(row: DeltaRow) -> str:
    return f"command {row.command_id} at {row.seq}"
