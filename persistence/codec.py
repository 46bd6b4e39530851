"""Events, replies and states as msgpack: positional arrays with tags, by schema version.

What may change in a stored dataclass:
- A field added at the end, with a default, needs no new schema: where it is absent, it is the default.
- Anything else raises the schema, with an upcaster for each stored form that differs.
Bytes of an older release than that of the schema are brought forward one schema at a time; a step
without an upcaster changes nothing. A class that is no longer written stays registered to be read.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

import msgpack  # type: ignore[import-untyped]

from actors.errors import NewerSchema, Unreadable
from persistence.shapes import Shapes, encoder

type What = Literal["state", "event", "reply"]

type Upcaster = Callable[[list[Any]], list[Any]]
"""From the stored fields of one schema to those of the next."""

type Upcasters = Mapping[tuple[What, str, int], Upcaster]
"""(what, tag, from schema) -> upcaster; the tag of a state is ""."""

INT64: Final = range(-(2**63), 2**63)

# msgpack knows numbers up to 2**64 - 1, of which those past 63 bits all begin like this.
_MAY_PASS_63_BITS: Final = re.compile(rb"\xcf[\x80-\xff]")


class DataclassCodec[S, E, R]:
    """Implements `actors.behavior.Codec` for the dataclasses of one kind of actor.

    `events` and `replies` name classes by the tags they are stored under; `parts` name those that
    fields of union type consist of. Events and replies are read back before they count as encoded,
    so that nothing unreadable is stored. Encoding raises ValueError, TypeError or OverflowError.
    """

    def __init__(
        self,
        *,
        schema: int,
        state: type[S],
        events: Mapping[str, type],
        replies: Mapping[str, type],
        parts: Mapping[str, type] | None = None,
        upcasters: Upcasters | None = None,
    ) -> None:
        self._schema = schema
        self._upcasters = dict(upcasters or {})
        parts = parts or {}
        self._state = Shapes(parts).record(state)
        self._event = Shapes({**parts, **events}).tagged(events.values())
        self._reply = Shapes({**parts, **replies}).tagged(replies.values())
        self._encode_state = encoder(self._state)
        self._encode_event = encoder(self._event)
        self._encode_reply = encoder(self._reply)

    @property
    def schema(self) -> int:
        """The schema version that is written."""
        return self._schema

    def encode_events(self, events: tuple[E, ...]) -> bytes:
        """Return the events of one delta as bytes."""
        data = pack([self._encode_event(event) for event in events])
        return _readable(data, self._schema, self.decode_events)

    def decode_events(self, schema: int, data: bytes) -> tuple[E, ...]:
        """Return the events of one delta. Raises `NewerSchema` or `Unreadable`."""
        self._check(schema)
        try:
            return tuple(self._event.decode(self._tagged("event", schema, stored)) for stored in unpack(data))
        except Exception as error:
            raise Unreadable(f"events: {error!r}") from error

    def encode_reply(self, reply: R) -> bytes:
        """Return a reply as bytes."""
        data = pack(self._encode_reply(reply))
        return _readable(data, self._schema, self.decode_reply)

    def decode_reply(self, schema: int, data: bytes) -> R:
        """Return a reply. Raises `NewerSchema` or `Unreadable`."""
        self._check(schema)
        try:
            reply: R = self._reply.decode(self._tagged("reply", schema, unpack(data)))
        except Exception as error:
            raise Unreadable(f"reply: {error!r}") from error
        return reply

    def encode_state(self, state: S) -> bytes:
        """Return a state as bytes."""
        return pack(self._encode_state(state))

    def decode_state(self, schema: int, data: bytes) -> S:
        """Return a state. Raises `NewerSchema` or `Unreadable`."""
        self._check(schema)
        try:
            state: S = self._state.decode(self._upcast("state", "", schema, unpack(data)))
        except Exception as error:
            raise Unreadable(f"state: {error!r}") from error
        return state

    def _check(self, schema: int) -> None:
        if schema > self._schema:
            raise NewerSchema(schema, self._schema)
        if schema < 1:
            raise Unreadable(f"schema {schema}")

    def _tagged(self, what: What, schema: int, stored: Any) -> Any:
        if schema == self._schema:
            return stored
        tag, items = stored
        return tag, self._upcast(what, tag, schema, items)

    def _upcast(self, what: What, tag: str, schema: int, items: Any) -> Any:
        for step in range(schema, self._schema):
            upcaster = self._upcasters.get((what, tag, step))
            if upcaster is not None:
                items = tuple(upcaster(list(items)))
        return items


def _readable(data: bytes, schema: int, decode: Callable[[int, bytes], Any]) -> bytes:
    """Return the bytes. Raises ValueError if they would not be read."""
    try:
        decode(schema, data)
    except Unreadable as error:
        raise ValueError(f"could not be read back: {error}") from error
    return data


def pack(value: Any) -> bytes:
    """Return a value as msgpack. Raises OverflowError for a number past signed 64 bits."""
    data: bytes = msgpack.packb(value)
    if _MAY_PASS_63_BITS.search(data):
        _check_numbers((_unpack(data),))
    return data


def unpack(data: bytes) -> Any:
    """Return a value, with tuples for arrays; raises whatever damaged bytes lead to."""
    value = _unpack(data)
    if _MAY_PASS_63_BITS.search(data):
        _check_numbers((value,))
    return value


def _unpack(data: bytes) -> Any:
    return msgpack.unpackb(data, use_list=False, strict_map_key=False)


def _check_numbers(values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, dict):
            _check_numbers(value)
            _check_numbers(value.values())
        elif isinstance(value, tuple):
            _check_numbers(value)
        elif isinstance(value, int) and value not in INT64:
            raise OverflowError(f"{value} does not fit into 64 bits")
