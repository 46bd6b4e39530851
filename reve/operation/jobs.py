"""Background jobs: each is done where the world is owned, when it is due, and tells how it went.

Two instances may both think for a moment that they own the world, so that work may be done twice
without harm, and nothing here keeps it from that.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Protocol

import anyio

from actors.errors import Unavailable

log = logging.getLogger(__name__)

ALERT_AFTER: Final = 3
"""After so many failures in a row a job is no mishap any more."""

AGAIN_AFTER_S: Final = 300.0
"""When a job that has failed is tried again at the latest."""

LOOK_EVERY_S: Final = 5.0

type Told = Mapping[str, Any]
"""What a job has found out, of such values as JSON has."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is due `every_s`, and may be done twice."""

    name: str
    every_s: float
    work: Callable[[], Awaitable[Told]]


@dataclass(frozen=True, slots=True)
class Run:
    """How a job went last; `failures` in a row, 0 if it went well, and what was `told` when it last did."""

    began_at_ms: int
    took_ms: int
    instance: str
    failures: int = 0
    fault: str = ""
    told: Told = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobReport:
    """A job as operators see it; it is due at once if it has no run."""

    name: str
    every_s: float
    run: Run | None
    next_at_ms: int


class Runs(Protocol):
    """Where runs outlive a restart. Raises `Unavailable`."""

    async def all(self) -> Mapping[str, str]:
        """Return what was put last, by job."""
        ...

    async def put(self, job: str, run: str) -> None:
        """Replace what is known of a job."""
        ...


class Jobs:
    """Does jobs. Mutable: `_known`, the latest run of each as far as known here, and `counts`."""

    def __init__(
        self,
        jobs: Sequence[Job],
        runs: Runs,
        *,
        instance: str,
        owns: Callable[[], bool],
        now_ms: Callable[[], int],
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._jobs = tuple(jobs)
        self._runs = runs
        self._instance = instance
        self._now_ms = now_ms
        self._look_every_s = look_every_s
        self._known: dict[str, Run] = {}
        self.owns = owns
        self.counts: Counter[tuple[str, str]] = Counter()
        """Runs on this instance by job and outcome, `ok` or `failed`."""

    async def keep(self) -> None:
        """Do what is due as long as the world is owned here, until cancelled; a slow job delays no other."""
        async with anyio.create_task_group() as tasks:
            for job in self._jobs:
                tasks.start_soon(self._keep, job)

    async def reports(self) -> tuple[JobReport, ...]:
        """Return all jobs as the whole cluster knows them. Raises `Unavailable`."""
        await self._learn()
        return self.known()

    def known(self) -> tuple[JobReport, ...]:
        """Return all jobs as far as this instance has heard."""
        return tuple(self._report(job) for job in self._jobs)

    async def _keep(self, job: Job) -> None:
        while True:
            try:
                if self.owns() and self._is_due(job):
                    await self._learn()  # whoever owned the world before may have done it
                    if self._is_due(job):
                        await self._run(job)
            except Unavailable as error:
                log.warning("job %s waits: %s", job.name, error)
            await anyio.sleep(self._look_every_s)

    def _is_due(self, job: Job) -> bool:
        return self._report(job).next_at_ms <= self._now_ms()

    def _report(self, job: Job) -> JobReport:
        run = self._known.get(job.name)
        if run is None:
            return JobReport(job.name, job.every_s, None, 0)
        pause_s = min(job.every_s, AGAIN_AFTER_S) if run.failures else job.every_s
        return JobReport(job.name, job.every_s, run, run.began_at_ms + int(pause_s * 1000))

    async def _run(self, job: Job) -> None:
        began_at_ms, began_s = self._now_ms(), time.monotonic()
        before, told, fault = self._known.get(job.name), None, ""
        try:
            told = await job.work()
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            log.warning("job %s failed", job.name, exc_info=error)
        failures = 0 if told is not None else 1 + (before.failures if before else 0)
        latest = told if told is not None else (before.told if before else {})
        took_ms = int((time.monotonic() - began_s) * 1000)
        run = Run(began_at_ms, took_ms, self._instance, failures, fault, latest)
        self._known[job.name] = run
        self.counts[job.name, "failed" if failures else "ok"] += 1
        if failures == ALERT_AFTER:
            log.error("alert: job %s has failed %d times in a row: %s", job.name, failures, fault)
        await self._runs.put(job.name, json.dumps(asdict(run)))

    async def _learn(self) -> None:
        """Take in what is stored where it is newer than what is known here."""
        for name, text in (await self._runs.all()).items():
            run = _read(name, text)
            known = self._known.get(name)
            if run is not None and (known is None or known.began_at_ms <= run.began_at_ms):
                self._known[name] = run


def _read(name: str, text: str) -> Run | None:
    """Read a run, or nothing of one that another release wrote in a form of its own."""
    try:
        return Run(**json.loads(text))
    except (TypeError, ValueError):
        log.warning("the latest run of job %s cannot be read: it counts as never done", name)
        return None
