"""The order of faults: each once, then all in pairs for as long as there is time, shuffled by the seed."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

import anyio
import psutil
from redis.exceptions import RedisError

from persistence.failures import FAILURES
from reve.chaos.arena import Arena, NotFired
from reve.chaos.cluster import DidNotStart
from reve.chaos.faults.fault import Fault
from reve.chaos.remote import Disconnected

log = logging.getLogger(__name__)

CHANCES: Final = 3
"""How often a fault that did not take effect is tried in its first round."""
SPACE_S: Final = (0.3, 1.5)
LONGEST_S: Final = 150.0
DISTURBED: Final = (
    Disconnected,
    RedisError,
    psutil.Error,
    *FAILURES,
)
"""What keeps a fault from being brought about: the servers and instances that it needs are not there."""


@dataclass(slots=True)
class Fired:
    """What became of each fault. Mutable: it grows as the run goes on."""

    proofs: dict[str, list[str]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    """Why a fault did not fire when it was tried last."""

    def missing(self, faults: Sequence[Fault]) -> list[str]:
        """Return the names of those that never fired."""
        return [fault.name for fault in faults if fault.name not in self.proofs]


async def carry_out(
    faults: Sequence[Fault], arena: Arena, dice: Random, for_s: float, say: Callable[[str], None]
) -> Fired:
    """Inject every fault once by itself, then two at a time until the time is over."""
    fired, until_s = Fired(), time.monotonic() + for_s
    for _ in range(CHANCES):
        for fault in _shuffled([f for f in faults if f.name not in fired.proofs], dice):
            await _inject([fault], arena, dice, fired, say)
    arena.calm = False
    while time.monotonic() < until_s:
        waiting = _shuffled(faults, dice)
        while waiting and time.monotonic() < until_s:
            await _inject(_next(waiting), arena, dice, fired, say)
    return fired


def _shuffled(faults: Sequence[Fault], dice: Random) -> list[Fault]:
    return dice.sample(faults, len(faults))


def _next(waiting: list[Fault]) -> list[Fault]:
    """Take the next two, or one that must be alone."""
    first = waiting.pop()
    if first.alone or not waiting or waiting[-1].alone:
        return [first]
    return [first, waiting.pop()]


async def _inject(
    faults: Sequence[Fault], arena: Arena, dice: Random, fired: Fired, say: Callable[[str], None]
) -> None:
    """Inject faults at once, and wait until all is well again."""
    async with anyio.create_task_group() as tasks:
        for fault in faults:
            tasks.start_soon(_one, fault, arena, fired, say)
    await arena.restore()
    await arena.served_again()
    await anyio.sleep(dice.uniform(*SPACE_S))


async def _one(fault: Fault, arena: Arena, fired: Fired, say: Callable[[str], None]) -> None:
    try:
        with anyio.fail_after(LONGEST_S):
            proof = await fault.inject(arena)
    except* (NotFired, DidNotStart, *DISTURBED) as errors:
        reason = "; ".join(_texts(errors))
        fired.reasons[fault.name] = reason
        say(f"{fault.name}: did not fire: {reason}")
    else:
        fired.proofs.setdefault(fault.name, []).append(proof)
        say(f"{fault.name}: {proof}")


def _texts(errors: BaseExceptionGroup[BaseException]) -> list[str]:
    found: list[str] = []
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            found += _texts(error)
        else:
            found.append(str(error) or type(error).__name__)
    return found
