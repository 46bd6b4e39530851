"""A bot's connections to the gateway, and the sessions that outlive them."""

import asyncio
import logging
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from reve.playground.pace import Pace, Window

type Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
UNKNOWN_ERROR, UNKNOWN_OP, BAD_PAYLOAD, NOT_IDENTIFIED, BAD_TOKEN, TWICE = 4000, 4001, 4002, 4003, 4004, 4005
BAD_SEQ, TOO_MANY, TIMED_OUT = 4007, 4008, 4009
BAD_SHARD, SHARDING_REQUIRED, BAD_VERSION, BAD_INTENTS, PRIVILEGED = 4010, 4011, 4012, 4013, 4014
FATAL = (BAD_TOKEN, BAD_SHARD, SHARDING_REQUIRED, BAD_VERSION, BAD_INTENTS, PRIVILEGED)
ENDS_SESSION = (BAD_SEQ, TIMED_OUT, *FATAL)

FRAME_BYTES = 4_096
REPLAYED = 1_000
_LATE = 1.5

log = logging.getLogger(__name__)


class Closed(Exception):
    """The connection is to be closed with a code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket, compressed as one zlib stream if the bot asked for it."""

    socket: web.WebSocketResponse
    pace: Pace
    packed: bool
    session: "Session | None" = None
    dropped: bool = False
    _deflate: Any = field(init=False)
    _sends: Window = field(init=False)

    def __post_init__(self) -> None:
        self._deflate = zlib.compressobj() if self.packed else None
        self._sends = Window(self.pace.sends_a_minute, 60)

    async def drop(self, code: int, reason: str = "") -> None:
        """Close it from our side."""
        self.dropped = True
        await self.socket.close(code=code, message=reason.encode())

    async def tell(self, op: int, data: object = None) -> None:
        """Send what is no event."""
        await self.send(orjson.dumps({"op": op, "d": data}))

    async def send(self, payload: bytes) -> None:
        """Send a payload; one to a connection that is just closing goes nowhere."""
        try:
            if self._deflate is None:
                await self.socket.send_str(payload.decode())
            else:
                packed = self._deflate.compress(payload) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        except ConnectionError:
            log.debug("a gateway connection closed while being sent to")

    async def receive(self) -> Json | None:
        """Take what the bot sends next; None once it has closed.

        :raises Closed: it is too much, too often or too late.
        """
        message = await self.socket.receive()
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return None
        raw = message.data if isinstance(message.data, bytes) else message.data.encode()
        if len(raw) > FRAME_BYTES:
            raise Closed(BAD_PAYLOAD, "Payload too large")
        if not self._sends.take():
            raise Closed(TOO_MANY, "Rate limited")
        return _parse(raw)

    def patience_ends(self) -> float:
        """When the next heartbeat must have come, by the loop's clock."""
        return asyncio.get_running_loop().time() + self.pace.heartbeat_ms / 1000 * _LATE


def _parse(raw: bytes) -> Json:
    try:
        payload = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Closed(BAD_PAYLOAD, "Error while decoding payload") from error
    if not isinstance(payload, dict):
        raise Closed(BAD_PAYLOAD, "Error while decoding payload")
    return payload


@dataclass(slots=True, eq=False)
class Session:
    """What outlives a connection: the sequence and what was sent, for RESUME."""

    id: str
    shard: int
    shards: int
    intents: int
    seq: int = 0
    sent: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=REPLAYED))
    connection: Connection | None = None
    left_at: float = 0.0

    def serves(self, guild_id: int | None) -> bool:
        """Tell whether events of a guild (or direct messages: None) come this way."""
        return ((guild_id >> 22) % self.shards if guild_id else 0) == self.shard

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event, or keep it for a RESUME."""
        self.seq += 1
        payload = orjson.dumps({"op": DISPATCH, "t": event, "s": self.seq, "d": data})
        self.sent.append((self.seq, payload))
        if self.connection is not None:
            await self.connection.send(payload)

    def since(self, seq: int) -> list[bytes] | None:
        """List what was sent after `seq`; None if that is no longer known.

        :raises Closed: the bot claims to have seen what was never sent.
        """
        if seq > self.seq:
            raise Closed(BAD_SEQ, "Invalid seq")
        if self.sent and self.sent[0][0] > seq + 1:
            return None
        return [payload for at, payload in self.sent if at > seq]
