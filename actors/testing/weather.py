"""What goes wrong around the twins: once, or for a spell; and how often each fault has struck."""

from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable
from random import Random
from typing import Any, NamedTuple, Protocol

import anyio


class Cut(BaseException):
    """The process whose port this was is no more. No handler of errors must stop it."""


class Line(Protocol):
    """What ports know of the process that holds them."""

    @property
    def name(self) -> str: ...
    @property
    def dead(self) -> bool: ...
    def hear(self, work: Callable[[], None]) -> None:
        """Have something done by that process, once it can."""
        ...


class Once(NamedTuple):
    """A fault that one call meets; what it makes late comes after `late_s`, if that is said."""

    fault: str
    counted: str
    late_s: float | None


class Weather:
    """Mutable: faults that wait for the next call of a kind, spells, and a count of what has struck.

    `on_their_way` counts what will still arrive late; `start` runs it apart from whoever has sent it.
    """

    def __init__(
        self,
        rng: Random,
        start: Callable[[Callable[..., Awaitable[None]]], None],
        pause: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self.rng = rng
        self.start = start
        self.pause = pause
        self.struck: Counter[str] = Counter()
        self.latency_s = (0.0005, 0.004)
        self.on_their_way = 0
        self._once: dict[str, deque[Once]] = {}
        self._aimed: dict[int, deque[Once]] = {}
        self._spells: dict[str, tuple[float, str, str]] = {}

    def once(self, call: str, fault: str, *, counted: str | None = None, late_s: float | None = None) -> None:
        """Let the next call of a kind meet a fault, which is counted under its own or another name."""
        self._once.setdefault(call, deque()).append(Once(fault, counted or fault, late_s))

    def aim(
        self, command_id: int, fault: str, *, counted: str | None = None, late_s: float | None = None
    ) -> None:
        """Let the next commit that carries a command meet a fault."""
        self._aimed.setdefault(command_id, deque()).append(Once(fault, counted or fault, late_s))

    def is_aimed(self, command_id: int) -> bool:
        """Tell whether a fault still waits for a commit that carries a command."""
        return bool(self._aimed.get(command_id))

    def spell(self, where: str, fault: str, for_s: float, *, counted: str | None = None) -> None:
        """Let all calls somewhere meet a fault for a while."""
        self._spells[where] = (anyio.current_time() + for_s, fault, counted or fault)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._once.clear()
        self._aimed.clear()
        self._spells.clear()

    def meets_aimed(self, command_ids: Iterable[int]) -> Once | None:
        """Return the fault that was aimed at one of these commands, if any; it has then struck."""
        for command_id in command_ids if self._aimed else ():
            waiting = self._aimed.get(command_id)
            if waiting:
                self.struck[waiting[0].counted] += 1
                return waiting.popleft()
        return None

    def meets(self, call: str) -> Once | None:
        """Return the fault that a call meets, if any; it has then struck."""
        waiting = self._once.get(call)
        if not waiting:
            return None
        once = waiting.popleft()
        self.struck[once.counted] += 1
        return once

    def during(self, *where: str) -> tuple[str, float] | None:
        """Return the fault that reigns in one of these places and its end; it has then struck."""
        if not self._spells:
            return None
        for place in where:
            until_s, fault, counted = self._spells.get(place, (0.0, "", ""))
            if until_s > anyio.current_time():
                self.struck[counted] += 1
                return fault, until_s
        return None

    async def travel(self) -> None:
        """Take the time that a message takes."""
        await self.pause(self.rng.uniform(*self.latency_s))

    def later(self, after_s: float, work: Callable[[], Any]) -> None:
        """Do something after a while, whoever asked for it."""

        async def wait_and_work() -> None:
            try:
                await anyio.sleep(after_s)
                work()
            finally:
                self.on_their_way -= 1

        self.on_their_way += 1
        self.start(wait_and_work)
