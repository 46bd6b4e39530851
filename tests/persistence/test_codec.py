"""Dataclasses as bytes: what is read is what was written, or an error that says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, Literal

import hypothesis.strategies as st
import msgpack  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from actors.errors import NewerSchema, Unreadable
from persistence.casts import Upcasters
from persistence.codec import DataclassCodec, pack, unpack
from persistence.shapes import Shapes

INT64 = st.integers(-(2**63), 2**63 - 1)
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)


class Element(Enum):
    """An enum that is stored by value."""

    FIRE = "fire"
    ICE = "ice"


type Mood = Literal["calm", "angry"]


@dataclass(frozen=True, slots=True)
class Stack:
    """A record of scalars."""

    quantity: int
    stars: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """A record whose fields are given by name."""

    gold: int = 0
    items: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """A record without fields."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A record of one field."""

    value: int


@dataclass(frozen=True, slots=True)
class State:
    """A record with a field of every kind that can be stored."""

    number: int
    flag: bool
    text: str
    raw: bytes
    maybe: int | None
    either: dict[str, int | str]
    stacks: Mapping[int, Stack]
    names: tuple[str, ...]
    history: tuple[Stack, ...]
    pair: tuple[int, Stack]
    tags: frozenset[str]
    element: Element
    mood: Mood
    best: Stack | None
    part: Stack | Bag | None
    bag: Bag = field(default_factory=Bag)
    late: int = 7


@dataclass(frozen=True, slots=True)
class Order:
    """A command around one of several things."""

    what: Stack | Bag
    why: str = ""


type Event = Stack | Bag | Wrapped
type Reply = State | Nothing | Wrapped

STACKS = st.builds(Stack, INT64, INT64)
BAGS = st.builds(Bag, gold=INT64, items=st.dictionaries(TEXT, INT64, max_size=3))
STATES = st.builds(
    State,
    INT64,
    st.booleans(),
    TEXT,
    st.binary(max_size=8),
    st.none() | INT64,
    st.dictionaries(TEXT, INT64 | TEXT, max_size=3),
    st.dictionaries(INT64, STACKS, max_size=3),
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(STACKS, max_size=3).map(tuple),
    st.tuples(INT64, STACKS),
    st.frozensets(TEXT, max_size=3),
    st.sampled_from(Element),
    st.sampled_from(["calm", "angry"]),
    st.none() | STACKS,
    st.none() | STACKS | BAGS,
    BAGS,
    INT64,
)
COMMANDS = st.builds(Wrapped, INT64) | BAGS | st.builds(Order, STACKS | BAGS, TEXT)
EVENTS = st.lists(STACKS | BAGS | st.builds(Wrapped, INT64), max_size=4).map(tuple)
REPLIES = STATES | st.just(Nothing()) | st.builds(Wrapped, INT64)

SAMPLE = State(
    number=1,
    flag=True,
    text="x",
    raw=b"x",
    maybe=None,
    either={"a": 1, "b": "c"},
    stacks={5: Stack(1, 2)},
    names=("a", "b"),
    history=(Stack(3),),
    pair=(1, Stack(4)),
    tags=frozenset({"t"}),
    element=Element.ICE,
    mood="calm",
    best=Stack(9),
    part=Bag(gold=3),
)


def codec_of(schema: int = 1, upcasters: Upcasters | None = None) -> DataclassCodec[State, Event, Reply]:
    """Return a codec of the records above."""
    return DataclassCodec(
        schema=schema,
        state=State,
        events={"stack": Stack, "bag": Bag, "wrapped": Wrapped},
        replies={"state": State, "nothing": Nothing, "wrapped": Wrapped},
        commands={"wrapped": Wrapped, "bag": Bag, "order": Order},
        parts={"stack": Stack, "bag": Bag},
        upcasters=upcasters,
    )


CODEC = codec_of()
DECODERS: list[Callable[[bytes], Any]] = [
    lambda data: CODEC.decode_state(1, data),
    lambda data: CODEC.decode_events(1, data),
    lambda data: CODEC.decode_reply(1, data),
    CODEC.decode_command,
]


# -- there and back ------------------------------------------------------------------------------------


@given(STATES)
def test_a_state_is_read_as_it_was_written(state: State) -> None:
    assert CODEC.decode_state(1, CODEC.encode_state(state)) == state


@given(EVENTS)
def test_events_are_read_as_they_were_written(events: tuple[Event, ...]) -> None:
    assert CODEC.decode_events(1, CODEC.encode_events(events)) == events


@given(REPLIES)
def test_a_reply_is_read_as_it_was_written(reply: Reply) -> None:
    assert CODEC.decode_reply(1, CODEC.encode_reply(reply)) == reply


@given(COMMANDS)
def test_a_command_is_read_as_it_was_written(command: Any) -> None:
    assert CODEC.decode_command(CODEC.encode_command(command)) == command


@given(STATES)
def test_equal_states_are_equal_bytes(state: State) -> None:
    again = CODEC.decode_state(1, CODEC.encode_state(state))
    assert CODEC.encode_state(again) == CODEC.encode_state(state)


def test_a_record_is_an_array_of_its_fields() -> None:
    assert msgpack.unpackb(CODEC.encode_events((Stack(5, 2), Wrapped(1)))) == [
        ["stack", [5, 2]],
        ["wrapped", [1]],
    ]


def test_the_bytes_of_a_command_say_their_schema() -> None:
    assert msgpack.unpackb(CODEC.encode_command(Order(Stack(5), "because"))) == [
        1,
        ["order", [["stack", [5, 1]], "because"]],
    ]


# -- what cannot be stored -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**64 - 1, 2**64, 10**30])
@pytest.mark.parametrize(
    "place",
    [
        lambda n: replace(SAMPLE, number=n),
        lambda n: replace(SAMPLE, stacks={n: Stack(1)}),
        lambda n: replace(SAMPLE, either={"a": n}),
        lambda n: replace(SAMPLE, pair=(1, Stack(n))),
    ],
)
def test_hazard_24_a_number_past_64_bits_is_not_encoded(place: Callable[[int], State], number: int) -> None:
    with pytest.raises(OverflowError):
        CODEC.encode_state(place(number))


@pytest.mark.parametrize("wrong", ["1", 1.5, None, True, (1,)])
def test_an_event_that_could_not_be_read_is_not_encoded(wrong: Any) -> None:
    with pytest.raises(ValueError, match="read back"):
        CODEC.encode_events((Stack(wrong),))


@pytest.mark.parametrize("wrong", ["1", 1.5, None, True, (1,)])
def test_a_command_that_could_not_be_read_is_not_encoded(wrong: Any) -> None:
    with pytest.raises(ValueError, match="read back"):
        CODEC.encode_command(Wrapped(wrong))


def test_text_that_is_no_text_is_not_encoded() -> None:
    with pytest.raises(UnicodeEncodeError):
        CODEC.encode_state(replace(SAMPLE, text="half a pair \ud83d"))


def test_only_registered_classes_are_encoded() -> None:
    with pytest.raises(TypeError, match="Element"):
        CODEC.encode_events((Element.FIRE,))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Stack"):
        CODEC.encode_command(Stack(1))


@dataclass(frozen=True, slots=True)
class Loop:
    """A record that contains itself."""

    inner: "Loop | None" = None


@dataclass(frozen=True, slots=True)
class Floating:
    """A record with a field that is not exact."""

    share: float


@pytest.mark.parametrize("cls", [Loop, Floating])
def test_a_type_that_cannot_be_stored_is_refused_at_once(cls: type) -> None:
    with pytest.raises(TypeError, match=r"Loop|float"):
        Shapes({}).record(cls)


def test_a_class_has_one_tag() -> None:
    with pytest.raises(TypeError, match="two tags"):
        Shapes({"a": Stack, "b": Stack})


type Part = Stack | Wrapped
type Parts = Part | Bag | None


@pytest.mark.parametrize("value", [Stack(1), Wrapped(2), Bag(gold=3), None])
def test_a_union_of_unions_is_the_union_of_all_their_members(value: Any) -> None:
    shape = Shapes({"stack": Stack, "wrapped": Wrapped, "bag": Bag}).of(Parts)
    assert shape.encode is not None
    stored = msgpack.unpackb(msgpack.packb(shape.encode(value)), use_list=False)
    assert shape.decode(stored) == value


def test_a_union_consists_of_classes_with_tags() -> None:
    with pytest.raises(TypeError, match="no tag"):
        Shapes({}).of(Stack | Bag)


type _Inner = Stack | Bag


def test_a_union_may_have_named_unions_among_its_members() -> None:
    shape = Shapes({"stack": Stack, "bag": Bag, "nothing": Nothing}).of(_Inner | Nothing)
    assert shape.encode is not None
    for value in (Stack(5, 2), Bag(gold=3), Nothing()):
        assert shape.decode(unpack(pack(shape.encode(value)))) == value


# -- what cannot be read -------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.sampled_from(DECODERS))
def test_random_bytes_are_unreadable_and_nothing_worse(data: bytes, decode: Callable[[bytes], Any]) -> None:
    check_read_or_unreadable(decode, data)


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | TEXT | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT | INT64, inner, max_size=3),
    max_leaves=20,
)


@given(JSONISH, st.sampled_from(DECODERS))
def test_any_other_msgpack_is_unreadable_and_nothing_worse(
    value: Any, decode: Callable[[bytes], Any]
) -> None:
    check_read_or_unreadable(decode, msgpack.packb(value))


@given(STATES, st.data())
def test_truncated_bytes_are_unreadable(state: State, data: st.DataObject) -> None:
    whole = CODEC.encode_state(state)
    with pytest.raises(Unreadable):
        CODEC.decode_state(1, whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(STATES, st.data())
def test_a_flipped_bit_is_unreadable_or_another_state(state: State, data: st.DataObject) -> None:
    whole = bytearray(CODEC.encode_state(state))
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    check_read_or_unreadable(DECODERS[0], bytes(whole))


@given(STATES, JSONISH, st.data())
def test_a_field_of_another_type_is_unreadable_or_still_well_formed(
    state: State, value: Any, data: st.DataObject
) -> None:
    items = msgpack.unpackb(CODEC.encode_state(state), strict_map_key=False)
    items[data.draw(st.integers(0, len(items) - 1))] = value
    check_read_or_unreadable(DECODERS[0], msgpack.packb(items))


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize(
    "data",
    [b"", b"\xc1", b"\x91" * 5000 + b"\xc0", b"\xdd\xff\xff\xff\xff", b"\xd6\xff\0\0\0\0", b"\x81\x90\xc0"],
)
def test_odd_bytes_are_unreadable(decode: Callable[[bytes], Any], data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


def test_a_stored_number_past_63_bits_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="64 bits"):
        CODEC.decode_events(1, msgpack.packb([["stack", [2**63, 1]]]))


def test_more_fields_than_are_known_are_unreadable() -> None:
    with pytest.raises(Unreadable, match="3 fields"):
        CODEC.decode_events(1, msgpack.packb([["stack", [1, 2, 3]]]))


# -- schemas -------------------------------------------------------------------------------------------


def test_a_field_added_at_the_end_has_its_default_where_it_is_absent() -> None:
    assert CODEC.decode_events(1, msgpack.packb([["stack", [5]], ["bag", []]])) == (Stack(5), Bag())


def test_a_field_without_default_may_not_be_absent() -> None:
    with pytest.raises(Unreadable, match="0 fields"):
        CODEC.decode_events(1, msgpack.packb([["stack", []]]))


@pytest.mark.parametrize("schema", [2, 99])
def test_a_newer_schema_is_told_from_damage(schema: int) -> None:
    for decode in (CODEC.decode_state, CODEC.decode_events, CODEC.decode_reply):
        with pytest.raises(NewerSchema) as refusal:
            decode(schema, b"whatever")
        assert (refusal.value.found, refusal.value.known) == (schema, 1)


@pytest.mark.parametrize("schema", [0, -1])
def test_a_schema_that_never_was_is_unreadable(schema: int) -> None:
    with pytest.raises(Unreadable):
        CODEC.decode_state(schema, CODEC.encode_state(SAMPLE))


def test_old_bytes_are_brought_forward_one_schema_at_a_time() -> None:
    steps: Upcasters = {
        ("event", "stack", 1): lambda items: [items[0], 10],
        ("event", "stack", 3): lambda items: [items[0], items[1] + 1],
        ("reply", "wrapped", 2): lambda items: [items[0] * 2],
        ("state", "", 3): lambda items: [items[0] + 1, *items[1:]],
    }
    codec = codec_of(4, steps)
    assert codec.decode_events(1, msgpack.packb([["stack", [5]]])) == (Stack(5, 11),)
    assert codec.decode_events(2, msgpack.packb([["stack", [5, 6]]])) == (Stack(5, 7),)
    assert codec.decode_events(4, msgpack.packb([["stack", [5, 6]]])) == (Stack(5, 6),)
    assert codec.decode_reply(1, msgpack.packb(["wrapped", [4]])) == Wrapped(8)
    assert codec.decode_state(3, CODEC.encode_state(SAMPLE)) == replace(SAMPLE, number=2)


def test_an_upcaster_that_fails_makes_its_bytes_unreadable() -> None:
    codec = codec_of(2, {("event", "stack", 1): lambda items: [items[7]]})
    with pytest.raises(Unreadable):
        codec.decode_events(1, msgpack.packb([["stack", [5]]]))


def check_read_or_unreadable(decode: Callable[[bytes], Any], data: bytes) -> None:
    try:
        value = decode(data)
    except (Unreadable, NewerSchema):
        return
    if isinstance(value, State):
        assert len(fields(value)) == 17
        assert CODEC.decode_state(1, CODEC.encode_state(value)) == value
    else:
        assert isinstance(value, tuple | Nothing | Wrapped | Bag | Order)
