"""`reve play`: servers, a local Discord, the bot and a page, in one go."""

import shutil
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import anyio
from pydantic import SecretStr

from persistence.embedded import Servers
from reve.launch.instance import Instance, open_instance
from reve.launch.loop import run_until_stopped
from reve.launch.servers import open_servers
from reve.playground.server import Playground
from reve.settings import Settings, kept_secret

KEPT: Final = ("postgres", "valkey", "playground")
"""What `--reset` forgets: the folders in the data dir that playing fills."""


@dataclass(frozen=True, slots=True)
class PlaySite:
    """A running local REVE."""

    url: str
    playground: Playground
    instance: Instance
    servers: Servers


def play(settings: Settings, *, port: int, reset: bool, open_browser: bool) -> int:
    """Play until Ctrl-C or SIGTERM; return the exit status."""
    if reset:
        forget(settings.data_dir)
    return run_until_stopped(settings, partial(_play, settings, port=port, open_browser=open_browser))


def forget(data_dir: Path) -> None:
    """Delete what was played in a data dir, and nothing else there."""
    for name in KEPT:
        shutil.rmtree(data_dir / name, ignore_errors=True)


async def _play(settings: Settings, *, port: int, open_browser: bool) -> None:
    async with open_play(settings, port=port, say=say) as site:
        say(f"REVE is running: {site.url}\nCtrl-C stops it, with everything saved.")
        if open_browser:
            await anyio.to_thread.run_sync(webbrowser.open, site.url)
        await site.instance.serve()


@asynccontextmanager
async def open_play(settings: Settings, *, port: int, say: Callable[[str], None]) -> AsyncIterator[PlaySite]:
    """Start everything; stop it in the opposite order at the end of the block."""
    secret = settings.secret or SecretStr(await anyio.to_thread.run_sync(kept_secret, settings.data_dir))
    async with (
        open_servers(settings, allow_local_leases=True, say=say) as servers,
        Playground.serve(settings.data_dir / "playground", port) as playground,
    ):
        local = settings.model_copy(
            update={
                "secret": secret,
                "discord_token": SecretStr(playground.token),
                "discord_api": playground.url,
                "admin_users": settings.admin_users or frozenset([playground.users[0].id]),
            }
        )
        async with open_instance(local, servers, sync=True, health_port=0) as instance:
            yield PlaySite(playground.url, playground, instance, servers)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)
