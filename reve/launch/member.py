"""One instance of `reve play --instances N`: `reve run`, on a leash.

It tells of itself on its standard output, and stops in order once its standard input ends: with
whoever started it, however that ended.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Final

import anyio
from anyio import to_thread

from reve.launch.instance import Instance, open_instance
from reve.launch.loop import run_until_stopped
from reve.launch.servers import open_servers
from reve.launch.telling import Told
from reve.settings import Settings, load_settings

log = logging.getLogger(__name__)

TELLS_EVERY_S: Final = 0.5
ENDS_WITHIN_S: Final = 20.0
"""A process that has lost whoever started it ends after so long, whatever it is doing."""


def main() -> int:
    """Serve until stopped or left alone; return the exit status. Raises `SettingsError`."""
    settings = load_settings()
    settings.demand("discord_token", "secret")
    return run_until_stopped(settings, partial(_serve, settings))


async def _serve(settings: Settings) -> None:
    loop = asyncio.get_running_loop()
    async with anyio.create_task_group() as tasks:
        _hold_on(lambda: loop.call_soon_threadsafe(tasks.cancel_scope.cancel))
        telling = anyio.CancelScope(shield=True)
        try:
            async with (
                open_servers(settings, allow_local_leases=False, say=log.info) as servers,
                open_instance(settings, servers, sync=True, health_port=0, warm=True) as instance,
            ):
                tasks.start_soon(_tell, instance, telling)
                await instance.serve()
        finally:
            telling.cancel()


def _hold_on(let_go: Callable[[], object]) -> None:
    """Call `let_go`, from a thread, when the standard input ends."""

    def wait() -> None:
        # Not through `sys.stdin`, whose lock would be held when the interpreter ends.
        with suppress(OSError):
            while os.read(0, 4096):
                pass
        with suppress(RuntimeError):  # the loop has ended before
            let_go()
        time.sleep(ENDS_WITHIN_S)
        os._exit(1)

    Thread(target=wait, name="leash", daemon=True).start()


async def _tell(instance: Instance, telling: anyio.CancelScope) -> None:
    """Tell until `telling` is cancelled, also while stopping; a thread waits for a reader that is slow."""
    with telling:
        while True:
            try:
                await to_thread.run_sync(partial(_write, Told.of(instance).line()), abandon_on_cancel=True)
            except OSError:
                return  # nobody listens any more
            await anyio.sleep(TELLS_EVERY_S)


def _write(line: bytes) -> None:
    while line:
        line = line[os.write(1, line) :]


if __name__ == "__main__":
    raise SystemExit(main())
