"""`reve play`: a local Discord, servers, the bot and a page, in one go.

The page comes first, and says that the bot is not there yet: what takes longer (servers, and the
libraries of the bot) is started meanwhile, side by side.
"""

import errno
import shutil
import sqlite3
import sys
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
from anyio import to_thread
from pydantic import SecretStr

from persistence.embedded import erase
from reve.launch.ensemble import open_ensemble, pace_for
from reve.launch.loop import run_until_stopped
from reve.launch.servers import open_servers
from reve.playground.pace import Pace
from reve.playground.server import Playground
from reve.settings import Problem, Settings, SettingsError, kept_secret

if TYPE_CHECKING:
    from actors.inspection import ActorReport
    from reve.launch.instance import Instance

BOT: Final = "reve.launch.instance"
"""The module whose import is most of a start; it is imported beside the start of the servers."""


def play(settings: Settings, *, port: int, instances: int, reset: bool, open_browser: bool) -> int:
    """Play until Ctrl-C or SIGTERM; return the exit status. Raises `SettingsError`.

    One instance is this process itself; several are processes of their own.
    """
    secret = settings.secret or SecretStr(kept_secret(settings.data_dir))
    quiet = {} if "log_level" in settings.model_fields_set else {"log_level": "warning"}
    local = settings.model_copy(update={"secret": secret, **quiet})
    work = partial(_play, local, port=port, instances=instances, reset=reset, open_browser=open_browser)
    return run_until_stopped(local, work)


async def _play(settings: Settings, *, port: int, instances: int, reset: bool, open_browser: bool) -> None:
    if reset:
        await to_thread.run_sync(forget, settings.data_dir)
    async with (
        open_playground(settings, port, pace_for(instances)) as playground,
        open_bot(settings, playground, instances, say) as serve,
    ):
        say(f"REVE is running: {playground.url}\nCtrl-C stops it, with everything saved.")
        if open_browser:
            await to_thread.run_sync(webbrowser.open, playground.url)
        await serve()


def forget(data_dir: Path) -> None:
    """Delete what was played in a data dir, and nothing else there. Raises `ServersError`."""
    erase(data_dir)
    shutil.rmtree(data_dir / "playground", ignore_errors=True)


@asynccontextmanager
async def open_playground(settings: Settings, port: int, pace: Pace) -> AsyncIterator[Playground]:
    """Serve the local Discord inside the block. Raises `SettingsError` when it cannot be served."""
    try:
        served = Playground.serve(settings.data_dir / "playground", port, pace=pace)
        playground = await served.__aenter__()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise SettingsError([Problem("REVE_DATA_DIR", str(error), "/var/lib/reve")]) from error
        raise SettingsError([Problem("--port", f"port {port} is in use", "0 (any free port)")]) from error
    except sqlite3.Error as error:
        what = f"{settings.data_dir / 'playground'} cannot be used: {error}"
        raise SettingsError([Problem("REVE_DATA_DIR", what, "/var/lib/reve")]) from error
    try:
        yield playground
    finally:
        with anyio.CancelScope(shield=True):
            await served.__aexit__(None, None, None)


@asynccontextmanager
async def open_bot(
    settings: Settings, playground: Playground, instances: int, tell: Callable[[str], None]
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Have a bot for a local Discord, on servers of our own unless others are set; what it yields serves."""
    local = settings.model_copy(
        update={
            "discord_token": SecretStr(playground.token),
            "discord_api": playground.url,
            "identify_every_s": playground.gateway.identifies.pace.identify_every_s,
            "admin_users": settings.admin_users or frozenset([playground.users[0].id]),
        }
    )
    if instances > 1:
        async with open_ensemble(local, playground, instances, tell):
            yield anyio.sleep_forever
    else:
        async with _open_one(local, playground, tell) as instance:
            yield instance.serve


@asynccontextmanager
async def _open_one(
    settings: Settings, playground: Playground, tell: Callable[[str], None]
) -> AsyncIterator["Instance"]:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(to_thread.run_sync, partial(import_module, BOT))
        async with open_servers(settings, allow_local_leases=sys.platform == "win32", say=tell) as servers:
            from reve.launch.instance import open_instance
            from reve.launch.panels import open_panels

            async with (
                open_instance(settings, servers, sync=True, health_port=0) as instance,
                open_panels(playground, lambda: _actors_of(instance), servers.database_url),
            ):
                yield instance


def _actors_of(instance: "Instance") -> "Iterable[tuple[None, ActorReport]]":
    return ((None, actor) for actor in instance.host.inspect().actors)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)
