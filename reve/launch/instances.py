"""The processes of `reve play --instances N`: started, stopped and killed as the page asks."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Final

import anyio
from anyio.abc import TaskGroup

from reve.launch.leaving import in_order
from reve.launch.process import InstanceProcess
from reve.settings import Problem, Settings, SettingsError

MOST: Final = 9
"""So many that live at once are enough for the machine of somebody who plays."""

STOPPED_WITHIN_S: Final = 17.0
"""How long a stop of all may take before those that are left are killed."""


class Instances:
    """Processes under one bot token. Mutable: those that were started, by name."""

    def __init__(self, settings: Settings, tasks: TaskGroup, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._tasks = tasks
        self._say = say
        self._folder = settings.data_dir / "logs"
        self._processes: dict[str, InstanceProcess] = {}

    def __iter__(self) -> Iterator[InstanceProcess]:
        """Go through all, in the order in which they were added."""
        return iter(list(self._processes.values()))

    @property
    def living(self) -> list[InstanceProcess]:
        """Those that run."""
        return [each for each in self if each.lives]

    def named(self, name: str) -> InstanceProcess:
        """Return one. Raises `LookupError`."""
        return self._processes[name]

    async def add(self) -> InstanceProcess:
        """Start one more. Raises `OSError`."""
        taken = len(self._processes)
        return await self.start(f"reve-{taken + 1}")

    async def start(self, name: str) -> InstanceProcess:
        """Start one of this name, in place of one that has ended. Raises `OSError`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        log_path = self._folder / f"{name}.log"
        if name not in self._processes:
            log_path.unlink(missing_ok=True)
        settings = self._settings.model_copy(update={"instance": name})
        process = await InstanceProcess.start(settings, log_path, self._say)
        self._processes[name] = process
        self._tasks.start_soon(process.follow)
        return process

    async def serving(self) -> None:
        """Return once each of them serves or has ended. Raises `SettingsError` when none serves."""
        for process in self:
            await process.heard.wait()
        if not self.living:
            logs = ", ".join(str(process.log_path) for process in self)
            raise SettingsError([Problem("--instances", f"none could start; their logs say why: {logs}")])

    async def end(self) -> None:
        """Stop all at once, and return when no process is left."""
        for process in self.living:
            await process.stop()
        with anyio.move_on_after(STOPPED_WITHIN_S):
            for process in self:
                await process.ended.wait()
        for process in self.living:
            self._say(f"{process.name} did not stop within {STOPPED_WITHIN_S:.0f} s, and is killed")
            process.kill()
        for process in self:
            await process.ended.wait()


@asynccontextmanager
async def open_instances(
    settings: Settings, count: int, say: Callable[[str], None]
) -> AsyncIterator[Instances]:
    """Run so many instances inside the block; none of them is left behind.

    The settings are all that they are told; each has a log of its own under the data dir.
    """
    async with in_order(_open(settings, count, say)) as instances:
        yield instances


@asynccontextmanager
async def _open(settings: Settings, count: int, say: Callable[[str], None]) -> AsyncIterator[Instances]:
    async with anyio.create_task_group() as following:
        instances = Instances(settings, following, say)
        try:
            for _ in range(count):
                await instances.add()
            yield instances
        finally:
            with anyio.CancelScope(shield=True):
                await instances.end()
