"""Checks 3, 4 and 7: what authors were told of their commands, in what order, and on all sides."""

from collections.abc import Mapping, Sequence

from actors.history.forgotten import Forgotten
from actors.history.record import History, Observation, Refused, Replied, Taking
from actors.history.report import Check, Report
from actors.identity import ActorId, shard_of
from actors.ports import DeltaRow

type RowsByCommand = Mapping[int, Mapping[ActorId, DeltaRow]]


def rows_by_command(history: History, report: Report) -> RowsByCommand:
    """Find the deltas of each command; two in one actor are a violation."""
    found: dict[int, dict[ActorId, DeltaRow]] = {}
    for row in history.deltas:
        sides = found.setdefault(row.command_id, {})
        if row.actor in sides:
            text = f"command {row.command_id} is stored at {sides[row.actor].seq} and at {row.seq}"
            report.blame(Check.ANSWERS, row.actor, text)
        sides[row.actor] = row
    return found


def sendings_by_command(history: History) -> Mapping[int, Sequence[Observation]]:
    """Group what was seen by command."""
    found: dict[int, list[Observation]] = {}
    for seen in history.observations:
        found.setdefault(seen.command.id, []).append(seen)
    return found


def last_takings(takings: Sequence[Taking]) -> Mapping[int, float]:
    """Return when each shard was taken last."""
    found: dict[int, float] = {}
    for taking in takings:
        found[taking.shard] = max(found.get(taking.shard, float("-inf")), taking.at_s)
    return found


def check_answers(
    history: History,
    rows: RowsByCommand,
    sendings: Mapping[int, Sequence[Observation]],
    forgotten: Forgotten,
    report: Report,
) -> None:
    """Hold every answer against what is stored, but for what erased actors have lost."""
    last_taken = None if history.takings is None else last_takings(history.takings)
    for command_id, sent in sendings.items():
        sides = rows.get(command_id, {})
        actors = sent[0].actors
        _check_sides(sent, sides, forgotten, report)
        told = [s for s in sent if isinstance(s.outcome, Replied) and s.outcome.changes]
        denied = [s for s in sent if isinstance(s.outcome, Replied) and not s.outcome.changes]
        report.counts.acknowledged += bool(told)
        _check_told(told, sides, forgotten, report)
        if sides and all(isinstance(s.outcome, Refused) for s in sent):
            report.blame(Check.ANSWERS, actors[0], f"{_say(sent)}, and yet it is stored")
        elif sides:
            _check_denied(denied, told, last_taken, report)
    report.counts.commands = len(sendings)


def _check_told(
    told: Sequence[Observation], sides: Mapping[ActorId, DeltaRow], forgotten: Forgotten, report: Report
) -> None:
    """Each acknowledged command is stored in each of its actors, with the reply that was given."""
    for seen in told:
        assert isinstance(seen.outcome, Replied)
        for actor in seen.actors:
            row = sides.get(actor)
            if row is None and forgotten.command(actor, seen.sent_s):
                continue
            if row is None:
                report.blame(
                    Check.ANSWERS, actor, f"command {seen.command.id} was answered, but is not stored"
                )
            elif row.reply != seen.outcome.reply:
                text = (
                    f"command {seen.command.id} was answered {seen.outcome.reply!r}, stored is {row.reply!r}"
                )
                report.blame(Check.ANSWERS, actor, text)


def _check_denied(
    denied: Sequence[Observation],
    told: Sequence[Observation],
    last_taken: Mapping[int, float] | None,
    report: Report,
) -> None:
    """What was denied under one ownership stays denied; under a later one it may be judged anew."""
    for seen in denied:
        first = seen.actors[0]
        if any(t.ended_s <= seen.sent_s for t in told):
            report.blame(Check.ANSWERS, first, f"command {seen.command.id} was answered, then {seen.outcome}")
        elif last_taken is not None and not any(
            last_taken.get(shard_of(actor), float("-inf")) >= seen.sent_s for actor in seen.actors
        ):
            text = (
                f"command {seen.command.id} was denied ({seen.outcome}), and stored under the same ownership"
            )
            report.blame(Check.ANSWERS, first, text)


def _check_sides(
    sent: Sequence[Observation], sides: Mapping[ActorId, DeltaRow], forgotten: Forgotten, report: Report
) -> None:
    """A command is stored in all of its actors or in none, and in no others, with one reply."""
    if not sides:
        return
    command_id, actors = sent[0].command.id, sent[0].actors
    for actor in actors:
        if actor not in sides and not any(forgotten.command(actor, seen.sent_s) for seen in sent):
            report.blame(Check.JOINT, actor, f"command {command_id} is stored elsewhere, but not here")
    for actor in sides.keys() - set(actors):
        report.blame(Check.JOINT, actor, f"command {command_id} is stored here, but is none of this actor's")
    if len({row.reply for row in sides.values()}) > 1:
        report.blame(Check.JOINT, actors[0], f"command {command_id} has different replies on its sides")


def check_order(rows: RowsByCommand, sendings: Mapping[int, Sequence[Observation]], report: Report) -> None:
    """What was answered before another command was sent has the smaller number."""
    spans: dict[ActorId, list[tuple[int, float, float, int]]] = {}
    for command_id, sent in sendings.items():
        may_be = [s.sent_s for s in sent if not isinstance(s.outcome, Refused)]
        told = [s.ended_s for s in sent if isinstance(s.outcome, Replied) and s.outcome.changes]
        for actor, row in rows.get(command_id, {}).items():
            span = (row.seq, min(may_be, default=0.0), min(told, default=float("inf")), command_id)
            spans.setdefault(actor, []).append(span)
    for actor in sorted(spans):
        latest_s, latest = float("-inf"), 0
        for seq, sent_s, told_s, command_id in sorted(spans[actor]):
            if latest_s > told_s:
                text = f"command {command_id} was answered before {latest} was sent, but follows it, at {seq}"
                report.blame(Check.ORDER, actor, text)
            if sent_s > latest_s:
                latest_s, latest = sent_s, command_id


def _say(sent: Sequence[Observation]) -> str:
    outcomes = ", ".join(str(s.outcome) for s in sent)
    return f"command {sent[0].command.id} was never applied for its author ({outcomes})"
