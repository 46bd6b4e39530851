"""The bot of `reve play --instances N`: processes before one local Discord, each of which may die."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from reve.launch.instances import Instances, open_instances
from reve.launch.instances_panel import actors_of, instances_panel
from reve.launch.panels import open_panels
from reve.launch.servers import open_servers
from reve.playground.pace import Pace
from reve.playground.server import Playground
from reve.settings import Settings, SettingsError, problem

TTL_S: Final = 3.0
"""How long a killed instance is missed, unless the settings say otherwise."""


def pace_for(count: int) -> Pace:
    """Return the pace of a Discord with gateway shards for so many instances, and for some that come."""
    return Pace() if count == 1 else Pace(gateway_shards=2 * count, max_concurrency=2 * count)


@asynccontextmanager
async def open_ensemble(
    settings: Settings, playground: Playground, count: int, tell: Callable[[str], None]
) -> AsyncIterator[Instances]:
    """Serve a local Discord with so many instances, which share servers of our own or those that are set.

    Raises `SettingsError` where instances could not find each other, or none could start.
    """
    brief = {} if "lease_ttl_s" in settings.model_fields_set else {"lease_ttl_s": TTL_S}
    alike = settings.model_copy(update={"log_format": "json", "log_level": "info", "health_port": 0, **brief})
    async with open_servers(settings, allow_local_leases=False, say=tell) as servers:
        if servers.redis_url is None:
            raise SettingsError([problem("redis_url", "several instances need one to share")])
        async with (
            open_instances(alike, count, tell) as instances,
            open_panels(
                playground,
                lambda: actors_of(instances),
                servers.database_url,
                instances_panel(instances),
            ),
        ):
            await instances.serving()
            yield instances
