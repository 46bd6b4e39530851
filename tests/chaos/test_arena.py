"""Faults that strike at the same time do not get in each other's way."""

from dataclasses import dataclass
from typing import Any

import anyio
import pytest

from reve.chaos.arena import Arena, NotFired

pytestmark = pytest.mark.anyio


@dataclass
class Owner:
    """An instance of which only this matters."""

    name: str
    leaving: bool = False


class TwoOwners(Arena):
    """An arena of two instances that own something, and are asked for it in their own time."""

    def __init__(self) -> None:
        self.both: list[Any] = [Owner("one"), Owner("two")]

    async def owners(self) -> list[Any]:
        found = [one for one in self.both if not one.leaving]
        await anyio.sleep(0.01)
        return found


async def test_faults_that_let_an_instance_leave_at_the_same_time_choose_different_ones() -> None:
    arena, chosen = TwoOwners(), []

    async def choose() -> None:
        chosen.append((await arena.leaver()).name)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(choose)
        tasks.start_soon(choose)
    assert sorted(chosen) == ["one", "two"]
    arena.both = arena.both[:1]
    with pytest.raises(NotFired):
        await arena.leaver()
