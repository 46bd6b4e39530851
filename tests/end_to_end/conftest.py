"""One site for each module, and a watch on what it logs."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.site import Site, running_site
from tests.playground.verdict import pytest_runtest_call

__all__ = ["pytest_runtest_call"]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Discord's client library and the driver of Postgres know asyncio only."""
    return "asyncio"


@pytest.fixture(scope="module")
async def site(
    anyio_backend: str, database_url: str, valkey_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    """A site that the tests of a module share; each test lets its own people join."""
    folder: Path = tmp_path_factory.mktemp("site")
    async with running_site(database_url, valkey_url, folder) as site:
        yield site


@pytest.fixture(autouse=True)
def nothing_goes_wrong_unseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which an error was logged; one that provokes errors clears them itself."""
    yield
    errors = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not errors, [record.getMessage() for record in errors]
