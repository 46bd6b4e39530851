"""The host of one instance: the game's actors over the store, the leases and the link of its cluster."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from actors.behavior import Kind
from actors.host import Host
from actors.identity import ActorId
from actors.options import HostOptions
from actors.ports import Leases, Link, Store
from actors.schema_switch import SchemaSwitch
from actors.settings import WORLD, WorldSettings
from persistence.cluster import check
from persistence.embedded import Servers
from persistence.leases import LocalLeases, RedisLeases
from persistence.link import LocalLink, RedisLink
from persistence.store import PostgresStore
from reve import __version__
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import limits
from reve.game.dice import dice_maker
from reve.game.standings import standings
from reve.game.world import World, WorldState, world_of
from reve.game.world_behavior import WorldBehavior
from reve.operation.clock import boot_time_s
from reve.operation.memory import used_share
from reve.settings import Settings
from reve.stored import SCHEMA, player_codec, world_codec

type Heard = Callable[[ActorId, Any], None]


@asynccontextmanager
async def open_host(
    settings: Settings,
    servers: Servers,
    catalogue: Catalogue,
    store: PostgresStore,
    instance: str,
    *,
    heard: Heard | None = None,
) -> AsyncIterator[Host]:
    """Serve the actors of one instance inside the block; `heard` is told what players answer to notes.

    Raises `SettingsError`, `DatabaseRefused`, or the errors of store and leases.
    """
    settings.demand("secret")
    secret = settings.secret.get_secret_value().encode() if settings.secret else b""
    switch = SchemaSwitch(SCHEMA)
    player, world = kinds(catalogue, lambda: switch.in_force, heard)
    async with AsyncExitStack() as stack:
        leases, link = await _open_ways(stack, settings, servers, instance)
        host = Host(
            kinds=[player, world],
            store=store,
            leases=leases,
            link=link,
            dice=dice_maker(secret),
            settings=following(store, world, catalogue),
            switch=switch,
            release=__version__,
            instance=instance,
            options=HostOptions(idle_s=settings.idle_s, max_active=settings.max_active),
            memory_used=used_share(settings.memory),
            monotonic_s=boot_time_s,
        )
        yield await stack.enter_async_context(host.serving())


def kinds(
    catalogue: Catalogue, writes: Callable[[], int] | None = None, heard: Heard | None = None
) -> tuple[Kind[Any, Any, Any, Any], Kind[Any, Any, Any, Any]]:
    """Return the kinds of actors, players and world; `writes` tells the stored form in force."""
    player = Kind(
        name="player",
        behavior=PlayerBehavior(),
        codec=player_codec(writes),
        limit_of=limits(catalogue),
        standings_of=lambda player: standings(player, catalogue),
        heard=heard,
    )
    return player, Kind(name=WORLD.kind, behavior=WorldBehavior(), codec=world_codec(writes))


def following(store: Store, world: Kind[Any, Any, Any, Any], catalogue: Catalogue) -> WorldSettings:
    """Return the settings that follow the world of a store, under a content pack."""

    async def view(state: WorldState) -> World:
        return world_of(catalogue, state)

    return WorldSettings(store, world, view)


async def _open_ways(
    stack: AsyncExitStack, settings: Settings, servers: Servers, instance: str
) -> tuple[Leases, Link]:
    """Open what leads to other instances; there are none where there is no Redis."""
    ttl_s = settings.lease_ttl_s
    cluster_id = await check(servers.database_url, schema=SCHEMA)
    if servers.redis_url is None:
        return LocalLeases(instance, ttl_s=ttl_s), LocalLink(instance)
    # A lease service that is frozen must not keep tokens from being verified in time.
    timeout_s = min(2.0, ttl_s / 6)
    leases = RedisLeases.open(
        servers.redis_url, cluster_id=cluster_id, owner=instance, ttl_s=ttl_s, timeout_s=timeout_s
    )
    link = RedisLink.open(servers.redis_url, cluster_id=cluster_id, instance=instance)
    return await stack.enter_async_context(leases), await stack.enter_async_context(link)
