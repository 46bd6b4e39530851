"""Data folders, and servers in them that never outlive their test."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from persistence.embedded import LOCAL_LEASES, EmbeddedServers, ServerPlan, erase
from persistence.embedded.account import Account, Mapped, Myself, Other, choose_account
from persistence.embedded.binaries import POSTGRES_SOURCES, PostgresPrograms, Source, find_postgres

if sys.platform != "win32":
    from persistence.embedded import posix

type Query = Callable[[str, str], object]
type StartPostgres = Callable[..., tuple[EmbeddedServers, str]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that the tests of a module use one after the other, since making a database is slow."""
    folder = tmp_path_factory.mktemp("module") / "data"
    yield folder
    erase(folder)


@pytest.fixture
def new_dir(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "new"


@pytest.fixture
def query() -> Query:
    """Run one statement, and return the first value of the first row."""

    def run(url: str, statement: str) -> object:
        async def once() -> object:
            connection = await asyncpg.connect(url)
            try:
                return await connection.fetchval(statement)
            finally:
                await connection.close()

        return asyncio.run(once())

    return run


@pytest.fixture
def start_postgres(data_dir: Path) -> Iterator[StartPostgres]:
    """Use the PostgreSQL of the module's folder, or of another one that is erased after the test."""
    users: list[EmbeddedServers] = []
    folders: set[Path] = set()

    def start(
        folder: Path = data_dir,
        *,
        sources: tuple[Source[PostgresPrograms], ...] = POSTGRES_SOURCES,
        choose: Callable[[Path, PostgresPrograms], Account] = choose_account,
    ) -> tuple[EmbeddedServers, str]:
        folders.add(folder)
        plan = ServerPlan(folder, redis_url=LOCAL_LEASES, on_progress=lambda _: None)
        user = EmbeddedServers(plan, postgres_sources=sources, choose=choose)
        users.append(user)
        return user, user.start().database_url

    yield start
    for user in users:
        user.stop()
    for folder in folders - {data_dir}:
        erase(folder)


def accounts_here() -> list[Account]:
    """Return every way to run PostgreSQL that this user has: root two, where namespaces are allowed."""
    if sys.platform == "win32" or posix.user_id() != 0:
        return [Myself()]
    humble = posix.humble_account()
    assert humble is not None
    preferred = choose_account(Path("nowhere"), find_postgres())
    return [Other(*humble)] + ([preferred] if isinstance(preferred, Mapped) else [])
