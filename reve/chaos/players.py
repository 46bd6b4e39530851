"""Players: each thinks, and then does something with its own purse, alone or with another player."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import anyio

from actors.testing import Change, Peek, Remind, Send, Transfer
from reve.chaos.clients import Crowd
from reve.chaos.sample import purse

KEYS: Final = range(1, 25)
"""The purses of those who play at random; faults use others besides."""
CHOICES: Final = {"earn": 45, "spend": 15, "give": 12, "send": 10, "remind": 8, "look": 10}


@dataclass(frozen=True, slots=True)
class Habits:
    """How long a player thinks on average, and whether it only ever earns."""

    think_s: float = 0.1
    only_earns: bool = False


@asynccontextmanager
async def playing(crowd: Crowd, habits: Habits, keys: range = KEYS) -> AsyncIterator[None]:
    """Let them play inside the block; at its end each finishes what it has begun."""
    ended = anyio.Event()
    async with anyio.create_task_group() as tasks:
        for key in keys:
            tasks.start_soon(_play, crowd, habits, key, keys, ended)
        try:
            yield
        finally:
            ended.set()


async def _play(crowd: Crowd, habits: Habits, key: int, keys: range, ended: anyio.Event) -> None:
    dice = Random(crowd.dice.getrandbits(64))
    while not ended.is_set():
        with anyio.move_on_after(dice.expovariate(1 / habits.think_s)):
            await ended.wait()
            return
        body = Change(1) if habits.only_earns else _choose(dice, key, keys)
        who = (body.source, body.target) if isinstance(body, Transfer) else (key,)
        await crowd.ask([purse(one) for one in who], body, by="player")


def _choose(dice: Random, key: int, keys: range) -> Any:
    other = dice.choice([one for one in keys if one != key])
    amount = dice.randint(1, 20)
    match dice.choices(list(CHOICES), list(CHOICES.values()))[0]:
        case "earn":
            return Change(amount)
        case "spend":
            return Change(-amount)
        case "give":
            source, target = dice.sample((key, other), 2)
            return Transfer(source, target, amount)
        case "send":
            return Send(other, amount, time.monotonic_ns())
        case "remind":
            return Remind(dice.randint(200, 3000), amount)
        case _:
            return Peek()
