"""One stage for the cells of a module."""

from collections.abc import AsyncIterator, Iterator

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from tests.matrix.stage import MatrixStage, opened


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One loop for all cells of a module, of the kind that the bot runs in."""
    return "asyncio"


@pytest.fixture(scope="module")
async def stage(anyio_backend: str) -> AsyncIterator[MatrixStage]:
    """A stage that the cells of one module share: each has a player of its own."""
    async with opened() as stage:
        yield stage


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    """A loop in a thread of its own, for tests whose examples are many."""
    with start_blocking_portal("asyncio") as portal:
        yield portal


@pytest.fixture(scope="module")
def far_stage(portal: BlockingPortal) -> Iterator[MatrixStage]:
    """A stage in the portal's loop, which outlives an example that fails."""
    with portal.wrap_async_context_manager(opened()) as stage:
        yield stage
