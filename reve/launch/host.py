"""The host of one instance: the game's actors over the store, the leases and the link of its cluster."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import anyio

from actors.behavior import Kind
from actors.host import Host
from actors.identity import ActorId
from actors.options import HostOptions
from actors.ports import Leases, Link
from actors.schema_switch import SchemaSwitch
from actors.settings import WORLD, WorldSettings
from persistence.cluster import check
from persistence.embedded import Servers
from persistence.leases import LocalLeases, RedisLeases
from persistence.link import LocalLink, RedisLink
from persistence.store import PostgresStore
from reve import __version__
from reve.bot.ports import CatalogueNow, Observed
from reve.game.behavior import PlayerBehavior
from reve.game.commands import limits
from reve.game.dice import dice_maker
from reve.game.standings import standings
from reve.game.world_behavior import WorldBehavior
from reve.operation.clock import boot_time_s
from reve.operation.memory import used_share
from reve.packs import AGAIN_AFTER_S, Packs, other_releases
from reve.powers import Powers
from reve.settings import Settings
from reve.stored import SCHEMA, player_codec, world_codec

log = logging.getLogger(__name__)

IN_FORCE_WITHIN_S: Final = 5.0
"""How long a start waits for its own pack to be in force; it serves under the one before meanwhile."""

type Heard = Callable[[ActorId, Any], None]


@asynccontextmanager
async def open_host(
    settings: Settings,
    servers: Servers,
    packs: Packs,
    store: PostgresStore,
    instance: str,
    *,
    heard: Heard | None = None,
    observed: Observed | None = None,
) -> AsyncIterator[Host]:
    """Serve the actors of one instance inside the block; `heard` is told what players answer to notes.

    Raises `SettingsError`, `PackError`, `DatabaseRefused`, or the errors of store and leases.
    """
    settings.demand("secret")
    secret = settings.secret.get_secret_value().encode() if settings.secret else b""
    switch = SchemaSwitch(SCHEMA)
    player, world = kinds(lambda: packs.in_force.catalogue, lambda: switch.in_force, heard, observed)
    async with AsyncExitStack() as stack:
        leases, link = await _open_ways(stack, settings, servers, instance)
        host = Host(
            kinds=[player, world],
            store=store,
            leases=leases,
            link=link,
            dice=dice_maker(secret),
            settings=WorldSettings(store, world, packs.view),
            switch=switch,
            release=__version__,
            instance=instance,
            options=HostOptions(idle_s=settings.idle_s, max_active=settings.max_active),
            memory_used=used_share(settings.memory),
            monotonic_s=boot_time_s,
        )
        await stack.enter_async_context(host.serving())
        if await packs.offer_own():
            await stack.enter_async_context(_settling(host, packs))
        yield host


@asynccontextmanager
async def _settling(host: Host, packs: Packs) -> AsyncIterator[None]:
    """Put this instance's pack in force if it is newer; what that takes longer goes on inside the block."""
    done = anyio.Event()

    async def settle() -> None:
        while others := other_releases(host, __version__):
            log.info("instances of %s could not read this pack: it waits", ", ".join(sorted(others)))
            await anyio.sleep(AGAIN_AFTER_S)
        await packs.put_own_in_force(host)
        done.set()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(settle)
        with anyio.move_on_after(IN_FORCE_WITHIN_S):
            await done.wait()
        try:
            yield
        finally:
            tasks.cancel_scope.cancel()


def kinds(
    catalogue: CatalogueNow,
    writes: Callable[[], int] | None = None,
    heard: Heard | None = None,
    observed: Observed | None = None,
) -> tuple[Kind[Any, Any, Any, Any], Kind[Any, Any, Any, Any]]:
    """Return the kinds of actors, players and world; `writes` tells the stored form in force."""
    powers = Powers(observed)
    player = Kind(
        name="player",
        behavior=PlayerBehavior(powers.sums),
        codec=player_codec(writes),
        limit_of=limits(lambda: catalogue().rate_limits),
        standings_of=lambda player: standings(player, catalogue(), powers.sums),
        heard=heard,
    )
    return player, Kind(name=WORLD.kind, behavior=WorldBehavior(), codec=world_codec(writes))


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
