"""One server for all who name the same folder; whoever leaves last stops it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from persistence.embedded import EmbeddedServers, ServerPlan, erase, servers
from persistence.embedded.errors import InUse
from persistence.embedded.postmaster import read_postmaster
from tests.embedded.conftest import Query, StartPostgres

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from persistence.embedded import LOCAL_LEASES, EmbeddedServers, ServerPlan

plan = ServerPlan(Path(sys.argv[1]), redis_url=LOCAL_LEASES, on_progress=lambda _: None)
print(EmbeddedServers(plan).start().database_url, flush=True)
sys.stdin.read()
"""


def is_served(data_dir: Path) -> bool:
    return read_postmaster(data_dir / "postgres" / "cluster") is not None


def another_process(data_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.anyio
async def test_both_servers_are_there_in_the_block_and_gone_after_it(new_dir: Path) -> None:
    plan = ServerPlan(new_dir, on_progress=lambda _: None)
    async with servers(plan) as had:
        during = is_served(new_dir), (new_dir / "valkey" / "valkey.pid").exists()
    after = is_served(new_dir), (new_dir / "valkey" / "valkey.pid").exists()
    assert had.database_url.startswith("postgresql://")
    assert had.redis_url is not None
    assert (during, after) == ((True, True), (False, False))


def test_the_second_start_finds_what_was_stored(start_postgres: StartPostgres, query: Query) -> None:
    user, url = start_postgres()
    query(url, "CREATE TABLE kept AS SELECT 5 AS number")
    user.stop()
    _, url = start_postgres()
    assert query(url, "SELECT number FROM kept") == 5


def test_a_second_user_shares_the_server_and_the_last_one_stops_it(
    start_postgres: StartPostgres, data_dir: Path
) -> None:
    first, first_url = start_postgres()
    second, second_url = start_postgres()
    first.stop()
    served_for_the_second = is_served(data_dir)
    second.stop()
    assert first_url == second_url
    assert served_for_the_second
    assert not is_served(data_dir)


def test_a_user_that_is_killed_counts_no_more(start_postgres: StartPostgres, data_dir: Path) -> None:
    process = another_process(data_dir)
    its_url = url_of(process)
    user, url = start_postgres()
    kill(process)
    user.stop()
    assert its_url == url
    assert not is_served(data_dir)


def test_a_server_whose_only_user_was_killed_is_found_again(
    start_postgres: StartPostgres, data_dir: Path, query: Query
) -> None:
    process = another_process(data_dir)
    its_url = url_of(process)
    kill(process)
    _, url = start_postgres()
    assert url == its_url
    assert query(url, "SELECT 1") == 1


def test_two_that_start_at_once_make_one_server(
    start_postgres: StartPostgres, new_dir: Path, query: Query
) -> None:
    both = [another_process(new_dir), another_process(new_dir)]
    urls = {url_of(process) for process in both}
    for process in both:
        kill(process)
    _, url = start_postgres(new_dir)
    assert urls == {url}
    assert query(url, "SELECT 1") == 1


def test_two_folders_have_two_servers(
    start_postgres: StartPostgres, data_dir: Path, tmp_path: Path, query: Query
) -> None:
    _, one = start_postgres()
    _, two = start_postgres(tmp_path / "other data")
    query(one, "CREATE TABLE only_here ()")
    assert one != two
    assert query(two, "SELECT to_regclass('only_here')") is None


def test_what_is_in_use_is_not_erased(start_postgres: StartPostgres, data_dir: Path, query: Query) -> None:
    _, url = start_postgres()
    with pytest.raises(InUse):
        erase(data_dir)
    assert query(url, "SELECT 1") == 1


def test_after_erasing_one_begins_anew(start_postgres: StartPostgres, new_dir: Path, query: Query) -> None:
    user, url = start_postgres(new_dir)
    query(url, "CREATE TABLE forgotten ()")
    user.stop()
    erase(new_dir)
    _, url = start_postgres(new_dir)
    assert query(url, "SELECT to_regclass('forgotten')") is None


def test_leaving_twice_is_leaving_once(start_postgres: StartPostgres, data_dir: Path) -> None:
    first, _ = start_postgres()
    start_postgres()
    first.stop()
    first.stop()
    assert is_served(data_dir)


def test_nothing_is_started_for_a_url_that_is_given(new_dir: Path) -> None:
    plan = ServerPlan(new_dir, "postgresql://elsewhere/reve", "redis://elsewhere")
    had = EmbeddedServers(plan).start()
    assert (had.database_url, had.redis_url) == ("postgresql://elsewhere/reve", "redis://elsewhere")
    assert not new_dir.exists()
