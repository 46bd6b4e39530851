"""The bot in a process of its own, to be stopped and killed as systems do it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from reve.playground.client import SimClient
from reve.playground.server import Playground
from tests.end_to_end.site import SECRET

ROOT = Path(__file__).resolve().parents[2]
ONLINE_WITHIN_S = 60
STOPPED_WITHIN_S = 20


@dataclass(frozen=True, slots=True)
class Outside:
    """What a process of the bot is surrounded by: servers, a Discord, a folder."""

    playground: Playground
    client: SimClient
    database_url: str
    redis_url: str
    folder: Path
    lease_ttl_s: float = 1.0

    @property
    def environment(self) -> dict[str, str]:
        """What the process is told; nothing that is set here by chance gets to it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REVE_")}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "REVE_DISCORD_TOKEN": self.playground.token,
            "REVE_DISCORD_API": self.playground.url,
            "REVE_IDENTIFY_EVERY_S": str(self.playground.gateway.identifies.pace.identify_every_s),
            "REVE_SECRET": SECRET,
            "REVE_DATABASE_URL": self.database_url,
            "REVE_REDIS_URL": self.redis_url,
            "REVE_DATA_DIR": str(self.folder),
            "REVE_HEALTH_PORT": "0",
            "REVE_LEASE_TTL_S": str(self.lease_ttl_s),
            "REVE_LOG_FORMAT": "json",
        }

    @asynccontextmanager
    async def bot(self) -> AsyncIterator["Bot"]:
        """Run the bot; leave no process behind."""
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "reve",
                "run",
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        bot = Bot(self, process)
        try:
            await bot.online()
            yield bot
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def logged(self) -> str:
        """All that the processes said."""
        return (self.folder / "log").read_text()


@dataclass(frozen=True, slots=True)
class Bot:
    """A running process."""

    outside: Outside
    process: asyncio.subprocess.Process

    async def online(self) -> None:
        """Wait until Discord's users can play; fail when the process has ended instead."""
        user, guild = self.outside.playground.users[0].id, self.outside.playground.guilds[0].id
        ready = asyncio.create_task(self.outside.client.wait_for_command("start", user=user, guild=guild))
        ended = asyncio.create_task(self.process.wait())
        await asyncio.wait((ready, ended), timeout=ONLINE_WITHIN_S, return_when=asyncio.FIRST_COMPLETED)
        is_online = ready.done()
        for task in (ready, ended):
            task.cancel()
        await asyncio.gather(ready, ended, return_exceptions=True)
        assert is_online, f"the bot is not online:\n{self.outside.logged()}"

    async def terminate(self) -> int:
        """Ask it to stop; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOPPED_WITHIN_S):
            return await self.process.wait()

    async def kill(self) -> None:
        """End it in the middle of what it does; wait until Discord has noticed."""
        self.process.kill()
        await self.process.wait()
        async with asyncio.timeout(STOPPED_WITHIN_S):
            while (await self.outside.client.state())["online"]:
                await asyncio.sleep(0.01)
