"""Background jobs of two instances on real servers: one of them does what is due, whoever owns the world."""

import anyio
import pytest

from actors.host import Host
from persistence.connections import Connections
from persistence.runs import StoredRuns
from reve.launch.upkeep import owns_world
from reve.operation.jobs import Job, Jobs, Told
from tests.persistence.test_hosts_on_servers import pair, until

__all__ = ["pair"]

pytestmark = pytest.mark.anyio


async def test_the_owner_of_the_world_does_a_job_and_after_it_the_one_that_takes_over(
    pair: tuple[Host, Host], sql: Connections, migrated_url: str
) -> None:
    await sql.fetch("DELETE FROM meta WHERE starts_with(name, 'job/')")
    done: list[str] = []

    def jobs_of(host: Host, runs: StoredRuns) -> Jobs:
        async def work() -> Told:
            done.append(host.inspect(actors=False).instance)
            return {}

        job = Job("count", 1.0, work)
        return Jobs(
            [job],
            runs,
            instance=host.inspect(actors=False).instance,
            owns=lambda: owns_world(host),
            now_ms=host.clock.now_ms,
            look_every_s=0.05,
        )

    first, second = sorted(pair, key=owns_world, reverse=True)
    names = [host.inspect(actors=False).instance for host in (first, second)]
    assert (owns_world(first), owns_world(second)) == (True, False)
    async with StoredRuns.open(migrated_url) as runs, anyio.create_task_group() as tasks:
        for host in pair:
            tasks.start_soon(jobs_of(host, runs).keep)
        await until(lambda: len(done) >= 2)
        assert set(done) == {names[0]}
        await first.retire()
        await until(lambda: names[1] in done)
        assert done == sorted(done, key=names.index)
        assert "count" in await runs.all()
        tasks.cancel_scope.cancel()
