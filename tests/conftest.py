"""Servers and databases for tests: started when one is asked for first, one of each per test process."""

import asyncio
import gc
import os
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
import redis
from aiohttp import web_app

from persistence.embedded import LOCAL_LEASES, EmbeddedServers, ServerPlan
from reve.launch.loop import GC_THRESHOLDS

# As bots have it: a full collection over all that tests have imported and kept stops a bot under test.
gc.set_threshold(*GC_THRESHOLDS)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are cores: many tests wait for servers and browsers, not for a core."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _no_server_outlives_its_test() -> Iterator[None]:
    """Let go of local Discords: aiohttp remembers 1,024 handlers, and by them all that a test has set up."""
    yield
    web_app._cached_build_middleware.cache_clear()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL that this test process alone uses; make databases of your own in it."""
    embedded = EmbeddedServers(_plan(tmp_path_factory.mktemp("postgres"), redis_url=LOCAL_LEASES))
    yield embedded.start().database_url
    embedded.stop()


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Valkey that this test process alone uses."""
    embedded = EmbeddedServers(_plan(tmp_path_factory.mktemp("valkey"), database_url="unused"))
    url = embedded.start().redis_url
    assert url is not None
    yield url
    embedded.stop()


@pytest.fixture
def redis_url(valkey_url: str) -> str:
    """The URL of a Valkey that is empty when the test begins."""
    with redis.Redis.from_url(valkey_url) as client:
        client.flushall()
    return valkey_url


@pytest.fixture(scope="module")
def database_url(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database that the tests of one module share."""
    with _database(postgres_url, "template1") as url:
        yield url


@pytest.fixture
def fresh_database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database for one test alone."""
    with _database(postgres_url, "template1") as url:
        yield url


@pytest.fixture
def copy_of_database(postgres_url: str) -> Iterator[Callable[[str], str]]:
    """A function that copies the database of a URL (nobody may be connected to it) and returns the copy's."""
    copies: list[str] = []

    def copy(url: str) -> str:
        copies.append(_create(postgres_url, urlsplit(url).path.lstrip("/")))
        return copies[-1]

    yield copy
    for url in copies:
        _drop(postgres_url, url)


def _plan(folder: Path, *, database_url: str | None = None, redis_url: str | None = None) -> ServerPlan:
    return ServerPlan(folder, database_url, redis_url, on_progress=lambda _: None)


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    url = _create(server, template)
    yield url
    _drop(server, url)


def _create(server: str, template: str) -> str:
    name = f"test_{uuid4().hex}"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _drop(server: str, url: str) -> None:
    name = urlsplit(url).path.lstrip("/")
    _execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(server: str, statement: str) -> None:
    async def once() -> None:
        connection = await asyncpg.connect(server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    _apart(once)


def _apart(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run in a thread with a loop of its own, since a test's loop may be running in this one."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work())
        except BaseException as failure:  # noqa: BLE001 - raised again in the caller's thread
            failures.append(failure)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
