"""Players: each thinks, and then does something with its own purse, alone or with another player."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import anyio

from actors.identity import ActorId
from actors.settings import WORLD
from actors.testing import Change, Peek, Remind, Send, Transfer
from reve.chaos.clients import Crowd
from reve.chaos.sample import purse

RULE: Final = Change(1_000)
"""What changes the world, and so the settings that all decisions see."""
KEYS: Final = range(1, 25)
"""The purses of those who play at random; faults use others besides."""

STARVED_S: Final = 150.0
"""How long a command may take through every fault; whoever waits longer is left waiting for good."""


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
        await crowd.ask(_whose(body, key), body, within_s=STARVED_S)


def _whose(body: Any, key: int) -> list[ActorId]:
    """Return who a command is for; what earns most of all is for the world."""
    if isinstance(body, Transfer):
        return [purse(body.source), purse(body.target)]
    return [WORLD if body == RULE else purse(key)]


def _choose(dice: Random, key: int, keys: range) -> Any:
    (choice,) = dice.choices(list(CHOICES), list(CHOICES.values()))
    other = dice.choice([one for one in keys if one != key])
    return choice(dice, key, other)


def _earn(dice: Random, key: int, other: int) -> Any:
    return Change(dice.randint(1, 20))


def _spend(dice: Random, key: int, other: int) -> Any:
    return Change(-dice.randint(1, 20))


def _give(dice: Random, key: int, other: int) -> Any:
    source, target = dice.sample((key, other), 2)
    return Transfer(source, target, dice.randint(1, 20))


def _send(dice: Random, key: int, other: int) -> Any:
    return Send(other, dice.randint(1, 20), dice.getrandbits(60))


def _remind(dice: Random, key: int, other: int) -> Any:
    return Remind(dice.randint(200, 3000), dice.randint(1, 20))


def _look(dice: Random, key: int, other: int) -> Any:
    return Peek()


def _rule(dice: Random, key: int, other: int) -> Any:
    return RULE


CHOICES: Final = {_earn: 45, _spend: 15, _give: 12, _send: 10, _remind: 8, _look: 9, _rule: 1}
"""What players do, and how often each."""
