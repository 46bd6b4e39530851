"""Running a command's coroutine: event loop, logging, signals, and errors for people."""

import gc
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Final

import anyio

from actors.errors import ActorError
from persistence.cluster import DatabaseRefused
from persistence.embedded import ServersError
from reve.content.faults import PackError
from reve.launch.stopping import until_stopped
from reve.operation.logs import configure_logs
from reve.settings import Settings, SettingsError, unknown_variables

log = logging.getLogger(__name__)

EXPECTED: Final = (ServersError, DatabaseRefused, PackError, ActorError)
"""Errors whose text says what is wrong and how to mend it."""

GC_THRESHOLDS: Final = (50_000, 20, 50)
"""Full collections over many live actors are what makes a bot stutter: have fewer of them."""


def run_until_stopped(settings: Settings, work: Callable[[], Awaitable[None]]) -> int:
    """Run until the work ends or the process is asked to stop; return the exit status."""
    configure_logs(settings)
    for name in unknown_variables():
        log.warning("%s is set, but it is no setting of this release", name)
    gc.set_threshold(*GC_THRESHOLDS)

    async def main() -> None:
        async with until_stopped():
            await work()

    try:
        anyio.run(main, backend_options={"use_uvloop": sys.platform != "win32"})
    except BaseExceptionGroup as group:
        return _explain(group)
    except (*EXPECTED, OSError) as error:
        return _explain(error)
    return 0


def _explain(error: BaseException) -> int:
    """Say what went wrong: one line for what is expected, a traceback for a bug."""
    causes = list(_leaves(error))
    wrong = [one for one in causes if isinstance(one, SettingsError)]
    if wrong:
        raise wrong[0]
    if not all(isinstance(one, (*EXPECTED, OSError)) for one in causes):
        raise error
    for one in causes:
        print(f"reve: {str(one) or type(one).__name__}", file=sys.stderr)
    return 1


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _leaves(one)
    else:
        yield error
