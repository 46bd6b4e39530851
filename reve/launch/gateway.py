"""What the instances of a cluster share of Discord's gateway."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from persistence.cluster import check
from persistence.embedded import Servers
from persistence.errands import RedisErrands
from persistence.redis_seats import RedisSeats
from persistence.scripts import Scripts
from persistence.turnstile import RedisTurnstile
from reve.bot.gateway import Sharing, alone
from reve.bot.gateway.ports import Members
from reve.settings import Settings


@asynccontextmanager
async def open_sharing(
    settings: Settings, servers: Servers, instance: str, members: Members
) -> AsyncIterator[Sharing]:
    """Share the gateway through Redis, or have it to oneself where there is none."""
    if servers.redis_url is None:
        yield alone(instance, identify_every_s=settings.identify_every_s)
        return
    cluster_id = await check(servers.database_url)
    async with Scripts.open(servers.redis_url) as scripts:
        yield Sharing(
            me=instance,
            leases=RedisSeats(
                scripts,
                cluster_id=cluster_id,
                name="gateway",
                owner=instance,
                ttl_s=settings.lease_ttl_s,
            ),
            turnstile=RedisTurnstile(scripts, cluster_id=cluster_id),
            errands=RedisErrands(scripts, cluster_id=cluster_id, owner=instance),
            members=members,
            identify_every_s=settings.identify_every_s,
        )
