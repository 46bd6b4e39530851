"""The gateway: sessions of the bot, over WebSockets, as Discord speaks them (v10, JSON)."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from reve.playground import shapes
from reve.playground.pace import Identifies
from reve.playground.sessions import (
    BAD_INTENTS,
    BAD_PAYLOAD,
    BAD_SHARD,
    BAD_TOKEN,
    BAD_VERSION,
    ENDS_SESSION,
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    MEMBERS,
    NOT_IDENTIFIED,
    PRESENCE,
    PRIVILEGED,
    RECONNECT,
    RESUME,
    SHARDING_REQUIRED,
    TIMED_OUT,
    TWICE,
    UNKNOWN_ERROR,
    UNKNOWN_OP,
    VOICE,
    Closed,
    Connection,
    Session,
)
from reve.playground.world import Guild, World

type Json = dict[str, Any]

RESUMABLE_S = 120.0
ACK_AFTER_S = 0.02
"""Clients note the time of a beat once it is sent; an answer before that seems an interval late."""
_INTENT_GUILDS = 1
_INTENTS = (1 << 27) - 1
_INTENTS_PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15


@dataclass(slots=True, eq=False)
class Gateway:
    """All sessions; events go to each session that serves their guild."""

    world: World
    identifies: Identifies
    changed: Callable[[], None]
    closed: Callable[[int, str], None]
    _sessions: dict[str, Session] = field(default_factory=dict)
    _connections: set[Connection] = field(default_factory=set)

    @property
    def online(self) -> int:
        """Count the sessions that are connected."""
        return sum(session.connection is not None for session in self._sessions.values())

    def sessions(self) -> list[Json]:
        """Tell which sessions there are, for pages and tests."""
        return [
            {"shard": [each.shard, each.shards], "seq": each.seq, "connected": each.connection is not None}
            for each in self._sessions.values()
        ]

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

    async def drop(self, code: int, *, forget: bool = False, shard: int | None = None) -> None:
        """Close every connection, or one shard's; with `forget`, or by some codes, none can resume."""
        connections = self._of(shard)
        for connection in connections:
            if connection.session and (forget or code in ENDS_SESSION):
                self._sessions.pop(connection.session.id, None)
        if forget and shard is None:
            self._sessions.clear()
        await asyncio.gather(*(connection.drop(code) for connection in connections))

    async def ask_reconnect(self, shard: int | None = None) -> None:
        """Ask every connection, or one shard's, to reconnect (op 7)."""
        for connection in self._of(shard):
            await connection.tell(RECONNECT)

    async def invalidate(self, shard: int | None = None, *, resumable: bool = False) -> None:
        """Say that sessions are invalid (op 9), and forget those that are not resumable."""
        for connection in self._of(shard):
            if connection.session and not resumable:
                self._sessions.pop(connection.session.id, None)
            await connection.tell(INVALID_SESSION, resumable)

    def _of(self, shard: int | None) -> list[Connection]:
        return [
            each
            for each in self._connections
            if shard is None or (each.session is not None and each.session.shard == shard)
        ]

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=1 << 16, compress=False, timeout=1.0)
        await socket.prepare(request)
        connection = Connection(socket, self.identifies.pace, request.query.get("compress") == "zlib-stream")
        self._connections.add(connection)
        try:
            if request.query.get("v") != "10" or request.query.get("encoding", "json") != "json":
                raise Closed(BAD_VERSION, "Invalid API version")
            await connection.tell(HELLO, {"heartbeat_interval": self.identifies.pace.heartbeat_ms})
            await self._listen(connection)
        except Closed as closed:
            self.closed(closed.code, closed.reason)
            if connection.session and closed.code in ENDS_SESSION:
                self._sessions.pop(connection.session.id, None)
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
        try:
            async with asyncio.timeout_at(connection.patience_ends()) as patience:
                while (payload := await connection.receive()) is not None:
                    if payload.get("op") == HEARTBEAT:
                        patience.reschedule(connection.patience_ends())
                    await self._handle(connection, payload)
        except TimeoutError as error:
            raise Closed(TIMED_OUT, "Session timed out") from error

    async def _handle(self, connection: Connection, payload: Json) -> None:
        op, data = payload.get("op"), payload.get("d")
        if op == HEARTBEAT:
            await asyncio.sleep(ACK_AFTER_S)
            await connection.tell(HEARTBEAT_ACK)
        elif op in (IDENTIFY, RESUME) and connection.session is not None:
            raise Closed(TWICE, "Already authenticated")
        elif op in (IDENTIFY, RESUME) and not isinstance(data, dict):
            raise Closed(BAD_PAYLOAD, "Error while decoding payload")
        elif op == IDENTIFY:
            await self._identify(connection, data or {})
        elif op == RESUME:
            await self._resume(connection, data or {})
        elif connection.session is None:
            raise Closed(NOT_IDENTIFIED, "Not authenticated")
        elif op not in (PRESENCE, VOICE, MEMBERS):
            raise Closed(UNKNOWN_OP, "Unknown opcode")

    def _check_token(self, data: Json) -> None:
        token = str(data.get("token")).removeprefix("Bot ")
        if not secrets.compare_digest(token.encode(), self.world.application.token.encode()):
            raise Closed(BAD_TOKEN, "Authentication failed")

    async def _identify(self, connection: Connection, data: Json) -> None:
        self._check_token(data)
        session = self._new_session(data)
        if not self.identifies.in_quota():
            # Discord ends all sessions and resets the token.
            await self.drop(BAD_TOKEN, forget=True)
            raise Closed(BAD_TOKEN, "Session start limit reached")
        if not self.identifies.in_turn(session.shard):
            await connection.tell(INVALID_SESSION, False)
            return
        self._forget_the_gone()
        self._sessions[session.id] = session
        self._join(connection, session)
        await self._greet(session)
        self.changed()

    def _new_session(self, data: Json) -> Session:
        match data.get("shard", [0, 1]):
            case [int() as shard, int() as shards] if 0 <= shard < shards:
                session = Session(secrets.token_hex(16), shard, shards, data.get("intents", 0))
            case _:
                raise Closed(BAD_SHARD, "Invalid shard")
        if not isinstance(session.intents, int) or session.intents & ~_INTENTS:
            raise Closed(BAD_INTENTS, "Invalid intents")
        if session.intents & _INTENTS_PRIVILEGED:
            raise Closed(PRIVILEGED, "Disallowed intents")
        if sum(map(session.serves, self.world.guilds)) > self.identifies.pace.guilds_a_shard:
            raise Closed(SHARDING_REQUIRED, "Sharding required")
        return session

    def _forget_the_gone(self) -> None:
        oldest = time.monotonic() - RESUMABLE_S
        for session in list(self._sessions.values()):
            if session.connection is None and session.left_at < oldest:
                del self._sessions[session.id]

    def _join(self, connection: Connection, session: Session) -> None:
        connection.session = session
        session.connection = connection

    async def _greet(self, session: Session) -> None:
        mine = [guild for guild in self.world.guilds.values() if guild.has_bot and session.serves(guild.id)]
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
            await connection.tell(INVALID_SESSION, False)
            return
        if session.connection is not None:
            await session.connection.drop(UNKNOWN_ERROR)
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
