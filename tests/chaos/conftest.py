"""All of chaos speaks asyncio."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """The drivers speak asyncio."""
    return "asyncio"
