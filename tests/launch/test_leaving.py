"""What a part needs to leave in order lives on when a stop from outside ends what is done with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.lowlevel
import pytest

from reve.launch.leaving import in_order

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def part(said: list[str]) -> AsyncIterator[str]:
    """Has a task that its end depends on."""
    asked, answered = anyio.Event(), anyio.Event()

    async def answer() -> None:
        await asked.wait()
        answered.set()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(answer)
        try:
            yield "a part"
        finally:
            with anyio.CancelScope(shield=True), anyio.fail_after(5):
                asked.set()
                await answered.wait()
            said.append("left in order")


async def test_a_stop_ends_the_block_and_the_part_leaves_with_its_tasks_alive() -> None:
    said: list[str] = []
    with anyio.CancelScope() as stop:
        async with in_order(part(said)) as entered:
            said.append(f"in {entered}")
            stop.cancel()
            await anyio.sleep_forever()
    assert said == ["in a part", "left in order"]


async def test_what_comes_after_the_block_is_stopped_too() -> None:
    reached = False
    with anyio.CancelScope() as stop:
        async with in_order(part([])):
            stop.cancel()
            await anyio.sleep_forever()
        await anyio.lowlevel.checkpoint()
        reached = True
    assert not reached


async def test_an_error_in_the_block_comes_out_after_the_part_has_left() -> None:
    said: list[str] = []
    with pytest.raises(ExceptionGroup) as raised:
        async with in_order(part(said)):
            raise LookupError("the block")
    assert raised.group_contains(LookupError)
    assert said == ["left in order"]


async def test_a_block_that_ends_by_itself_lets_the_part_leave() -> None:
    said: list[str] = []
    async with in_order(part(said)):
        said.append("in")
    assert said == ["in", "left in order"]
