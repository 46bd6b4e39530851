"""A history in which nothing went wrong is sound, whatever was done in it."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actors.behavior import Command
from actors.history import Check, History, Refused, Unknown, check
from actors.identity import ActorId
from actors.ports import SnapshotRow
from actors.testing import Peek, Remind, Send, change, transfer
from tests.actors.history.scribe import RULES, Scribe

KEYS = st.integers(1, 4)
AMOUNTS = st.integers(-20, 40)
STEPS = st.one_of(
    st.tuples(st.just("change"), KEYS, AMOUNTS),
    st.tuples(st.just("peek"), KEYS),
    st.tuples(st.just("send"), KEYS, KEYS, st.integers(1, 20)),
    st.tuples(st.just("transfer"), st.permutations([1, 2, 3, 4]), st.integers(1, 20)),
    st.tuples(st.just("remind"), KEYS, st.integers(0, 5000), AMOUNTS),
    st.tuples(st.just("deliver")),
    st.tuples(st.just("snapshot"), KEYS),
    st.tuples(st.just("again"), st.integers(1, 30)),
)


def purse(key: int) -> ActorId:
    """Name a purse."""
    return ActorId("purse", key)


def written(steps: list[tuple[Any, ...]]) -> Scribe:
    """Do the steps, one after the other."""
    scribe = Scribe()
    for n, (what, *args) in enumerate(steps, 1):
        match what, args:
            case "change", [key, amount]:
                scribe.do(change(n, key, amount))
            case "peek", [key]:
                scribe.do(Command(n, purse(key), "purse.peek", Peek()))
            case "send", [key, to, amount]:
                scribe.do(Command(n, purse(key), "purse.send", Send(to, amount, n)))
            case "transfer", [[source, target, *_], amount]:
                scribe.do(transfer(n, source, target, amount))
            case "remind", [key, after_ms, amount]:
                scribe.do(Command(n, purse(key), "purse.remind", Remind(after_ms, amount)))
            case "deliver", []:
                scribe.deliver()
            case "snapshot", [key]:
                scribe.snapshot(purse(key))
            case "again", [back]:
                earlier = scribe.observations[-back:][:1]
                for seen in earlier:
                    scribe.do(seen.command)
    return scribe


def history_of(steps: list[tuple[Any, ...]]) -> History:
    """Return the history of the steps; nothing but the steps is asked of it."""
    history = written(steps).history()
    return replace(history, coverage=replace(history.coverage, least_acknowledged=0))


@settings(deadline=None, max_examples=200)
@given(st.lists(STEPS, max_size=30))
def test_what_was_done_one_after_the_other_is_sound(steps: list[tuple[Any, ...]]) -> None:
    report = check(history_of(steps), RULES)

    assert report.sound, report


@settings(deadline=None, max_examples=100)
@given(st.lists(STEPS, max_size=30), st.data())
def test_what_an_author_does_not_know_may_be_so_or_not(steps: list[tuple[Any, ...]], data: Any) -> None:
    history = history_of(steps)
    lost = data.draw(st.sets(st.sampled_from(range(len(history.observations) or 1))))
    seen = [replace(o, outcome=Unknown()) if n in lost else o for n, o in enumerate(history.observations)]

    report = check(replace(history, observations=tuple(seen)), RULES)

    assert report.sound, report


@settings(deadline=None, max_examples=100)
@given(st.lists(STEPS, max_size=30), st.data())
def test_a_refused_sending_may_come_before_any_other(steps: list[tuple[Any, ...]], data: Any) -> None:
    history = history_of(steps)
    seen = list(history.observations)
    for n in sorted(data.draw(st.sets(st.sampled_from(range(len(seen) or 1)))), reverse=True):
        if seen:
            seen.insert(n, replace(seen[n], ended_s=seen[n].sent_s, outcome=Refused("Busy")))

    report = check(replace(history, observations=tuple(seen)), RULES)

    assert report.sound, report


@settings(deadline=None, max_examples=100)
@given(st.lists(STEPS, max_size=30), st.integers(1, 10))
def test_what_lies_before_a_snapshot_may_be_archived(steps: list[tuple[Any, ...]], upto: int) -> None:
    history = history_of(steps)
    kept = {row.actor for row in history.deltas if row.seq == upto}
    states = {}
    for row in history.deltas:
        if row.seq <= upto and row.actor in kept:
            before = states.get(row.actor, RULES.kinds["purse"].behavior.initial(row.actor.key))
            codec = RULES.kinds["purse"].codec
            for event in codec.decode_events(1, row.events):
                before = RULES.kinds["purse"].behavior.evolve(before, event)
            states[row.actor] = before
    snapshots = [
        SnapshotRow(actor, upto, 1, RULES.kinds["purse"].codec.encode_state(state))
        for actor, state in states.items()
        if actor in kept
    ]
    archived = [row for row in history.deltas if row.actor in kept and row.seq <= upto]
    ids = {row.command_id for row in archived}
    rest = replace(
        history,
        deltas=tuple(row for row in history.deltas if row not in archived),
        snapshots=tuple(snapshots),
        observations=tuple(o for o in history.observations if o.command.id not in ids),
    )

    found = {v.check for v in check(rest, RULES).violations}

    # Postings stay when deltas are archived, and the other side of a joint command may stay.
    assert not found & {Check.SEQUENCE, Check.FOLD, Check.ANSWERS, Check.ORDER, Check.RERUN}
