"""A proxy before Postgres that knows a commit when it sees one, and has traps for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from reve.chaos.framing import KEY_DATA, READY, SYNC, Framing, Message, Statements, process_id
from reve.chaos.proxy import CHUNK_BYTES, GONE, Connection, Proxy
from reve.chaos.traps import Deed, Trap

ARRIVAL_S: Final = 0.5
"""How long the server is given to take in what arrives late, before the connection ends."""


class PostgresProxy(Proxy):
    """Passes on as `Proxy` does; a commit that a trap matches is dealt with as that says. Mutable."""

    def __init__(self, url: str) -> None:
        super().__init__(f"{url}?sslmode=disable")
        self.traps: list[Trap] = []
        self._backends: dict[Connection, int] = {}
        self._unanswered: dict[Connection, Trap] = {}

    @contextmanager
    def trap(self, trap: Trap) -> Iterator[Trap]:
        """Set a trap for the length of a block; what it holds is released at the end."""
        self.traps.append(trap)
        try:
            yield trap
        finally:
            trap.released.set()
            if trap in self.traps:
                self.traps.remove(trap)

    async def _requests(self, connection: Connection) -> None:
        framing, statements = Framing(greets=True), Statements()
        caught: list[Message] = []
        trap: Trap | None = None
        with suppress(*GONE):
            while data := await connection.from_client.read(CHUNK_BYTES):
                await self._pace()
                for message in framing.feed(data):
                    if statements.is_commit(message):
                        trap = self._trap_for(connection, message)
                    if trap is None:
                        connection.to_server.write(message.raw)
                        continue
                    caught.append(message)
                    if message.type == SYNC:
                        await self._do(trap, connection, caught)
                        caught, trap = [], None
                await connection.to_server.drain()
        connection.to_server.transport.abort()

    def _trap_for(self, connection: Connection, message: Message) -> Trap | None:
        for trap in self.traps:
            if trap.matches(message.body):
                self.traps.remove(trap)
                trap.backend = self._backends.get(connection, 0)
                return trap
        return None

    async def _do(self, trap: Trap, connection: Connection, commit: list[Message]) -> None:
        """Do the deed of a trap to the messages of one commit."""
        whole = b"".join(message.raw for message in commit)
        send = connection.to_server.write
        match trap.deed:
            case Deed.CUT_BEFORE:
                connection.cut()
            case Deed.CUT_WITHIN:
                send(whole[: len(commit[0].raw) // 2])
                await asyncio.sleep(ARRIVAL_S / 10)
                connection.cut()
            case Deed.HOLD_SYNC:
                send(whole[: -len(commit[-1].raw)])
                await self._until_released(trap)
                send(commit[-1].raw)
                await asyncio.sleep(ARRIVAL_S)
            case Deed.HOLD_ALL:
                await self._until_released(trap)
                send(whole)
                await asyncio.sleep(ARRIVAL_S)
            case Deed.HOLD_ANSWER | Deed.DROP_ANSWER:
                self._unanswered[connection] = trap
                send(whole)
                return
        trap.sprung.set()

    async def _until_released(self, trap: Trap) -> None:
        """Hold on, whatever becomes of the client: the server is to see it connected."""
        trap.sprung.set()
        await trap.released.wait()

    async def _answers(self, connection: Connection) -> None:
        framing = Framing(greets=False)
        try:
            with suppress(*GONE):
                while data := await connection.from_server.read(CHUNK_BYTES):
                    await self._pace()
                    await self._look(connection, list(framing.feed(data)))
                    if connection not in self._unanswered:
                        connection.to_client.write(data)
                        await connection.to_client.drain()
        finally:
            self._backends.pop(connection, None)
            self._unanswered.pop(connection, None)
        connection.to_client.transport.abort()

    async def _look(self, connection: Connection, messages: list[Message]) -> None:
        for message in messages:
            if message.type == KEY_DATA:
                self._backends[connection] = process_id(message)
        trap = self._unanswered.get(connection)
        if trap is not None and any(message.type == READY for message in messages):
            trap.sprung.set()
            if trap.deed is Deed.HOLD_ANSWER:
                await trap.released.wait()
            connection.cut()
