"""Events, replies, states and commands as msgpack: positional arrays with tags, by schema version.

What may change in a stored dataclass: anything, with a new schema. Older forms are brought forward one
schema at a time by upcasters, where they differ: a field added at the end needs none, since where it is
absent it has its default. While instances of the release before may still have to read it, the older
form is written, brought back by downcasters where it differs: one drops the field added at the end.
What has no older form, like a new event, must not come up before the switch.

A class that is no longer written stays registered to be read.
"""

from collections.abc import Callable, Mapping
from typing import Any

from actors.errors import NewerSchema, Unreadable
from persistence.casts import Casts, Downcasters, Upcasters, What
from persistence.packing import pack, unpack
from persistence.shapes import Shape, Shapes, encoder


class DataclassCodec[S, E, R]:
    """Implements `actors.behavior.Codec` for the dataclasses of one kind of actor.

    `events`, `replies` and `commands` name classes by the tags they are stored under; `parts` name those
    that fields of union type consist of. `writes` tells the schema that all instances may write, which
    is written unless this codec knows none so new; without it the newest is.

    What is written, but for states, is read back before it counts as encoded, so that nothing unreadable
    is stored. Encoding raises ValueError, TypeError or OverflowError.
    """

    def __init__(
        self,
        *,
        schema: int,
        state: type[S],
        events: Mapping[str, type],
        replies: Mapping[str, type],
        commands: Mapping[str, type] | None = None,
        parts: Mapping[str, type] | None = None,
        writes: Callable[[], int] | None = None,
        upcasters: Upcasters | None = None,
        downcasters: Downcasters | None = None,
    ) -> None:
        self._newest = schema
        self._writes = writes or (lambda: schema)
        self._casts = Casts(schema, upcasters, downcasters)
        parts, commands = parts or {}, commands or {}
        self._state = Shapes(parts).record(state)
        self._event = Shapes({**parts, **events}).tagged(events.values())
        self._reply = Shapes({**parts, **replies}).tagged(replies.values())
        self._command = Shapes({**parts, **commands}).tagged(commands.values())
        self._encode_state = encoder(self._state)
        self._encode_event = encoder(self._event)
        self._encode_reply = encoder(self._reply)
        self._encode_command = encoder(self._command)

    @property
    def newest(self) -> int:
        """The newest schema version that is read."""
        return self._newest

    @property
    def schema(self) -> int:
        """The schema version that is written now."""
        return max(1, min(self._newest, self._writes()))

    def encode_events(self, events: tuple[E, ...]) -> bytes:
        """Return the events of one delta as bytes."""
        schema = self.schema
        data = pack([self._lowered("event", schema, self._encode_event(event)) for event in events])
        return _readable(data, lambda: self.decode_events(schema, data))

    def decode_events(self, schema: int, data: bytes) -> tuple[E, ...]:
        """Return the events of one delta. Raises `NewerSchema` or `Unreadable`."""
        self._check(schema)
        try:
            return tuple(self._raised("event", self._event, schema, stored) for stored in unpack(data))
        except Exception as error:
            raise Unreadable(f"events: {error!r}") from error

    def encode_reply(self, reply: R) -> bytes:
        """Return a reply as bytes."""
        schema = self.schema
        data = pack(self._lowered("reply", schema, self._encode_reply(reply)))
        return _readable(data, lambda: self.decode_reply(schema, data))

    def decode_reply(self, schema: int, data: bytes) -> R:
        """Return a reply. Raises `NewerSchema` or `Unreadable`."""
        self._check(schema)
        try:
            reply: R = self._raised("reply", self._reply, schema, unpack(data))
        except Exception as error:
            raise Unreadable(f"reply: {error!r}") from error
        return reply

    def encode_state(self, state: S) -> bytes:
        """Return a state as bytes."""
        return pack(self._casts.lowered("state", "", self.schema, self._encode_state(state)))

    def decode_state(self, schema: int, data: bytes) -> S:
        """Return a state. Raises `NewerSchema` or `Unreadable`."""
        self._check(schema)
        try:
            state: S = self._state.decode(self._casts.raised("state", "", schema, unpack(data)))
        except Exception as error:
            raise Unreadable(f"state: {error!r}") from error
        return state

    def encode_command(self, command: Any) -> bytes:
        """Return a command as bytes, which say their schema."""
        schema = self.schema
        data = pack((schema, self._lowered("command", schema, self._encode_command(command))))
        return _readable(data, lambda: self.decode_command(data))

    def decode_command(self, data: bytes) -> Any:
        """Return a command. Raises `NewerSchema` or `Unreadable`."""
        try:
            schema, stored = _numbered(unpack(data))
            self._check(schema)
            return self._raised("command", self._command, schema, stored)
        except NewerSchema:
            raise
        except Exception as error:
            raise Unreadable(f"command: {error!r}") from error

    def _check(self, schema: int) -> None:
        if schema > self._newest:
            raise NewerSchema(schema, self._newest)
        if schema < 1:
            raise Unreadable(f"schema {schema}")

    def _raised(self, what: What, shape: Shape, schema: int, stored: Any) -> Any:
        if schema != self._newest:
            tag, fields = stored
            stored = tag, self._casts.raised(what, tag, schema, fields)
        return shape.decode(stored)

    def _lowered(self, what: What, schema: int, encoded: Any) -> Any:
        if schema == self._newest:
            return encoded
        tag, fields = encoded
        return tag, self._casts.lowered(what, tag, schema, fields)


def _numbered(stored: Any) -> tuple[int, Any]:
    match stored:
        case (int(schema), fields):
            return schema, fields
    raise ValueError("no schema and command")


def _readable(data: bytes, decode: Callable[[], Any]) -> bytes:
    """Return the bytes. Raises ValueError if they would not be read."""
    try:
        decode()
    except Unreadable as error:
        raise ValueError(f"could not be read back: {error}") from error
    return data
