"""The gateway: sessions of the bot, over WebSockets, as Discord speaks them (v10, JSON)."""

import logging
import secrets
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from reve.playground import shapes
from reve.playground.world import Guild, World

type Json = dict[str, Any]

log = logging.getLogger(__name__)

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
UNKNOWN_OP, BAD_PAYLOAD, NOT_IDENTIFIED, BAD_TOKEN, TWICE = 4001, 4002, 4003, 4004, 4005
BAD_SHARD, BAD_VERSION, PRIVILEGED = 4010, 4012, 4014
HEARTBEAT_MS = 41_250
FRAME_BYTES = 4_096
REPLAYED = 1_000
RESUMABLE_S = 120.0

_INTENT_GUILDS = 1
_INTENTS_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15


class _Closed(Exception):
    """The connection is to be closed with a code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket, compressed as one zlib stream if the bot asked for it."""

    socket: web.WebSocketResponse
    deflate: Any = None
    session: "Session | None" = None
    dropped: bool = False

    async def drop(self, code: int, reason: str = "") -> None:
        """Close it from our side; its session can be resumed."""
        self.dropped = True
        await self.socket.close(code=code, message=reason.encode())

    async def send(self, payload: bytes) -> None:
        """Send a payload; one to a connection that is just closing goes nowhere."""
        try:
            if self.deflate is None:
                await self.socket.send_str(payload.decode())
            else:
                packed = self.deflate.compress(payload) + self.deflate.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        except ConnectionError:
            log.debug("a gateway connection closed while being sent to")


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
        """List what was sent after `seq`; None if that is no longer known."""
        if seq > self.seq or (self.sent and self.sent[0][0] > seq + 1):
            return None
        return [payload for at, payload in self.sent if at > seq]


@dataclass(slots=True, eq=False)
class Gateway:
    """All sessions; events go to each session that serves their guild."""

    world: World
    changed: Callable[[], None]
    _sessions: dict[str, Session] = field(default_factory=dict)
    _connections: set[Connection] = field(default_factory=set)

    @property
    def online(self) -> int:
        """Count the sessions that are connected."""
        return sum(session.connection is not None for session in self._sessions.values())

    async def dispatch(self, event: str, data: Json, guild_id: int | None) -> None:
        """Send an event to whom it concerns."""
        for session in list(self._sessions.values()):
            if session.serves(guild_id):
                await session.dispatch(event, data)

    async def tell_guild(self, guild: Guild) -> None:
        """Tell of a new guild, to those who want to know of guilds."""
        for session in list(self._sessions.values()):
            if session.serves(guild.id) and session.intents & _INTENT_GUILDS:
                await session.dispatch("GUILD_CREATE", shapes.new_guild(guild, self.world))

    async def drop(self, code: int, *, forget: bool = False) -> None:
        """Close every connection; with `forget`, no session can be resumed."""
        if forget:
            self._sessions.clear()
        for connection in list(self._connections):
            await connection.drop(code)

    async def ask_reconnect(self) -> None:
        """Ask every connection to reconnect (op 7)."""
        for connection in list(self._connections):
            await connection.send(orjson.dumps({"op": RECONNECT, "d": None}))

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=1 << 16, compress=False, timeout=1.0)
        await socket.prepare(request)
        packed = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, zlib.compressobj() if packed else None)
        self._connections.add(connection)
        try:
            if request.query.get("v") != "10" or request.query.get("encoding", "json") != "json":
                raise _Closed(BAD_VERSION, "Invalid API version")
            await connection.send(orjson.dumps({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}}))
            await self._listen(connection)
        except _Closed as closed:
            await connection.drop(closed.code, closed.reason)
        finally:
            self._connections.discard(connection)
            self._leave(connection)
        return socket

    def _leave(self, connection: Connection) -> None:
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        session.left_at = time.monotonic()
        # A bot that leaves with 1000 or 1001 says that it will not resume.
        if not connection.dropped and connection.socket.close_code in (1000, 1001):
            self._sessions.pop(session.id, None)
        self.changed()

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            if len(message.data) > FRAME_BYTES:
                raise _Closed(BAD_PAYLOAD, "Payload too large")
            await self._handle(connection, _parse(message.data))

    async def _handle(self, connection: Connection, payload: Json) -> None:
        op, data = payload.get("op"), payload.get("d")
        if op == HEARTBEAT:
            await connection.send(orjson.dumps({"op": HEARTBEAT_ACK}))
        elif op in (IDENTIFY, RESUME) and connection.session is not None:
            raise _Closed(TWICE, "Already authenticated")
        elif op == IDENTIFY and isinstance(data, dict):
            await self._identify(connection, data)
        elif op == RESUME and isinstance(data, dict):
            await self._resume(connection, data)
        elif connection.session is None:
            raise _Closed(NOT_IDENTIFIED, "Not authenticated")
        elif op not in (PRESENCE, VOICE, MEMBERS):
            raise _Closed(UNKNOWN_OP, "Unknown opcode")

    def _check_token(self, data: Json) -> None:
        token = str(data.get("token")).removeprefix("Bot ")
        if not secrets.compare_digest(token.encode(), self.world.application.token.encode()):
            raise _Closed(BAD_TOKEN, "Authentication failed")

    async def _identify(self, connection: Connection, data: Json) -> None:
        self._check_token(data)
        shard, shards = data.get("shard") or (0, 1)
        intents = data.get("intents", 0)
        if not 0 <= shard < shards:
            raise _Closed(BAD_SHARD, "Invalid shard")
        if intents & _INTENTS_PRIVILEGED:
            raise _Closed(PRIVILEGED, "Disallowed intents")
        self._forget_the_gone()
        session = Session(secrets.token_hex(16), shard, shards, intents)
        self._sessions[session.id] = session
        self._join(connection, session)
        await self._greet(session)
        self.changed()

    def _forget_the_gone(self) -> None:
        oldest = time.monotonic() - RESUMABLE_S
        for session in list(self._sessions.values()):
            if session.connection is None and session.left_at < oldest:
                del self._sessions[session.id]

    def _join(self, connection: Connection, session: Session) -> None:
        connection.session = session
        session.connection = connection

    async def _greet(self, session: Session) -> None:
        mine = [guild for guild in self.world.guilds.values() if session.serves(guild.id)]
        ready: Json = {
            "v": 10,
            "user": shapes.own_user(self.world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [session.shard, session.shards],
            "application": {"id": str(self.world.application.id), "flags": 0},
        }
        await session.dispatch("READY", ready)
        for guild in mine if session.intents & _INTENT_GUILDS else ():
            await session.dispatch("GUILD_CREATE", shapes.new_guild(guild, self.world))

    async def _resume(self, connection: Connection, data: Json) -> None:
        self._check_token(data)
        session = self._sessions.get(str(data.get("session_id")))
        missed = session.since(int(data.get("seq") or 0)) if session else None
        if session is None or missed is None:
            await connection.send(orjson.dumps({"op": INVALID_SESSION, "d": False}))
            return
        if session.connection is not None:
            await session.connection.drop(4000)
        self._join(connection, session)
        for payload in missed:
            await connection.send(payload)
        await session.dispatch("RESUMED", {"_trace": []})
        self.changed()

    @property
    def url(self) -> str:
        """The address for WebSockets."""
        return self.world.base_url.replace("http", "ws", 1) + "/gateway/socket"

    def routes(self) -> list[web.RouteDef]:
        """List the routes of the gateway itself."""
        return [web.get("/gateway/socket", self.serve), web.get("/gateway/socket/", self.serve)]


def _parse(raw: str | bytes) -> Json:
    try:
        payload = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _Closed(BAD_PAYLOAD, "Error while decoding payload") from error
    if not isinstance(payload, dict):
        raise _Closed(BAD_PAYLOAD, "Error while decoding payload")
    return payload
