"""`reve run`: the bot against Discord."""

import logging
from functools import partial

from reve.launch.instance import open_instance
from reve.launch.loop import run_until_stopped
from reve.launch.servers import open_servers
from reve.settings import DEFAULT_HEALTH_PORT, Settings

log = logging.getLogger(__name__)


def run(settings: Settings) -> int:
    """Serve until asked to stop; return the exit status. Raises `SettingsError`."""
    settings.demand("discord_token", "secret")
    return run_until_stopped(settings, partial(_run, settings))


async def _run(settings: Settings) -> None:
    async with (
        open_servers(settings, allow_local_leases=False, say=log.info) as servers,
        open_instance(settings, servers, sync=True, health_port=DEFAULT_HEALTH_PORT, warm=True) as instance,
    ):
        await instance.serve()
