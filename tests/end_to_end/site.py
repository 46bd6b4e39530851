"""The whole site in one process, with ways to stop it, to disturb it, and to look at what is stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import disnake.asset
import disnake.http
import pytest
from pydantic import SecretStr

from persistence.embedded import Servers
from persistence.migrate import migrate
from reve.bot.words.catalogue import Library, Words
from reve.launch.instance import Instance, open_instance
from reve.playground.client import SimClient
from reve.playground.server import Playground
from reve.settings import Settings
from tests.end_to_end.door import Door, door_before
from tests.end_to_end.person import Person
from tests.persistence.proxy import Proxy, proxy_before

SECRET = "a secret of the end-to-end tests, long enough"
ONLINE_WITHIN_S = 60


@cache
def words() -> Words:
    """The texts that the bot answers with."""
    return Library.read().words()


@dataclass(slots=True)
class Life:
    """One life of the bot: an instance in a task of its own, from its start to its end."""

    settings: Settings
    servers: Servers
    instance: Instance = field(init=False)
    _task: asyncio.Task[None] = field(init=False)
    _begun: asyncio.Event = field(default_factory=asyncio.Event)
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    async def begin(self) -> None:
        """Return once it serves."""
        self._task = asyncio.create_task(self._live())
        begun = asyncio.create_task(self._begun.wait())
        await asyncio.wait((self._task, begun), return_when=asyncio.FIRST_COMPLETED)
        begun.cancel()
        if self._task.done():
            self._task.result()

    async def end(self) -> None:
        """Return once it has finished what was begun and let go of all."""
        self._over.set()
        await self._task

    async def _live(self) -> None:
        async with open_instance(self.settings, self.servers, sync=True, health_port=0) as self.instance:
            self._begun.set()
            await self._over.wait()


@dataclass(slots=True)
class Site:
    """A running site. `door` stands before Discord, `wire` before Postgres; `database` looks past it."""

    playground: Playground
    client: SimClient
    door: Door
    wire: Proxy
    database: Any
    database_url: str
    settings: Settings
    servers: Servers
    _life: Life | None = None
    _people: int = 0

    @property
    def instance(self) -> Instance:
        """The instance that serves now."""
        assert self._life is not None, "the site is stopped"
        return self._life.instance

    @property
    def operator(self) -> Person:
        """The one person who may operate the bot."""
        return Person(self, self.playground.users[0].id, self.playground.guilds[0].id)

    async def start(self) -> None:
        """Begin a life of the bot on what is stored; wait until Discord's users can play."""
        self._life = Life(self.settings, self.servers)
        await self._life.begin()
        async with asyncio.timeout(ONLINE_WITHIN_S):
            await self.client.wait_for_command("start", user=self.operator.id, guild=self.operator.guild)

    async def stop(self) -> None:
        """End the life of the bot, as a deploy does."""
        if self._life is not None:
            await self._life.end()
            self._life = None

    async def restart(self) -> None:
        """Begin a new life on the same database, before the same Discord."""
        await self.stop()
        await self.start()

    async def newcomer(self, display_name: str | None = None, *, in_guild: bool = True) -> Person:
        """Let somebody join who has never played."""
        self._people += 1
        form = {"name": f"person{self._people}", "display_name": display_name or f"Person {self._people}"}
        joined = await self.client.post("/sim/users", form)
        return Person(self, int(joined["id"]), self.playground.guilds[0].id if in_guild else None)

    async def player(self, display_name: str | None = None) -> Person:
        """Let somebody join and begin to play."""
        person = await self.newcomer(display_name)
        await person.begin()
        return person

    async def rows(self, query: str, *arguments: Any) -> list[Any]:
        """Look at what is stored."""
        found: list[Any] = await self.database.fetch(query, *arguments)
        return found

    async def value(self, query: str, *arguments: Any) -> Any:
        """Look at one value of what is stored."""
        return await self.database.fetchval(query, *arguments)


@asynccontextmanager
async def running_site(
    database_url: str, redis_url: str, data_dir: Path, **changed: Any
) -> AsyncIterator[Site]:
    """Start a site on an empty database, and stop it at the end; `changed` are settings."""
    await migrate(database_url)
    database = await asyncpg.connect(database_url)
    try:
        async with (
            Playground.serve(None) as playground,
            SimClient(playground.url) as client,
            door_before(playground.url) as door,
            proxy_before(database_url) as (wire, through_wire),
        ):
            settings = settings_for(playground, door.url, data_dir, **changed)
            servers = Servers(through_wire, redis_url)
            site = Site(playground, client, door, wire, database, database_url, settings, servers)
            with pytest.MonkeyPatch.context() as patch:
                # Where the library's requests go is global to it: put that back at the end.
                patch.setattr(disnake.http.Route, "BASE", disnake.http.Route.BASE)
                patch.setattr(disnake.asset.Asset, "BASE", disnake.asset.Asset.BASE)
                await site.start()
                try:
                    yield site
                finally:
                    await site.stop()
    finally:
        await database.close()


def settings_for(playground: Playground, discord_api: str, data_dir: Path, **changed: Any) -> Settings:
    """Return settings of which nothing comes from the environment that matters here."""
    values: dict[str, Any] = {
        "discord_token": SecretStr(playground.token),
        "discord_api": discord_api,
        "identify_every_s": playground.gateway.identifies.pace.identify_every_s,
        "secret": SecretStr(SECRET),
        "data_dir": data_dir,
        "admin_users": frozenset({playground.users[0].id}),
        "instance": "end-to-end",
        "lease_ttl_s": 5.0,
        "health_port": 0,
    }
    return Settings(_env_file=None, **(values | changed))  # type: ignore[call-arg]  # pydantic's own keyword
