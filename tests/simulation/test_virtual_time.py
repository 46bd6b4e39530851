"""Time that jumps, and processes that stand still."""

from random import Random

import anyio
import pytest

from tests.simulation.processes import Process, watch_processes
from tests.simulation.virtual_time import JumpingClock, run_virtually


def test_a_day_takes_no_time() -> None:
    async def work(clock: JumpingClock) -> float:
        await anyio.sleep(86_400)
        return anyio.current_time()

    assert run_virtually(1, work) == 86_400


def test_things_happen_when_they_are_due() -> None:
    async def work(clock: JumpingClock) -> list[float]:
        happened: list[float] = []

        async def at(when_s: float, pause: object) -> None:
            await (clock.pause if pause else anyio.sleep)(when_s)
            happened.append(anyio.current_time())

        async with anyio.create_task_group() as tasks:
            for n in range(20):
                tasks.start_soon(at, Random(n).random(), n % 2)
        return happened

    assert run_virtually(1, work) == sorted(Random(n).random() for n in range(20))


def test_a_pause_can_be_cancelled() -> None:
    async def work(clock: JumpingClock) -> float:
        with anyio.move_on_after(1.0):
            await clock.pause(5.0)
        await clock.pause(7.0)
        return anyio.current_time()

    assert run_virtually(1, work) == 8.0


def order_of(seed: int) -> list[int]:
    """Return the order in which tasks run that all could."""

    async def work(clock: JumpingClock) -> list[int]:
        order: list[int] = []

        async def take_part(n: int) -> None:
            await anyio.lowlevel.checkpoint()
            order.append(n)

        async with anyio.create_task_group() as tasks:
            for n in range(10):
                tasks.start_soon(take_part, n)
        return order

    return run_virtually(seed, work)


def test_the_order_of_what_could_run_at_once_follows_from_the_seed() -> None:
    assert order_of(1) == order_of(1)
    assert order_of(1) != order_of(2)


def test_a_frozen_process_takes_no_step_and_loses_none() -> None:
    async def work(clock: JumpingClock) -> list[float]:
        watch_processes()
        process = Process("one")
        steps: list[float] = []

        async def walk() -> None:
            for _ in range(6):
                await anyio.sleep(1.0)
                steps.append(anyio.current_time())

        async with anyio.create_task_group() as tasks:
            process.inside(tasks.start_soon, walk)
            await anyio.sleep(2.5)
            process.freeze()
            process.hear(lambda: steps.append(-1.0))
            await anyio.sleep(10.0)
            assert steps == [1.0, 2.0]
            process.thaw()
        return steps

    assert run_virtually(1, work) == [1.0, 2.0, -1.0, 12.5, 13.5, 14.5, 15.5]


def test_a_run_that_spins_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.simulation.virtual_time.STEPS_ALLOWED", 1000)

    async def work(clock: JumpingClock) -> bool:
        with anyio.move_on_after(60.0) as scope:
            while True:
                await anyio.lowlevel.checkpoint()
        return scope.cancelled_caught

    assert run_virtually(1, work)
