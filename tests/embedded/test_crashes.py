"""Whatever dies, what was stored is there at the next start, and the next start works."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import redis

from persistence.embedded import EmbeddedServers, ServerPlan
from persistence.embedded.postmaster import read_postmaster
from tests.embedded.conftest import Query, StartPostgres

PATIENCE_S = 60


def kill_postgres(data_dir: Path) -> int:
    found = read_postmaster(data_dir / "postgres" / "cluster")
    assert found is not None
    os.kill(found.pid, signal.SIGKILL)
    return found.pid


def eventually[T](attempt: Callable[[], T], *failures: type[Exception]) -> T:
    """Return what the attempt returns once it fails no more."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return attempt()
        except failures:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_data_survives_a_killed_postgres(start_postgres: StartPostgres, data_dir: Path, query: Query) -> None:
    user, url = start_postgres()
    query(url, "CREATE TABLE numbers AS SELECT generate_series(1, 1000) AS number")
    kill_postgres(data_dir)
    user.stop()
    _, url = start_postgres()
    assert query(url, "SELECT sum(number) FROM numbers") == 500_500


def test_a_postgres_that_dies_in_use_comes_back_where_it_was(
    start_postgres: StartPostgres, data_dir: Path, query: Query
) -> None:
    _, url = start_postgres()
    query(url, "CREATE TABLE kept AS SELECT 5 AS number")
    killed = kill_postgres(data_dir)
    number = eventually(
        lambda: query(url, "SELECT number FROM kept"), OSError, asyncpg.PostgresError, asyncpg.InterfaceError
    )
    revived = read_postmaster(data_dir / "postgres" / "cluster")
    assert number == 5
    assert revived is not None
    assert revived.pid != killed


def test_a_valkey_that_dies_in_use_comes_back_where_it_was(new_dir: Path) -> None:
    embedded = EmbeddedServers(ServerPlan(new_dir, "unused", on_progress=lambda _: None))
    url = embedded.start().redis_url
    assert url is not None
    try:
        with redis.Redis.from_url(url) as client:
            killed: int = client.info("server")["process_id"]
            os.kill(killed, signal.SIGKILL)
            revived = eventually(lambda: client.info("server")["process_id"], redis.ConnectionError)
    finally:
        embedded.stop()
    assert revived != killed


def test_a_process_file_that_names_another_program_is_no_obstacle(
    start_postgres: StartPostgres, data_dir: Path, query: Query
) -> None:
    user, _ = start_postgres()
    cluster = data_dir / "postgres" / "cluster"
    left = (cluster / "postmaster.pid").read_text().splitlines()
    user.stop()
    (cluster / "postmaster.pid").write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    _, url = start_postgres()
    assert query(url, "SELECT 1") == 1


def test_a_half_written_process_file_is_no_obstacle(
    start_postgres: StartPostgres, data_dir: Path, query: Query
) -> None:
    user, _ = start_postgres()
    user.stop()
    (data_dir / "postgres" / "cluster" / "postmaster.pid").write_text("12")
    _, url = start_postgres()
    assert query(url, "SELECT 1") == 1


def test_sockets_that_a_crash_left_are_removed(start_postgres: StartPostgres, data_dir: Path) -> None:
    user, _ = start_postgres()
    user.stop()
    sockets = data_dir / "postgres" / "socket"
    (sockets / ".s.PGSQL.1").write_text("")
    start_postgres()
    assert not (sockets / ".s.PGSQL.1").exists()


def test_a_database_half_made_is_made_again(
    start_postgres: StartPostgres, new_dir: Path, query: Query
) -> None:
    half = new_dir / "postgres" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    _, url = start_postgres(new_dir)
    assert query(url, "SELECT 1") == 1
