"""The servers that settings ask for: given ones, or our own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pydantic import SecretStr

from persistence.cluster import NotMigrated, check
from persistence.embedded import ServerPlan, Servers, servers
from persistence.failures import FAILURES
from persistence.leases import vouch
from reve.settings import Settings, SettingsError, problem


@asynccontextmanager
async def open_servers(
    settings: Settings, *, allow_local_leases: bool, say: Callable[[str], None]
) -> AsyncIterator[Servers]:
    """Have Postgres and Valkey, with a database of this release.

    A database of our own is migrated here; one that was given is only checked: migrating that is
    the operator's decision (`reve migrate`). Raises `ServersError`, `DatabaseRefused`, `SettingsError`.
    """
    plan = ServerPlan(
        data_dir=settings.data_dir,
        database_url=_revealed(settings.database_url),
        redis_url=_revealed(settings.redis_url),
        allow_local_leases=allow_local_leases,
        on_progress=say,
    )
    async with servers(plan) as running:
        await _prepare(settings, running.database_url, say)
        if running.redis_is_ours and running.redis_url is not None:
            await vouch(running.redis_url, await check(running.database_url))
        yield running


async def _prepare(settings: Settings, database_url: str, say: Callable[[str], None]) -> None:
    try:
        await check(database_url)
    except NotMigrated:
        if settings.database_url is not None:
            raise
        await _migrate(database_url, say)
    except FAILURES as error:
        reason = str(error) or type(error).__name__
        raise SettingsError([problem("database_url", f"it cannot be used: {reason}")]) from error


async def _migrate(database_url: str, say: Callable[[str], None]) -> None:
    """Migrate; what only a first start needs is imported then."""
    from persistence.migrate import migrate

    await migrate(database_url, say)


def _revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
