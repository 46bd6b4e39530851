"""Background jobs: where they run, when they are due, and what is made of failures."""

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import pytest

from actors.errors import Unavailable
from reve.operation.job_metrics import JobCollector
from reve.operation.jobs import AGAIN_AFTER_S, Job, Jobs, Told
from reve.operation.metrics import Metrics

pytestmark = pytest.mark.anyio

HOUR_S = 3_600.0
START_MS = 1_750_000_000_000


@dataclass
class Shelf:
    """Where runs are kept, for all instances of a test."""

    kept: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    async def all(self) -> Mapping[str, str]:
        if self.broken:
            raise Unavailable("away")
        return dict(self.kept)

    async def put(self, job: str, run: str) -> None:
        if self.broken:
            raise Unavailable("away")
        self.kept[job] = run


@dataclass
class Scene:
    """A clock, an owner, and a job that counts how often each instance does it."""

    shelf: Shelf = field(default_factory=Shelf)
    now_ms: int = START_MS
    owner: str = "one"
    broken: bool = False
    done: list[str] = field(default_factory=list)

    def jobs(self, instance: str = "one") -> Jobs:
        async def work() -> Told:
            self.done.append(instance)
            if self.broken:
                raise ValueError("out of ink")
            return {"n": len(self.done)}

        return Jobs(
            [Job("count", HOUR_S, work)],
            self.shelf,
            instance=instance,
            owns=lambda: self.owner == instance,
            now_ms=lambda: self.now_ms,
            look_every_s=0.001,
        )

    def later(self, seconds: float) -> None:
        self.now_ms += int(seconds * 1000)

    async def does(self, *instances: str) -> bool:
        """Wait until so many have done the job; tell whether it was these, and nobody for a while after."""
        with anyio.fail_after(5):
            while len(self.done) < len(instances):
                await anyio.sleep(0.001)
        await anyio.sleep(0.02)
        return self.done == list(instances)


@asynccontextmanager
async def kept(*jobs: Jobs) -> AsyncIterator[None]:
    async with anyio.create_task_group() as tasks:
        for one in jobs:
            tasks.start_soon(one.keep)
        yield
        tasks.cancel_scope.cancel()


async def test_a_job_is_done_at_once_and_again_when_it_is_due() -> None:
    scene = Scene()
    async with kept(scene.jobs()):
        assert await scene.does("one")
        scene.later(HOUR_S - 1)
        assert await scene.does("one")
        scene.later(1)
        assert await scene.does("one", "one")


async def test_only_the_owner_of_the_world_does_jobs() -> None:
    scene = Scene()
    async with kept(scene.jobs("one"), scene.jobs("two")):
        assert await scene.does("one")
        scene.later(HOUR_S)
        assert await scene.does("one", "one")
        scene.owner = "two"
        assert await scene.does("one", "one")
        scene.later(HOUR_S)
        assert await scene.does("one", "one", "two")


async def test_a_restart_does_nothing_again_that_is_not_due() -> None:
    scene = Scene()
    async with kept(scene.jobs()):
        assert await scene.does("one")
    scene.later(60)
    async with kept(scene.jobs()):
        assert await scene.does("one")


async def test_a_job_that_fails_is_tried_again_soon() -> None:
    scene = Scene(broken=True)
    async with kept(scene.jobs()):
        assert await scene.does("one")
        scene.later(AGAIN_AFTER_S)
        assert await scene.does("one", "one")


async def test_three_failures_in_a_row_are_one_alert(caplog: pytest.LogCaptureFixture) -> None:
    scene, alerts = Scene(broken=True), alerts_of(caplog)
    async with kept(scene.jobs()):
        for times, alerted in enumerate((0, 0, 1, 1, 1), 1):
            assert await scene.does(*["one"] * times)
            assert alerts() == alerted
            scene.later(AGAIN_AFTER_S)


async def test_failures_count_on_where_another_instance_takes_over(caplog: pytest.LogCaptureFixture) -> None:
    scene, alerts = Scene(broken=True), alerts_of(caplog)
    for times in (1, 2, 3):
        async with kept(scene.jobs()):
            assert await scene.does(*["one"] * times)
        scene.later(AGAIN_AFTER_S)
    assert alerts() == 1


async def test_a_success_ends_a_row_of_failures(caplog: pytest.LogCaptureFixture) -> None:
    scene, alerts = Scene(), alerts_of(caplog)
    async with kept(scene.jobs()):
        assert await scene.does("one")
        for times, broken in enumerate((True, True, False, True, True), 2):
            scene.broken = broken
            scene.later(HOUR_S)
            assert await scene.does(*["one"] * times)
    assert alerts() == 0


async def test_what_was_told_last_survives_a_failure() -> None:
    scene = Scene()
    jobs = scene.jobs()
    async with kept(jobs):
        assert await scene.does("one")
        scene.broken = True
        scene.later(HOUR_S)
        assert await scene.does("one", "one")
    (report,) = await scene.jobs("two").reports()
    assert report.run is not None
    assert (report.run.told, report.run.failures) == ({"n": 1}, 1)
    assert "out of ink" in report.run.fault
    assert report.next_at_ms == scene.now_ms + AGAIN_AFTER_S * 1000


async def test_without_a_store_a_job_waits_and_is_not_done_over_and_over() -> None:
    scene = Scene()
    scene.shelf.broken = True
    async with kept(scene.jobs()):
        await anyio.sleep(0.02)
        assert scene.done == []
        scene.shelf.broken = False
        assert await scene.does("one")


async def test_a_run_that_nobody_can_read_counts_as_none() -> None:
    scene = Scene(shelf=Shelf({"count": '{"strange": 1}'}))
    async with kept(scene.jobs()):
        assert await scene.does("one")


async def test_the_metrics_say_how_jobs_went_and_only_the_owner_says_what_they_found() -> None:
    scene = Scene(broken=True)
    jobs, metrics = scene.jobs(), Metrics()
    metrics.add(JobCollector(jobs))
    async with kept(jobs):
        assert await scene.does("one")
        text = metrics.exposition().decode()
        assert 'reve_job_runs_total{job="count",outcome="failed"} 1.0' in text
        assert 'reve_job_failures_in_a_row{job="count"} 1.0' in text
        assert 'reve_job_seconds{job="count"}' in text
        scene.owner = "two"
        assert "reve_job_failures_in_a_row" not in metrics.exposition().decode()


def alerts_of(caplog: pytest.LogCaptureFixture) -> Callable[[], int]:
    """Return what counts the alerts so far."""
    return lambda: sum(record.levelno == logging.ERROR for record in caplog.records)
