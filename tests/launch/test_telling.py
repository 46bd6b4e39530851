"""What an instance tells of itself arrives as it was told."""

import pytest

from actors.identity import ActorId
from actors.inspection import ActorReport, CommandTrace
from reve.launch.telling import Told

ACTOR = ActorReport(
    actor=ActorId("player", 7),
    shard=3,
    epoch=2,
    seq=5,
    phase="idle",
    phase_age_s=0.5,
    mailbox=0,
    oldest_wait_s=0.0,
    recent=(CommandTrace(1, "daily.claim", "committed", 40),),
    snapshot_seq=0,
    known_ids=5,
    reloads=0,
    faults=0,
)


def test_a_line_is_read_as_what_was_written() -> None:
    told = Told("abc", "1.0", 128, 1, draining=False, online=True, gateway=(0, 2), actors=(ACTOR,))

    assert Told.read(told.line()) == told


@pytest.mark.parametrize("line", [b"", b"a warning", b"[]", b'{"instance": "abc"}', b"7"])
def test_a_line_that_is_none_of_these_is_no_report(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Told.read(line)
