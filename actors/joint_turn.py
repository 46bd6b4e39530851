"""Judging a joint command: states in, rows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actors.activation import Activation
from actors.behavior import JointCommand, JointDecision, Kind, Part
from actors.identity import ActorId
from actors.mailbox import Hold
from actors.ports import Batch, DeltaRow, EntryRow, NoteRow, Token
from actors.turns import Judge, ledger_rows


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor that is held for a joint command: this instance's `own`, or one that another lends.

    `settings_since` is how many loads of the settings had begun when `settings_version` was read.
    """

    actor: ActorId
    kind: Kind[Any, Any, Any, Any]
    token: Token
    seq: int
    settings_version: int
    state: Any = None
    last_at_ms: int = 0
    own: tuple[Activation, Hold] | None = None
    settings_since: int = 0


@dataclass(frozen=True, slots=True)
class JointTurn:
    """What a joint command wants committed, and the states that its participants then have."""

    reply: Any
    refused: bool = False
    states: Mapping[ActorId, Any] | None = None
    at_ms: int = 0
    rows: tuple[DeltaRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()

    def batch(self, tokens: Sequence[Token]) -> Batch:
        """Return what is to be committed under the tokens of all participants."""
        return Batch(
            tokens=tuple(sorted(set(tokens))), deltas=self.rows, entries=self.entries, notes=self.notes
        )


def judge_joint(judge: Judge, participants: Sequence[Participant], joint: JointCommand[Any]) -> JointTurn:
    """Decide a joint command on the states of its participants; raises whatever the rules raise."""
    first = participants[0]
    rules = first.kind.joint
    if rules is None:
        raise TypeError(f"kind {first.kind.name} has no joint commands")
    last_at_ms = max(p.last_at_ms for p in participants)
    at = judge.moment(first.actor, first.seq + 1, last_at_ms)
    decision: JointDecision[Any, Any] = rules.decide_joint(
        {p.actor: p.state for p in participants}, joint.body, at
    )
    if decision.refused or not decision.parts:
        return JointTurn(decision.reply, refused=True)
    reply = first.kind.codec.encode_reply(decision.reply)
    rows: list[DeltaRow] = []
    notes: list[NoteRow] = []
    states: dict[ActorId, Any] = {}
    for p in participants:
        part = decision.parts.get(p.actor, Part())
        state = p.state
        for event in part.events:
            state = p.kind.behavior.evolve(state, event)
        states[p.actor] = state
        rows.append(judge.delta_row(joint, p.actor, at, events=part.events, reply=reply, seq=p.seq + 1))
        notes += judge.note_rows(joint.id, part.notes, first=len(notes))
    entries = ledger_rows(joint.id, joint.name, [(a, part.entries) for a, part in decision.parts.items()])
    return JointTurn(decision.reply, False, states, at.now_ms, tuple(rows), tuple(entries), tuple(notes))
