"""How the servers are set up, wherever they come from and whoever runs them."""

import os
import socket
import stat
from pathlib import Path

import pytest
import redis

from persistence.embedded import EmbeddedServers, ServerPlan
from persistence.embedded.account import Account
from persistence.embedded.binaries import find_postgres, find_valkey, postgres_on_path, valkey_on_path
from persistence.embedded.errors import BinaryMissing
from persistence.embedded.ports import free_port
from persistence.embedded.postmaster import read_postmaster
from persistence.embedded.system import has_argument
from tests.embedded.conftest import Query, StartPostgres, accounts_here


@pytest.fixture
def only_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of links to single programs, as Debian has them, and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "postgres").symlink_to(find_postgres().program("postgres"))
    (folder / "valkey-server").symlink_to(find_valkey().path)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_text_is_utf8_and_sorts_by_code_point(postgres_url: str, query: Query) -> None:
    assert query(postgres_url, "SHOW server_encoding") == "UTF8"
    assert query(postgres_url, "SELECT upper('é')") == "É"
    assert (
        query(postgres_url, "SELECT string_agg(t, '' ORDER BY t) FROM unnest(ARRAY['é', 'b', 'Z']) t")
        == "Zbé"
    )


def test_what_is_committed_is_on_the_disk(postgres_url: str, query: Query) -> None:
    assert (query(postgres_url, "SHOW fsync"), query(postgres_url, "SHOW synchronous_commit")) == ("on", "on")


def test_a_postgres_that_only_path_leads_to_serves(
    start_postgres: StartPostgres, only_on_path: Path, query: Query
) -> None:
    _, url = start_postgres(sources=(postgres_on_path,))
    assert query(url, "SELECT 1") == 1


def test_a_valkey_that_only_path_leads_to_serves(new_dir: Path, only_on_path: Path) -> None:
    plan = ServerPlan(new_dir, "unused", on_progress=lambda _: None)
    embedded = EmbeddedServers(plan, valkey_sources=(valkey_on_path,))
    url = embedded.start().redis_url
    assert url is not None
    with redis.Redis.from_url(url) as client:
        answered = client.ping()
    embedded.stop()
    assert answered


def test_a_folder_too_deep_for_a_socket_is_no_obstacle(
    start_postgres: StartPostgres, tmp_path: Path, query: Query
) -> None:
    deep = tmp_path.joinpath(*["a-long-name-of-a-folder"] * 6)
    user, url = start_postgres(deep)
    sockets = Path(str(query(url, "SHOW unix_socket_directories")))
    assert len(os.fsencode(sockets)) < 80
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    user.stop()
    assert not sockets.exists()


def test_a_port_that_somebody_takes_first_is_exchanged(
    start_postgres: StartPostgres, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        busy: int = somebody.getsockname()[1]
        taken = iter([busy])
        monkeypatch.setattr(
            "persistence.embedded.postgres.free_port", lambda _: next(taken, 0) or free_port()
        )
        _, url = start_postgres()
    assert f":{busy}/" not in url
    assert query(url, "SELECT 1") == 1


def test_the_password_is_kept_from_others(start_postgres: StartPostgres, data_dir: Path) -> None:
    _, url = start_postgres()
    kept = data_dir / "postgres" / "password"
    found = read_postmaster(data_dir / "postgres" / "cluster")
    assert found is not None
    assert kept.read_text() in url
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not has_argument(found.pid, kept.read_text())


def test_without_the_password_nobody_gets_in(postgres_url: str, query: Query) -> None:
    before, after = postgres_url.split("@")
    with pytest.raises(Exception, match="password authentication failed"):
        query(before.rsplit(":", 1)[0] + ":guess@" + after, "SELECT 1")


@pytest.mark.parametrize("account", accounts_here(), ids=lambda account: type(account).__name__)
def test_every_account_that_this_user_has_can_serve(
    account: Account, start_postgres: StartPostgres, new_dir: Path, query: Query
) -> None:
    parents = {folder: folder.stat().st_mode for folder in new_dir.parents}
    user, url = start_postgres(new_dir, choose=lambda _home, _programs: account)
    query(url, "CREATE TABLE kept AS SELECT 5 AS number")
    user.stop()
    _, url = start_postgres(new_dir, choose=lambda _home, _programs: account)
    assert query(url, "SELECT number FROM kept") == 5
    assert {folder: folder.stat().st_mode for folder in new_dir.parents} == parents


def test_without_a_valkey_leases_are_local_where_that_is_allowed(new_dir: Path) -> None:
    told: list[str] = []
    plan = ServerPlan(new_dir, "unused", allow_local_leases=True, on_progress=told.append)
    had = EmbeddedServers(plan, valkey_sources=()).start()
    assert had.redis_url is None
    assert len(told) == 1


def test_without_a_valkey_the_setting_is_named(new_dir: Path) -> None:
    plan = ServerPlan(new_dir, "unused", on_progress=lambda _: None)
    with pytest.raises(BinaryMissing, match="REVE_REDIS_URL"):
        EmbeddedServers(plan, valkey_sources=()).start()


def test_without_a_postgres_the_setting_is_named(start_postgres: StartPostgres, new_dir: Path) -> None:
    with pytest.raises(BinaryMissing, match="REVE_DATABASE_URL"):
        start_postgres(new_dir, sources=())
