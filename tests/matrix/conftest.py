"""One stage for the cells of a module."""

from collections.abc import AsyncIterator

import pytest

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
