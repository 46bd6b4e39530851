"""What goes wrong around the twins: once, or for a spell; and how often each fault has struck."""

from collections import Counter, deque
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Protocol

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


class Weather:
    """Mutable: faults that wait for the next call of a kind, spells, and a count of what has struck.

    `on_their_way` counts what will still arrive late; `start` runs it apart from whoever has sent it.
    """

    def __init__(self, rng: Random, start: Callable[[Callable[..., Awaitable[None]]], None]) -> None:
        self.rng = rng
        self.start = start
        self.struck: Counter[str] = Counter()
        self.latency_s = (0.0005, 0.004)
        self.on_their_way = 0
        self._once: dict[str, deque[tuple[str, str]]] = {}
        self._spells: dict[str, tuple[float, str, str]] = {}

    def once(self, call: str, fault: str, *, counted: str | None = None) -> None:
        """Let the next call of a kind meet a fault, which is counted under its own or another name."""
        self._once.setdefault(call, deque()).append((fault, counted or fault))

    def spell(self, where: str, fault: str, for_s: float, *, counted: str | None = None) -> None:
        """Let all calls somewhere meet a fault for a while."""
        self._spells[where] = (anyio.current_time() + for_s, fault, counted or fault)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._once.clear()
        self._spells.clear()

    def meets(self, call: str) -> str | None:
        """Return the fault that a call meets, if any; it has then struck."""
        waiting = self._once.get(call)
        if not waiting:
            return None
        fault, counted = waiting.popleft()
        self.struck[counted] += 1
        return fault

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
        await anyio.sleep(self.rng.uniform(*self.latency_s))

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
