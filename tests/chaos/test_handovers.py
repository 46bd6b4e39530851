"""Dark times follow from what was seen: the longest wait of those who asked a shard that moved."""

import pytest

from actors.identity import shard_of
from actors.testing import Change
from reve.chaos.handovers import Handover, dark_times, quantile
from reve.chaos.observation import End, Observation
from reve.chaos.sample import purse

ADA = purse(1)


def seen(began_s: float, ended_s: float, end: End = End.ANSWERED) -> Observation:
    """Return a command to one purse."""
    return Observation(1, (ADA,), "purse.change", Change(1), began_s, end, ended_s)


def moved(began_s: float, ended_s: float) -> Handover:
    """Return a hand-over of that purse's shard."""
    return Handover("test", began_s, ended_s, frozenset({shard_of(ADA)}))


def test_the_longest_wait_is_the_dark_time() -> None:
    assert dark_times(moved(10, 20), [seen(11, 11.5), seen(12, 14), seen(15, 15.1)]) == [2.0]


def test_what_was_waited_before_the_hand_over_began_does_not_count() -> None:
    assert dark_times(moved(10, 20), [seen(5, 11)]) == [1.0]


def test_what_was_answered_before_or_asked_after_does_not_count() -> None:
    assert dark_times(moved(10, 20), [seen(5, 9), seen(21, 30)]) == []


def test_a_shard_that_stayed_is_not_dark() -> None:
    assert dark_times(Handover("test", 10, 20, frozenset()), [seen(12, 14)]) == []


def test_a_share_of_no_values_is_an_error() -> None:
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)
