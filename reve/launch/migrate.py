"""`reve migrate`: bring the database to this release."""

from functools import partial

from persistence.cluster import check
from persistence.embedded import ServerPlan, servers
from persistence.migrate import migrate as migrate_database
from reve.launch.loop import run_until_stopped
from reve.settings import Settings


def migrate(settings: Settings) -> int:
    """Migrate the database that the settings name, or our own; return the exit status."""
    return run_until_stopped(settings, partial(_migrate, settings))


async def _migrate(settings: Settings) -> None:
    url = settings.database_url
    plan = ServerPlan(
        settings.data_dir,
        None if url is None else url.get_secret_value(),
        redis_url="none",
        on_progress=print,
    )
    async with servers(plan) as running:
        await migrate_database(running.database_url, print)
        print(f"the database is up to date; its cluster is {await check(running.database_url)}")
