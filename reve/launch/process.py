"""One process of `reve play --instances N`, seen by the process that started it."""

import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE
from typing import Any, Final, Self

import anyio
import orjson
from anyio.abc import ByteReceiveStream, Process
from anyio.streams.buffered import BufferedByteReceiveStream

from reve.launch.telling import Told
from reve.settings import Settings, environment_of

log = logging.getLogger(__name__)

LINE_BYTES: Final = 16 << 20
LEAVES_WITHIN_S: Final = 1.0
"""How long the last lines of a process that has ended are waited for."""
ALARMING: Final = ("warning", "error", "critical")


class InstanceProcess:
    """A process and what it says. Mutable: how it stands."""

    def __init__(self, name: str, process: Process, log_path: Path, say: Callable[[str], None]) -> None:
        self.name = name
        self.pid: Final = process.pid
        self.since: Final = datetime.now(UTC)
        self.log_path = log_path
        self.told: Told | None = None
        """What it has told last; None before it serves."""
        self.ended = anyio.Event()
        self.heard = anyio.Event()
        """Set once it has told of itself, or has ended."""
        self._process = process
        self._say = say
        self._asked: str | None = None

    @classmethod
    async def start(cls, settings: Settings, log_path: Path, say: Callable[[str], None]) -> Self:
        """Start an instance with these settings, whose log goes to a file. Raises `OSError`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REVE_")}
        process = await anyio.open_process(
            [sys.executable, "-m", "reve.launch.member"],
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=kept | environment_of(settings),
            # Ctrl-C at the terminal is for the process that knows in which order to stop.
            start_new_session=True,
        )
        return cls(settings.instance, process, log_path, say)

    @property
    def lives(self) -> bool:
        """Whether the process runs."""
        return not self.ended.is_set()

    @property
    def state(self) -> str:
        """How it stands, for people."""
        if self.lives:
            return self._asked or ("starting" if self.told is None else "serving")
        status = self._process.returncode
        if self._asked is not None:
            return {"stopping": "stopped", "being killed": "killed"}[self._asked]
        how = f"by signal {-status}" if status is not None and status < 0 else f"with status {status}"
        return f"ended by itself {how}"

    async def follow(self) -> None:
        """Hear what it says until it has ended; a stop does not make one deaf to how it ends."""
        async with anyio.create_task_group() as tasks:
            tasks.cancel_scope.shield = True
            tasks.start_soon(self._follow_reports)
            tasks.start_soon(self._follow_log)
            await self._process.wait()
            self.ended.set()
            self.heard.set()
            if self._asked is None:
                self._say(f"{self.name} has {self.state}; its log is {self.log_path}")
            tasks.cancel_scope.deadline = anyio.current_time() + LEAVES_WITHIN_S
        with anyio.CancelScope(shield=True):
            await self._process.aclose()

    async def stop(self) -> None:
        """Ask it to stop, in the way that this platform has; it passes on what it holds."""
        if self.lives:
            self._asked = "stopping"
            if sys.platform == "win32":
                await self.let_go()
            else:
                self._process.terminate()

    def kill(self) -> None:
        """End it in the middle of what it does."""
        if self.lives:
            self._asked = "being killed"
            self._process.kill()

    async def let_go(self) -> None:
        """Close its standard input: it stops, as if whoever started it had died."""
        if self._process.stdin is not None:
            with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
                await self._process.stdin.aclose()

    async def _follow_reports(self) -> None:
        async for line in _lines(self._process.stdout):
            try:
                self.told = Told.read(line)
                self.heard.set()
            except ValueError:
                log.warning("%s said on its standard output: %s", self.name, line.decode(errors="replace"))

    async def _follow_log(self) -> None:
        async for line in _lines(self._process.stderr):
            _append(self.log_path, line)
            alarm = _alarm(line)
            if alarm:
                self._say(f"{self.name}: {alarm}")


async def _lines(stream: ByteReceiveStream | None) -> AsyncIterator[bytes]:
    if stream is None:
        return
    buffered = BufferedByteReceiveStream(stream)
    with suppress(anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError):
        while True:
            yield await buffered.receive_until(b"\n", LINE_BYTES)


def _append(path: Path, line: bytes) -> None:
    with path.open("ab") as file:
        file.write(line + b"\n")


def _alarm(line: bytes) -> str | None:
    """Return what to tell people of a line of the log, if anything."""
    try:
        event: dict[str, Any] = orjson.loads(line)
    except orjson.JSONDecodeError:
        return line.decode(errors="replace")
    if not isinstance(event, dict) or event.get("level") not in ALARMING:
        return None
    return f"{event['level']}: {event.get('event', '')}"
