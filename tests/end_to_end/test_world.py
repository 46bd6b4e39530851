"""Bans and switches on real servers: every instance obeys them, with Redis away as well."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from pydantic import SecretStr

from actors.behavior import Command
from actors.errors import ActorError
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.settings import WORLD
from persistence.embedded import Servers
from persistence.migrate import migrate
from persistence.packs import StoredPacks
from persistence.store import PostgresStore
from reve.content.edition import read_edition
from reve.game.commands import NAMES, PlayerCommand, ShowProfile, Start
from reve.game.shown import Refused
from reve.game.vocabulary import world
from reve.game.vocabulary.world import BanPlayer, SwitchSystem, WorldCommand
from reve.launch.host import open_host
from reve.packs import Packs
from reve.settings import Settings
from tests.end_to_end.site import SECRET
from tests.persistence.proxy import Proxy, proxy_before

pytestmark = pytest.mark.anyio

OPERATOR = 1
WITHIN_S = 30


@asynccontextmanager
async def instance(database_url: str, redis_url: str, name: str, folder: Path) -> AsyncIterator[Host]:
    """Serve the game's actors, with a store of their own."""
    settings: dict[str, Any] = {
        "secret": SecretStr(SECRET),
        "data_dir": folder,
        "instance": name,
        "lease_ttl_s": 6.0,
    }
    made = Settings(_env_file=None, **settings)  # type: ignore[call-arg]  # pydantic's own keyword
    servers = Servers(database_url, redis_url)
    async with (
        PostgresStore.open(database_url, application_name=name) as store,
        open_host(made, servers, Packs(StoredPacks(database_url), read_edition(), None), store, name) as host,
    ):
        yield host


@asynccontextmanager
async def pair(database_url: str, redis_url: str, folder: Path) -> AsyncIterator[tuple[Host, Host, Proxy]]:
    """Two instances that share the shards, and the wire that leads both of them to Redis."""
    await migrate(database_url)
    async with (
        proxy_before(redis_url) as (wire, through_wire),
        instance(database_url, through_wire, "one", folder) as one,
        instance(database_url, through_wire, "two", folder) as two,
    ):
        await until(lambda: min(held(one), held(two)) > 0 and held(one) + held(two) == 256)
        yield one, two, wire
        # They leave as from a cluster in order, whatever a test has cut.
        if wire.requests is False:
            wire.requests = wire.answers = True
            wire.cut()


def held(host: Host) -> int:
    return sum(shard.token is not None for shard in host.shards)


def of(host: Host) -> ActorId:
    """A player whose shard a host holds."""
    found = (ActorId("player", key) for key in range(1_000, 90_000))
    return next(actor for actor in found if host.shards[shard_of(actor)].token is not None)


async def until(holds: Callable[[], bool]) -> None:
    with anyio.fail_after(WITHIN_S):
        while not holds():
            await anyio.sleep(0.02)


async def asked(host: Host, number: int, actor: ActorId, name: str, body: Any) -> Any:
    """Return the reply to a command, which is sent again as often as it takes."""
    with anyio.fail_after(WITHIN_S):
        while True:
            try:
                return await host.ask(Command(number, actor, name, body), within_s=5.0)
            except ActorError:
                await anyio.sleep(0.05)


async def operate(host: Host, number: int, action: Any) -> Any:
    return await asked(host, number, WORLD, world.NAMES[type(action)], WorldCommand(action, OPERATOR))


async def play(host: Host, number: int, actor: ActorId, action: Any) -> Any:
    return await asked(host, number, actor, NAMES[type(action)], PlayerCommand(action, "Ada"))


async def expect_refusal(code: str, host: Host, actor: ActorId, action: Any, first: int) -> None:
    """Return once a host refuses an action with a code, to new commands."""
    number = first
    with anyio.fail_after(WITHIN_S):
        while True:
            reply = await play(host, number, actor, action)
            if isinstance(reply, Refused) and reply.code == code:
                return
            number += 1
            await anyio.sleep(0.05)


async def test_hazard_41_a_ban_and_a_lock_down_reach_every_instance(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    async with pair(fresh_database, redis_url, tmp_path) as (one, two, _):
        for number, (here, there) in enumerate(((one, two), (two, one)), 1):
            player = of(there)
            await play(here, number * 1000, player, Start("focused"))
            await operate(here, number * 1000 + 1, BanPlayer(player.key, "cheats"))
            await expect_refusal("BANNED", there, player, ShowProfile(), number * 1000 + 2)
        await operate(one, 5000, SwitchSystem("game", on=False, reason="an attack"))
        for number, host in enumerate((one, two), 6):
            newcomer = ActorId("player", of(host).key + 500_000)
            await expect_refusal("SYSTEM_DISABLED", host, newcomer, Start(), number * 1000)


async def test_hazard_41_a_ban_reaches_the_others_while_redis_is_away(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    async with pair(fresh_database, redis_url, tmp_path) as (one, two, wire):
        owner, other = (one, two) if one.shards[shard_of(WORLD)].token else (two, one)
        player = of(other)
        await play(other, 1, player, Start("focused"))
        wire.requests = wire.answers = False
        await operate(owner, 2, BanPlayer(player.key, "cheats"))
        await expect_refusal("BANNED", other, player, ShowProfile(), 3)


async def test_an_instance_that_starts_later_knows_the_bans(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    await migrate(fresh_database)
    player = ActorId("player", 77)
    async with instance(fresh_database, redis_url, "one", tmp_path) as one:
        await operate(one, 1, BanPlayer(player.key, "cheats"))
    async with instance(fresh_database, redis_url, "two", tmp_path) as two:
        reply = await play(two, 2, player, Start())
        assert isinstance(reply, Refused)
        assert (reply.code, two.inspect().settings_version) == ("BANNED", 2)


async def test_the_journal_tells_who_banned_whom_and_why_and_each_delta_its_settings(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    await migrate(fresh_database)
    async with (
        instance(fresh_database, redis_url, "one", tmp_path) as one,
        PostgresStore.open(fresh_database, application_name="reader") as reader,
    ):
        await operate(one, 1, BanPlayer(5, "cheats"))
        await until(lambda: one.inspect().settings_version == 2)
        await play(one, 2, ActorId("player", 77), Start("focused"))
        found = await reader.lookup([(1, WORLD), (2, ActorId("player", 77))])
        (banned, started) = found[1, WORLD], found[2, ActorId("player", 77)]
        assert (banned.name, banned.settings_version, started.settings_version) == ("world.ban", 1, 2)
        assert b"cheats" in banned.events
