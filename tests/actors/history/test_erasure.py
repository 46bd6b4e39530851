"""What the checker lets an erased actor have lost, and what not."""

from dataclasses import replace

import pytest

from actors.behavior import Command
from actors.history import Check, Observation, Replied, check
from actors.identity import ActorId
from actors.testing import Peek, Send, change, transfer
from tests.actors.history.scribe import CODEC, RULES, Scribe

ADA, BOB = ActorId("purse", 1), ActorId("purse", 2)
ERASE = Command(90, ADA, "purse.erase", Peek())


def lived() -> Scribe:
    """Two who had to do with each other, when one is erased and begins anew."""
    scribe = Scribe()
    scribe.do(change(1, 1, 50))
    scribe.do(change(2, 2, 50))
    scribe.do(transfer(3, 1, 2, 20))
    scribe.do(Command(4, BOB, "purse.send", Send(1, 5, 4)))
    scribe.erase(ERASE)
    scribe.do(change(5, 1, 7))
    return scribe


def test_what_was_answered_before_an_erasure_may_be_gone() -> None:
    report = check(lived().history(), RULES)
    assert report.sound, str(report)
    assert report.counts.acknowledged == 6


def test_what_was_answered_after_an_erasure_is_still_looked_for() -> None:
    scribe = lived()
    late = Observation(
        change(6, 1, 3), scribe.now_s, scribe.now_s + 1, Replied(CODEC.encode_reply(("coins", 10, 0)))
    )
    history = replace(scribe.history(), observations=(*scribe.observations, late))
    assert {one.check for one in check(history, RULES).violations} == {Check.ANSWERS}


@pytest.mark.parametrize("lost", [2, 4])
def test_others_lose_nothing_by_it(lost: int) -> None:
    history = lived().history()
    kept = tuple(row for row in history.deltas if row.command_id != lost)
    assert not check(replace(history, deltas=kept), RULES).sound


def test_a_note_left_after_an_erasure_is_still_looked_for() -> None:
    scribe = lived()
    scribe.now_s += 60
    scribe.do(Command(7, BOB, "purse.send", Send(1, 5, 7)))
    scribe.inbox.clear()
    assert {one.check for one in check(scribe.history(), RULES).violations} == {Check.NOTES}
