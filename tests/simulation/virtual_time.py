"""A loop whose time jumps to the next thing to do, and whose order follows from a seed alone."""

import random
import secrets
from collections.abc import Awaitable, Callable
from heapq import heappop, heappush
from typing import Any

import anyio
import trio
from trio._core import _run as scheduler

STEPS_ALLOWED = 400_000
"""A run that takes more steps than any sound one spins; its time is then over at once."""


class JumpingClock(trio.abc.Clock):
    """Stands still while anything can run, then jumps to the next deadline."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self._steps = 0
        self._paused: list[tuple[float, int, list[trio.lowlevel.Task]]] = []
        self._pauses = 0

    @property
    def now_s(self) -> float:
        """The time."""
        return self._now_s

    def start_clock(self) -> None:
        """Begin at 0."""

    def current_time(self) -> float:
        """Return the time; the loop asks once a step."""
        self._steps += 1
        if self._steps > STEPS_ALLOWED:
            self._now_s += 1.0
            if self._steps > 2 * STEPS_ALLOWED:
                raise RuntimeError("the loop spins, and does not listen to cancellation")
        return self._now_s

    def deadline_to_sleep_time(self, deadline: float) -> float:
        """Jump: the loop asks when nothing can run before `deadline`."""
        first_s = min(deadline, self._paused[0][0] if self._paused else deadline)
        if first_s == float("inf"):
            return 0.01  # at its beginning and end the loop wakes itself
        self._now_s = max(self._now_s, first_s)
        while self._paused and self._paused[0][0] <= self._now_s:
            _, _, tasks = heappop(self._paused)
            for task in tasks:
                trio.lowlevel.reschedule(task)
        return 0.0

    async def pause(self, for_s: float) -> None:
        """Sleep, at a fraction of what a cancel scope with a deadline costs."""
        tasks = [trio.lowlevel.current_task()]
        self._pauses += 1
        heappush(self._paused, (self._now_s + for_s, self._pauses, tasks))

        def abort(raise_cancel: Any) -> trio.lowlevel.Abort:
            tasks.clear()
            return trio.lowlevel.Abort.SUCCEEDED

        await trio.lowlevel.wait_task_rescheduled(abort)


def run_virtually[T](seed: int, work: Callable[[JumpingClock], Awaitable[T]]) -> T:
    """Run `work` to its end in an order that follows from the seed; return what it returns.

    Trio sorts what is runnable before it shuffles it only if a private switch is on, and draws from
    a generator of its own: hence its version is pinned. What is secret elsewhere follows from the seed.
    """
    clock = JumpingClock()
    switch, generator = scheduler._ALLOW_DETERMINISTIC_SCHEDULING, scheduler._r
    randbits = secrets.randbits
    secrets.randbits = random.Random(seed).getrandbits
    scheduler._ALLOW_DETERMINISTIC_SCHEDULING = True  # type: ignore[misc]
    scheduler._r = random.Random(seed)
    try:
        return anyio.run(work, clock, backend="trio", backend_options={"clock": clock})
    finally:
        secrets.randbits = randbits
        scheduler._ALLOW_DETERMINISTIC_SCHEDULING = switch  # type: ignore[misc]
        scheduler._r = generator
