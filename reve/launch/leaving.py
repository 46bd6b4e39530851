"""Leaving in order: what a part needs for its last work is not ended by the stop that makes it leave."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio


@asynccontextmanager
async def in_order[T](part: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """Be inside a part. A cancellation from outside ends the block, and reaches no task of the part."""
    async with anyio.create_task_group() as outside:
        with anyio.CancelScope() as shelter:
            async with part as entered:
                shelter.shield = True
                with anyio.CancelScope() as block:
                    outside.start_soon(_end_with_this_task, block)
                    yield entered
        outside.cancel_scope.cancel()


async def _end_with_this_task(scope: anyio.CancelScope) -> None:
    try:
        await anyio.sleep_forever()
    finally:
        scope.cancel()
