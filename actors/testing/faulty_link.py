"""A process' way to others, on which messages are lost, doubled, reordered and late."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from actors.errors import LinkUnavailable, NobodyThere
from actors.ports import Message
from actors.testing.link import Ether
from actors.testing.weather import Cut, Line, Weather

PART = 0.4
"""The part of the messages that a spell touches."""


class FaultyLink:
    """`Link` of one process.

    Spells: `link` (sending fails), `messages` (some are `lost messages`, `doubled messages`,
    `late messages`), `ears of NAME` (what is sent there is not heard).
    """

    def __init__(self, instance: str, ether: Ether, weather: Weather, line: Line) -> None:
        self._instance = instance
        self._ether = ether
        self._weather = weather
        self._line = line

    @asynccontextmanager
    async def listening(self, hear: Callable[[Message], None]) -> AsyncIterator[None]:
        """Hear what is sent to this instance or to all, while its process runs."""

        def pass_on(message: Message) -> None:
            self._line.hear(partial(hear, message))

        self._ether.listeners[self._instance] = pass_on
        try:
            yield
        finally:
            if self._ether.listeners.get(self._instance) is pass_on:
                del self._ether.listeners[self._instance]

    async def send(self, to: str, message: Message) -> None:
        """Send through the weather."""
        await self._go()
        if to not in self._ether.listeners:
            raise NobodyThere(to)
        self._deliver(to, message)

    async def tell_all(self, message: Message) -> None:
        """Send to all through the weather."""
        await self._go()
        for to in list(self._ether.listeners):
            self._deliver(to, message)

    def _deliver(self, to: str, message: Message) -> None:
        weather, rng = self._weather, self._weather.rng
        if weather.during(f"ears of {to}"):
            return
        spell = weather.during("messages") if rng.random() < PART else None
        arrive = partial(self._arrive, to, message)
        match spell[0] if spell else None:
            case "lost messages":
                return
            case "doubled messages":
                weather.later(rng.uniform(0.0, 0.5), arrive)
            case "late messages":
                weather.later(rng.uniform(0.05, 3.0), arrive)
                return
        arrive()

    def _arrive(self, to: str, message: Message) -> None:
        hear = self._ether.listeners.get(to)
        if hear is not None:
            hear(message)

    async def _go(self) -> None:
        if self._line.dead:
            raise Cut
        await self._weather.travel()
        if self._line.dead:
            raise Cut
        if self._weather.during("link", f"link of {self._line.name}"):
            raise LinkUnavailable("the link is away")
