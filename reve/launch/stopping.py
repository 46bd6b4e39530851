"""Waiting for Ctrl-C or SIGTERM, on every platform."""

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType
from typing import Final

import anyio

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@asynccontextmanager
async def until_stopped() -> AsyncIterator[anyio.CancelScope]:
    """Cancel the block when the process is asked to stop.

    A second request while the block is cleaning up ends the process the usual way.
    """
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_cancel_on_signal, tasks.cancel_scope)
        yield tasks.cancel_scope
        tasks.cancel_scope.cancel()


async def _cancel_on_signal(scope: anyio.CancelScope) -> None:
    if sys.platform == "win32":
        await _poll_signal()
    else:
        with anyio.open_signal_receiver(*SIGNALS) as signals:
            async for _ in signals:
                break
    scope.cancel()


async def _poll_signal() -> None:
    """Windows has no signal receiver for event loops: a handler sets a mark that is looked at."""
    asked = False

    def mark(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    before = {number: signal.signal(number, mark) for number in SIGNALS}
    try:
        while not asked:  # noqa: ASYNC110 - a handler may not touch the loop here
            await anyio.sleep(0.2)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
