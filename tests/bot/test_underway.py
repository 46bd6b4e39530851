"""Counting what is under way."""

import anyio
import pytest

from reve.bot.underway import Underway

pytestmark = pytest.mark.anyio


async def test_nothing_under_way_is_over_at_once() -> None:
    assert await Underway().over(0)


async def test_what_is_under_way_is_waited_for_until_all_of_it_is_over() -> None:
    underway, gates = Underway(), [anyio.Event(), anyio.Event()]

    async def work(gate: anyio.Event) -> None:
        with underway:
            await gate.wait()

    async with anyio.create_task_group() as tasks:
        for gate in gates:
            tasks.start_soon(work, gate)
        assert not await underway.over(0.01)
        gates[0].set()
        assert not await underway.over(0.01)
        gates[1].set()
        assert await underway.over(5)


async def test_what_has_arrived_but_not_begun_is_waited_for() -> None:
    underway, begun = Underway(), anyio.Event()

    async def work() -> None:
        with underway:
            begun.set()
            await anyio.sleep(0.01)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(work)
        assert await underway.over(5)
        assert begun.is_set()
