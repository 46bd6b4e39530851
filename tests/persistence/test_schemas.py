"""Stored forms of several schemas side by side: all are read, and the older is written until the switch.

The sample is a game that had two releases. In schema 2 an event got another field, a reply another
order of fields, the state its names apart, and a command another unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from actors.errors import NewerSchema, Unreadable
from persistence.casts import Downcasters, Upcasters
from persistence.codec import DataclassCodec


@dataclass(frozen=True, slots=True)
class OldState:
    """The state of the first release."""

    name: str
    coins: int


@dataclass(frozen=True, slots=True)
class Earned:
    """An event of the first release."""

    coins: int


@dataclass(frozen=True, slots=True)
class OldTold:
    """A reply of the first release."""

    name: str
    coins: int


@dataclass(frozen=True, slots=True)
class OldWait:
    """A command of the first release."""

    seconds: int


@dataclass(frozen=True, slots=True)
class State:
    """The state of the second release."""

    first: str
    last: str
    coins: int


@dataclass(frozen=True, slots=True)
class EarnedFor:
    """The event of the second release."""

    coins: int
    reason: str = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """The reply of the second release."""

    coins: int
    name: str


@dataclass(frozen=True, slots=True)
class Wait:
    """The command of the second release."""

    ms: int


UPCASTERS: Upcasters = {
    ("state", "", 1): lambda fields: [*fields[0].split(" "), fields[1]],
    ("reply", "told", 1): lambda fields: fields[::-1],
    ("command", "wait", 1): lambda fields: [fields[0] * 1000],
}
DOWNCASTERS: Downcasters = {
    ("state", "", 2): lambda fields: [f"{fields[0]} {fields[1]}", fields[2]],
    ("event", "earned", 2): lambda fields: fields[:1],
    ("reply", "told", 2): lambda fields: fields[::-1],
    ("command", "wait", 2): lambda fields: [fields[0] // 1000],
}

OLD: DataclassCodec[OldState, Earned, OldTold] = DataclassCodec(
    schema=1,
    state=OldState,
    events={"earned": Earned},
    replies={"told": OldTold},
    commands={"wait": OldWait},
)


def new(
    writes: Callable[[], int] | None = None, downcasters: Downcasters | None = None
) -> DataclassCodec[State, EarnedFor, Told]:
    """Return the codec of the second release."""
    return DataclassCodec(
        schema=2,
        state=State,
        events={"earned": EarnedFor},
        replies={"told": Told},
        commands={"wait": Wait},
        writes=writes,
        upcasters=UPCASTERS,
        downcasters=DOWNCASTERS if downcasters is None else downcasters,
    )


# What the releases stored, once and for all.
OLD_STATE = bytes.fromhex("92ac416461204c6f76656c61636505")
OLD_EVENTS = bytes.fromhex("9192a66561726e65649107")
OLD_REPLY = bytes.fromhex("92a4746f6c6492ac416461204c6f76656c61636505")
OLD_COMMAND = bytes.fromhex("920192a47761697491" + "03")
NEW_STATE = bytes.fromhex("93a3416461a84c6f76656c61636505")
NEW_EVENTS = bytes.fromhex("9192a66561726e65649207a57175657374")
NEW_REPLY = bytes.fromhex("92a4746f6c649205ac416461204c6f76656c616365")
NEW_COMMAND = bytes.fromhex("920292a47761697491cd0bb8")

STATE, EVENTS = State("Ada", "Lovelace", 5), (EarnedFor(7, "quest"),)
REPLY, COMMAND = Told(5, "Ada Lovelace"), Wait(3000)


def test_the_first_release_stored_what_is_kept_here() -> None:
    assert OLD.encode_state(OldState("Ada Lovelace", 5)) == OLD_STATE
    assert OLD.encode_events((Earned(7),)) == OLD_EVENTS
    assert OLD.encode_reply(OldTold("Ada Lovelace", 5)) == OLD_REPLY
    assert OLD.encode_command(OldWait(3)) == OLD_COMMAND


def test_both_forms_are_read() -> None:
    codec = new()
    assert codec.decode_state(1, OLD_STATE) == codec.decode_state(2, NEW_STATE) == STATE
    assert codec.decode_events(1, OLD_EVENTS) == (EarnedFor(7),)
    assert codec.decode_events(2, NEW_EVENTS) == EVENTS
    assert codec.decode_reply(1, OLD_REPLY) == codec.decode_reply(2, NEW_REPLY) == REPLY
    assert codec.decode_command(OLD_COMMAND) == codec.decode_command(NEW_COMMAND) == COMMAND


def test_the_newest_form_is_written_unless_told_otherwise() -> None:
    codec = new()
    assert (codec.schema, codec.newest) == (2, 2)
    assert codec.encode_state(STATE) == NEW_STATE
    assert codec.encode_events(EVENTS) == NEW_EVENTS
    assert codec.encode_reply(REPLY) == NEW_REPLY
    assert codec.encode_command(COMMAND) == NEW_COMMAND


def test_the_older_form_is_written_until_the_switch() -> None:
    switch = 1
    codec = new(lambda: switch)
    assert (codec.schema, codec.newest) == (1, 2)
    assert codec.encode_state(STATE) == OLD_STATE
    assert codec.encode_events(EVENTS) == OLD_EVENTS
    assert codec.encode_reply(REPLY) == OLD_REPLY
    assert codec.encode_command(COMMAND) == OLD_COMMAND
    switch = 2
    assert codec.schema == 2
    assert codec.encode_state(STATE) == NEW_STATE
    assert codec.encode_events(EVENTS) == NEW_EVENTS
    assert codec.encode_reply(REPLY) == NEW_REPLY
    assert codec.encode_command(COMMAND) == NEW_COMMAND


def test_both_forms_are_read_before_the_switch_too() -> None:
    codec = new(lambda: 1)
    assert codec.decode_state(1, OLD_STATE) == codec.decode_state(2, NEW_STATE) == STATE
    assert codec.decode_command(OLD_COMMAND) == codec.decode_command(NEW_COMMAND) == COMMAND


def test_the_release_before_reads_what_is_written_before_the_switch() -> None:
    codec = new(lambda: 1)
    assert OLD.decode_state(1, codec.encode_state(STATE)) == OldState("Ada Lovelace", 5)
    assert OLD.decode_events(1, codec.encode_events(EVENTS)) == (Earned(7),)
    assert OLD.decode_reply(1, codec.encode_reply(REPLY)) == OldTold("Ada Lovelace", 5)
    assert OLD.decode_command(codec.encode_command(COMMAND)) == OldWait(3)


@pytest.mark.parametrize("switch", [-1, 0, 1])
def test_before_any_switch_the_first_form_is_written(switch: int) -> None:
    assert new(lambda: switch).schema == 1


@pytest.mark.parametrize("switch", [2, 3, 99])
def test_a_switch_further_than_is_known_lets_the_newest_be_written(switch: int) -> None:
    assert new(lambda: switch).schema == 2


def test_the_release_before_tells_what_is_too_new_from_damage() -> None:
    reads: list[Callable[[], Any]] = [
        lambda: OLD.decode_state(2, NEW_STATE),
        lambda: OLD.decode_events(2, NEW_EVENTS),
        lambda: OLD.decode_reply(2, NEW_REPLY),
        lambda: OLD.decode_command(NEW_COMMAND),
    ]
    for read in reads:
        with pytest.raises(NewerSchema) as refusal:
            read()
        assert (refusal.value.found, refusal.value.known) == (2, 1)


@pytest.mark.parametrize("schema", [b"\x00", b"\xff", b"\xc0", b"\xa11", b"\xcb" + bytes(8)])
def test_a_command_of_a_schema_that_never_was_is_unreadable(schema: bytes) -> None:
    with pytest.raises(Unreadable):
        new().decode_command(b"\x92" + schema + OLD_COMMAND[2:])


def test_what_has_no_older_form_is_not_encoded_before_the_switch() -> None:
    def refuse(fields: list[Any]) -> list[Any]:
        raise ValueError("only once all instances read it")

    codec = new(lambda: 1, {("event", "earned", 2): refuse})
    with pytest.raises(ValueError, match="only once"):
        codec.encode_events(EVENTS)


def test_a_downcaster_whose_outcome_cannot_be_read_stores_nothing() -> None:
    codec = new(lambda: 1, {("event", "earned", 2): lambda fields: []})
    with pytest.raises(ValueError, match="read back"):
        codec.encode_events(EVENTS)


def test_several_steps_down_are_taken_one_after_another() -> None:
    steps: Downcasters = {
        ("event", "earned", 3): lambda fields: [fields[0] + 1],
        ("event", "earned", 2): lambda fields: [fields[0] * 10],
    }
    codec: DataclassCodec[OldState, Earned, OldTold] = DataclassCodec(
        schema=3,
        state=OldState,
        events={"earned": Earned},
        replies={"told": OldTold},
        writes=lambda: 1,
        downcasters=steps,
    )
    assert OLD.decode_events(1, codec.encode_events((Earned(4),))) == (Earned(50),)
