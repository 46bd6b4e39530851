"""Players who go on clicking, whatever is done to the bot meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import asyncpg

from reve.playground.client import Handle, NoReply
from tests.end_to_end.process import Outside
from tests.end_to_end.site import words

ORBS: Final = 25
"""How many a player begins with: each use of one is a change that can be counted."""
PAUSE_S: Final = 2.2
"""So that nobody is told that they are too fast."""
ANSWERED_WITHIN_S: Final = 20.0
FAILURES: Final = ("INTERNAL", "UNKNOWN", "BUSY", "OUTDATED", "RATE_LIMITED", "RESTARTING", "PARKED")


@dataclass(frozen=True, slots=True)
class Said:
    """What a player asked for, and what they were told: None if it came too late, or never."""

    handle: Handle
    command: str
    text: str | None

    @property
    def is_good(self) -> bool:
        """Whether the player got what they wanted to know."""
        return bool(self.text) and not self._says(*FAILURES)

    @property
    def was_refused(self) -> bool:
        """Whether the player was told that nothing was changed."""
        return self._says("BUSY", "RATE_LIMITED", "RESTARTING")

    def _says(self, *codes: str) -> bool:
        return any(words()(f"refusal.{code}") in str(self.text) for code in codes)


@dataclass(slots=True)
class Crowd:
    """People in several guilds. `said` grows while they play."""

    outside: Outside
    guilds: Sequence[int]
    players: list[int] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    async def join(self, count: int) -> None:
        """Let people join, and begin to play."""
        for number in range(count):
            user = await self.outside.client.add_user(f"walker{number}")
            async with asyncio.timeout(60):
                while not await self._begin(user):
                    await asyncio.sleep(PAUSE_S)
            self.players.append(user)

    @asynccontextmanager
    async def playing(self) -> AsyncIterator[None]:
        """Let all of them play inside the block; it ends when what they asked for last is answered."""
        over = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for user in self.players:
                tasks.create_task(self._play(user, over))
            try:
                yield
            finally:
                over.set()

    async def all_served(self) -> None:
        """Wait until everybody gets an answer again, to a question that changes nothing."""
        async with asyncio.timeout(60):
            for user in self.players:
                while not (await self._ask(user, "profile")).is_good:
                    await asyncio.sleep(0.2)

    async def orbs_used(self) -> set[int]:
        """The ids of the commands that have used one, as stored."""
        connection = await asyncpg.connect(self.outside.database_url)
        try:
            rows = await connection.fetch("SELECT command_id FROM delta WHERE name = 'item.use'")
        finally:
            await connection.close()
        found = [row["command_id"] for row in rows]
        assert len(found) == len(set(found))
        return set(found)

    async def orbs_left(self, user: int) -> int:
        """How many a player has, by what the bot says."""
        reply = await (await self._send(user, "inventory")).reply(ANSWERED_WITHIN_S)
        return next((count for count in range(ORBS, 0, -1) if f"{count} × XP Orb" in reply.text), 0)

    def uses(self) -> list[Said]:
        """What was said about orbs."""
        return [each for each in self.said if each.command == "use"]

    async def _begin(self, user: int) -> bool:
        try:
            scene = await (await self._send(user, "start")).reply(ANSWERED_WITHIN_S)
            if not scene.buttons:
                return True  # an answer to an earlier try was too late to be seen
            begun = await self.outside.client.click(user, scene, scene.buttons[0].label)
            return bool(await begun.reply(ANSWERED_WITHIN_S))
        except NoReply:
            return False

    async def _play(self, user: int, over: asyncio.Event) -> None:
        turn = 0
        while not over.is_set():
            command = "use" if turn % 2 and turn < 2 * ORBS else "profile"
            self.said.append(await self._ask(user, command))
            turn += 1
            await asyncio.sleep(PAUSE_S)

    async def _ask(self, user: int, command: str) -> Said:
        handle = await self._send(user, command)
        try:
            return Said(handle, command, (await handle.reply(ANSWERED_WITHIN_S)).text)
        except NoReply:
            return Said(handle, command, None)

    async def _send(self, user: int, command: str) -> Handle:
        guild = self.guilds[user % len(self.guilds)]
        options = {"item": "xp_orb", "count": 1} if command == "use" else {}
        return await self.outside.client.slash(user=user, guild=guild, command=command, options=options)
