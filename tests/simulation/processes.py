"""Processes within one loop: each can be frozen, with all of its tasks, and thawed again."""

from collections import deque
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from typing import Any

import trio
from trio._core import _run as scheduler

WHERE: ContextVar["Process | None"] = ContextVar("process", default=None)


class Process:
    """What one instance runs in. Tasks that are started inside belong to it.

    `frozen` tasks stay where they are, as under SIGSTOP: timers go off, answers arrive, cancellation
    is asked for, and nothing of it is looked at before the thaw.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.dead = False
        self._frozen = False
        self._parked: list[trio.lowlevel.Task] = []
        self._heard: list[Callable[[], None]] = []
        self._context = copy_context()
        self._context.run(WHERE.set, self)

    @property
    def frozen(self) -> bool:
        """Whether its tasks stand still."""
        return self._frozen

    def inside[T](self, work: Callable[..., T], *args: Any) -> T:
        """Call something as a task of this process would; tasks that it starts belong here."""
        return self._context.run(work, *args)

    def hear(self, work: Callable[[], None]) -> None:
        """Have something done by this process, at once or after the thaw; a dead one does nothing."""
        if self.dead:
            return
        if self._frozen:
            self._heard.append(work)
        else:
            self._context.run(work)

    def freeze(self) -> None:
        """Let no task of this process take another step."""
        self._frozen = True

    def thaw(self) -> None:
        """Let its tasks go on with what came meanwhile."""
        self._frozen = False
        queue = scheduler.GLOBAL_RUN_CONTEXT.runner.runq
        for task in self._parked:
            queue.append(task)
        self._parked.clear()
        heard, self._heard = self._heard, []
        for work in heard:
            self.hear(work)

    def park(self, task: trio.lowlevel.Task) -> None:
        """Keep a task that would run now until the thaw."""
        self._parked.append(task)


class ProcessQueue(deque[trio.lowlevel.Task]):
    """What is runnable, without the tasks of frozen processes."""

    def append(self, task: trio.lowlevel.Task) -> None:
        """Take a task in, unless its process is frozen."""
        process = task.context.get(WHERE)
        if process is not None and process.frozen:
            process.park(task)
        else:
            super().append(task)


def watch_processes() -> None:
    """Let processes be frozen in the loop that is running."""
    runner = scheduler.GLOBAL_RUN_CONTEXT.runner
    runner.runq = ProcessQueue(runner.runq)
