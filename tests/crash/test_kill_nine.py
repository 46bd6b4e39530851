"""An instance is killed three times in the middle of 200 commands; the journal is then read as SQL."""

import itertools
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import anyio
import asyncpg
import pytest
from anyio.streams.buffered import BufferedByteReceiveStream

from persistence.migrate import migrate

pytestmark = pytest.mark.anyio

PLAYERS = 20
COMMANDS = 200
TTL_S = 1.0


@pytest.fixture
def anyio_backend() -> str:
    """The store speaks asyncio."""
    return "asyncio"


@dataclass
class Client:
    """A client that lives outside the process that dies: it sends the same id until it is answered."""

    unanswered: dict[int, str]
    answers: dict[int, bytes] = field(default_factory=dict)
    told_twice: list[int] = field(default_factory=list)

    async def talk(self, port: int, *, until: int = COMMANDS) -> None:
        """Send all that is unanswered; return when so many are answered, or the connection broke."""
        try:
            async with await anyio.connect_tcp("127.0.0.1", port) as stream:
                for command_id, rest in self.unanswered.items():
                    key, what = rest.split()
                    await stream.send(f"{key} {command_id} {what}\n".encode())
                lines = BufferedByteReceiveStream(stream)
                while self.unanswered and len(self.answers) < until:
                    self._heard((await lines.receive_until(b"\n", 1_000_000)).decode())
        except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError, OSError):
            return

    def _heard(self, line: str) -> None:
        command_id, verdict, rest = line.split()
        if verdict != "ok":
            return
        reply = bytes.fromhex(rest)
        if self.answers.setdefault(int(command_id), reply) != reply:
            self.told_twice.append(int(command_id))
        self.unanswered.pop(int(command_id), None)


@asynccontextmanager
async def instance(
    database_url: str, redis_url: str, name: str
) -> AsyncIterator[tuple[subprocess.Popen[bytes], int]]:
    """Start an instance in a process of its own."""
    command = [sys.executable, "-m", "tests.crash.instance", database_url, redis_url, name, str(TTL_S)]
    with running(command) as process:
        assert process.stdout is not None
        line = await anyio.to_thread.run_sync(process.stdout.readline)
        yield process, int(line)


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process; leave none behind."""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def commands() -> dict[int, str]:
    """Return commands by id: every player starts, claims, and pulls until the charges are gone and on."""
    kinds = ["start", "daily", *["pull"] * (COMMANDS // PLAYERS - 2)]
    rows = itertools.product(kinds, range(1, PLAYERS + 1))
    return {1_000 + n: f"{key} {what}" for n, (what, key) in enumerate(rows)}


async def test_kill_nine_in_the_middle_loses_and_doubles_nothing(fresh_database: str, redis_url: str) -> None:
    await migrate(fresh_database)
    client = Client(commands())
    assert len(client.unanswered) == COMMANDS
    for life in range(3):
        async with instance(fresh_database, redis_url, f"life {life}") as (process, port):
            await client.talk(port, until=10 * (life + 1))
            process.kill()
        assert len(client.answers) == 10 * (life + 1)
    async with instance(fresh_database, redis_url, "the last life") as (_, port):
        with anyio.fail_after(60):
            while client.unanswered:
                await client.talk(port)
    assert client.told_twice == []
    await check_journal(fresh_database, client.answers)


async def check_journal(database_url: str, answers: dict[int, bytes]) -> None:
    """Hold what was answered against what plain SQL finds."""
    connection = await asyncpg.connect(database_url)
    try:
        stored = await connection.fetch(
            "SELECT command_id, count(*) AS n, min(reply) AS reply FROM delta GROUP BY 1"
        )
        gaps = await connection.fetch(
            "SELECT kind, key FROM delta GROUP BY kind, key HAVING max(seq) <> count(*) OR min(seq) <> 1"
        )
        unbalanced = await connection.fetch(
            "SELECT command_id, currency FROM entry GROUP BY 1, 2 HAVING sum(amount) <> 0"
        )
        entries = await connection.fetchval("SELECT count(*) FROM entry")
    finally:
        await connection.close()
    assert all(row["n"] == 1 for row in stored)
    assert {row["command_id"]: row["reply"] for row in stored}.items() <= answers.items()
    assert len(stored) == PLAYERS * 7  # a start, a daily and five charges each; the rest is refused
    assert gaps == []
    assert unbalanced == []
    assert entries > 0
