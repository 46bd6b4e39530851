"""A runtime without concurrency or faults, that writes histories down as they should be."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actors.behavior import Command, Decision, Entry, JointCommand, Kind, Note
from actors.history import Account, Coverage, History, LiveState, Observation, Replied, Rules, Taking
from actors.identity import ActorId, derived_command_id, shard_of
from actors.moment import Moment
from actors.ports import ERASED, DeltaRow, EntryRow, NoteRow, SnapshotRow
from actors.testing import Purse, PurseBehavior, PurseCodec, SequenceDice

RELEASE = "test"
BEHAVIOR = PurseBehavior()
CODEC = PurseCodec()
KIND = Kind(name="purse", behavior=BEHAVIOR, codec=CODEC, joint=BEHAVIOR)


def balances_of(actor: ActorId, state: Any) -> Mapping[Account, int]:
    """Return what a purse should have in the ledger."""
    return {Account("purse", "coin"): state.coins}


RULES = Rules(kinds={"purse": KIND}, dice=SequenceDice, release=RELEASE, balances_of=balances_of)


class Scribe:
    """Judges one command after the other, and keeps all rows. Each takes a second."""

    def __init__(self) -> None:
        self.deltas: list[DeltaRow] = []
        self.entries: list[EntryRow] = []
        self.snapshots: list[SnapshotRow] = []
        self.inbox: dict[tuple[ActorId, str], NoteRow] = {}
        self.observations: list[Observation] = []
        self.states: dict[ActorId, tuple[int, Purse]] = {}
        self.now_s = 0.0
        self._answers: dict[int, Replied] = {}

    def do(self, command: Command[Any] | JointCommand[Any]) -> Replied:
        """Judge a command, or say again what was said of it."""
        sent_s = self.now_s
        self.now_s += 0.5
        if command.id not in self._answers:
            joint = isinstance(command, JointCommand)
            self._answers[command.id] = self._do_joint(command) if joint else self._do_one(command)
        answer = self._answers[command.id]
        self.observations.append(Observation(command, sent_s, self.now_s, answer))
        self.now_s += 0.5
        return answer

    def deliver(self) -> int:
        """Let all notes that are due arrive; return how many there were."""
        due = [note for note in self.inbox.values() if note.due_at_ms <= self.now_ms]
        for note in due:
            del self.inbox[note.target, note.name]
            command = Command(note.command_id, note.target, note.name, CODEC.decode_command(note.body))
            self._do_one(command, is_note=True)
        return len(due)

    def snapshot(self, actor: ActorId) -> None:
        """Keep an actor's state as it is."""
        seq, state = self.states.get(actor, (0, Purse()))
        if seq and not any((row.actor, row.seq) == (actor, seq) for row in self.snapshots):
            self.snapshots.append(SnapshotRow(actor, seq, CODEC.schema, CODEC.encode_state(state)))

    def erase(self, command: Command[Any]) -> None:
        """Erase an actor, as the store does for a decision that erases; the command is answered."""
        actor, sent_s = command.actor, self.now_s
        seq, _ = self.states[actor]
        self._write(command, actor, Decision(("coins", 0, 0)))
        self.states[actor] = (seq + 1, Purse())
        self.deltas = [row for row in self.deltas if row.actor != actor or row.seq > seq]
        self.snapshots = [row for row in self.snapshots if row.actor != actor]
        self.inbox = {slot: note for slot, note in self.inbox.items() if slot[0] != actor}
        nobody = ActorId(actor.kind, 0)
        self.entries = [
            replace(row, actor=nobody, account=ERASED) if row.actor == actor else row for row in self.entries
        ]
        self.snapshot(actor)
        self.now_s += 0.5
        answer = Replied(CODEC.encode_reply(("coins", 0, 0)))
        self.observations.append(Observation(command, sent_s, self.now_s, answer))
        self.now_s += 0.5

    @property
    def now_ms(self) -> int:
        """Return the store's time."""
        return 1_750_000_000_000 + int(self.now_s * 1000)

    def history(self) -> History:
        """Return what has been written down."""
        live = [LiveState(actor, seq, state) for actor, (seq, state) in self.states.items()]
        return History(
            deltas=tuple(self.deltas),
            snapshots=tuple(self.snapshots),
            entries=tuple(self.entries),
            inbox=tuple(self.inbox.values()),
            live=tuple(live),
            observations=tuple(self.observations),
            takings=tuple(Taking(shard, -1.0) for shard in {shard_of(actor) for actor in self.states}),
            coverage=Coverage(frozenset({"crash"}), {"crash": 1}, 1),
        )

    def _moment(self, actor: ActorId) -> Moment[Any]:
        seq = self.states.get(actor, (0, Purse()))[0] + 1
        return Moment(self.now_ms, seq, SequenceDice(actor, seq, self.now_ms), None, 0, actor)

    def _do_one(self, command: Command[Any], *, is_note: bool = False) -> Replied:
        state = self.states.get(command.actor, (0, Purse()))[1]
        decision = BEHAVIOR.decide(state, command.body, self._moment(command.actor))
        changes = bool(decision.events) or is_note
        if changes:
            self._write(command, command.actor, decision)
        return Replied(CODEC.encode_reply(decision.reply), changes)

    def _do_joint(self, command: JointCommand[Any]) -> Replied:
        states = {actor: self.states.get(actor, (0, Purse()))[1] for actor in command.actors}
        decided = BEHAVIOR.decide_joint(states, command.body, self._moment(command.actors[0]))
        if not decided.refused:
            for actor in command.actors:
                part = decided.parts[actor]
                whole = Decision(decided.reply, part.events, part.entries, part.notes)
                self._write(command, actor, whole)
        return Replied(CODEC.encode_reply(decided.reply), not decided.refused)

    def _write(
        self, command: Command[Any] | JointCommand[Any], actor: ActorId, decision: Decision[Any, Any]
    ) -> None:
        seq, state = self.states.get(actor, (0, Purse()))
        for event in decision.events:
            state = BEHAVIOR.evolve(state, event)
        self.states[actor] = (seq + 1, state)
        self.deltas.append(
            DeltaRow(
                actor=actor,
                seq=seq + 1,
                command_id=command.id,
                name=command.name,
                schema=CODEC.schema,
                settings_version=0,
                release=RELEASE,
                events=CODEC.encode_events(decision.events),
                reply=CODEC.encode_reply(decision.reply),
                at_ms=self.now_ms,
            )
        )
        self.entries += [posting(command.id, actor, entry) for entry in decision.entries if entry.amount]
        for n, note in enumerate(decision.notes):
            self._leave(note, derived_command_id(command.id, note.target, n))

    def _leave(self, note: Note, command_id: int) -> None:
        body = CODEC.encode_command(note.body)
        shard = shard_of(note.target)
        self.inbox[note.target, note.name] = NoteRow(
            note.target, note.name, shard, note.due_at_ms, command_id, body
        )


def posting(command_id: int, actor: ActorId, entry: Entry) -> EntryRow:
    """Return a posting as it is stored."""
    return EntryRow(command_id, actor, entry.account, entry.currency, entry.amount)
