"""The real bot, over a real host on in-memory ports, connected to a local Discord."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.stage import Stage, serving
from tests.playground.verdict import pytest_runtest_call

__all__ = ["pytest_runtest_call"]


@pytest.fixture
def anyio_backend() -> str:
    """Discord's client library knows asyncio only."""
    return "asyncio"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A stage with the bot online and its commands written."""
    async with serving() as stage:
        yield stage
