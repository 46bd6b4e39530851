"""The panel "Instances": who lives and holds what, with buttons to stop, to kill, and to start."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from actors.inspection import ActorReport
from reve.launch.instances import MOST, Instances
from reve.launch.process import InstanceProcess
from reve.playground.panels import Button, Panel, Row, Unable


def instances_panel(instances: Instances) -> Panel:
    """Return the panel of these instances."""

    async def rows() -> list[Row]:
        return [_row(each) for each in instances]

    async def stop(process: InstanceProcess) -> None:
        await process.stop()

    async def kill(process: InstanceProcess) -> None:
        process.kill()

    async def start(name: str) -> None:
        if instances.named(name).lives:
            raise Unable(f"{name} runs already")
        await _started(instances, name)

    async def add() -> None:
        await _started(instances, None)

    return Panel(
        "Instances",
        rows,
        (
            Button("Stop", _to_living(instances, stop), _lives),
            Button("Kill", _to_living(instances, kill), _lives, is_danger=True),
            Button("Start again", start, lambda row: not _lives(row)),
        ),
        ("Add an instance", add),
    )


def actors_of(instances: Instances) -> Iterable[tuple[str, ActorReport]]:
    """Tell of the actors of all instances that live, each with the name of its instance."""
    for process in instances.living:
        for actor in process.told.actors if process.told is not None else ():
            yield process.name, actor


def _to_living(
    instances: Instances, act: Callable[[InstanceProcess], Coroutine[Any, Any, None]]
) -> Callable[[str], Coroutine[Any, Any, None]]:
    async def press(name: str) -> None:
        process = instances.named(name)
        if not process.lives:
            raise Unable(f"{name} does not run: it is {process.state}")
        await act(process)

    return press


async def _started(instances: Instances, name: str | None) -> None:
    if len(instances.living) >= MOST:
        raise Unable(f"{MOST} instances are enough for one machine")
    try:
        await (instances.add() if name is None else instances.start(name))
    except OSError as error:
        raise Unable(f"no process could be started: {error}") from error


def _row(process: InstanceProcess) -> Row:
    told = process.told
    about: dict[str, str | int | float | None] = {
        "instance": process.name,
        "state": process.state,
        "pid": process.pid if process.lives else None,
        "since": f"{process.since:%H:%M:%S}",
    }
    if told is None or not process.lives:
        return about
    return about | {
        "release": told.release,
        "shards": told.shards,
        "actors": told.active,
        "gateway shards": " ".join(map(str, told.gateway)) or "none",
    }


def _lives(row: Row) -> bool:
    return row["pid"] is not None
