"""Messages of the Postgres protocol, cut out of a stream of bytes; just enough to know a commit."""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

_LENGTH: Final = struct.Struct(">I")

PARSE, BIND, SYNC = b"P", b"B", b"S"
COMMIT: Final = b"SELECT * FROM commit_v"
KEY_DATA, READY = b"K", b"Z"


class Message(NamedTuple):
    """One message: its type (empty for the first one of a client), and all of its bytes."""

    type: bytes
    raw: bytes

    @property
    def body(self) -> bytes:
        """What comes after type and length."""
        return self.raw[5:]


class Framing:
    """Cuts one direction of a connection into messages; `greets` tells that the first has no type."""

    def __init__(self, *, greets: bool) -> None:
        self._greets = greets
        self._held = b""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that are complete by now."""
        self._held += data
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> Message | None:
        kind = 0 if self._greets else 1
        if len(self._held) < kind + _LENGTH.size:
            return None
        length = kind + _LENGTH.unpack_from(self._held, kind)[0]
        if len(self._held) < length:
            return None
        raw, self._held = self._held[:length], self._held[length:]
        self._greets = False
        return Message(raw[:kind], raw)


class Statements:
    """Which prepared statements of one connection are commits."""

    def __init__(self) -> None:
        self._commits: set[bytes] = set()

    def is_commit(self, message: Message) -> bool:
        """Take note of a client's message; tell whether it binds the values of a commit."""
        if message.type == PARSE:
            name, query, *_ = message.body.split(b"\0", 2)
            (self._commits.add if COMMIT in query else self._commits.discard)(name)
        elif message.type == BIND:
            return message.body.split(b"\0", 2)[1] in self._commits
        return False


def process_id(message: Message) -> int:
    """Return the server process that a `KEY_DATA` message names."""
    return int(_LENGTH.unpack_from(message.body)[0])
