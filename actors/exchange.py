"""Requests and answers between instances, over a link that may lose, double, reorder and delay them.

A request has an id that is never used again and a deadline by the store's clock, which all
instances share: a double is ignored, and what arrives after the deadline is too.
"""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import anyio

from actors.clock import StoreClock
from actors.errors import Busy, LinkError, LinkUnavailable
from actors.ports import Link, Message

log = logging.getLogger(__name__)

WINDOW: Final = 256
"""How many requests to one instance may wait for their answers."""

REMEMBERED: Final = 8192
"""How many request ids are remembered to know doubles by."""

type Handler = Callable[[str, Message, float], Awaitable[Message]]
"""(sender, body, deadline on the monotonic clock) -> body of the answer."""

type Listener = Callable[[str, Message], None]
"""(sender, body of a notice)"""


class NoAnswer(LinkError):
    """The request may have been delivered; its answer did not come, or is no longer waited for."""


@dataclass(slots=True)
class Waiting:
    """One request that waits for its answer."""

    event: anyio.Event = field(default_factory=anyio.Event)
    answer: Message | None = None

    def stop(self) -> None:
        """End the waiting without an answer."""
        self.event.set()


class Exchange:
    """One instance's part in it. Mutable: what waits, and the ids that were heard."""

    def __init__(self, instance: str, link: Link, clock: StoreClock, spawn: Callable[..., None]) -> None:
        self.instance = instance
        self._link = link
        self._clock = clock
        self.spawn = spawn
        self._handlers: dict[str, Handler] = {}
        self._listeners: dict[str, Listener] = {}
        self._waiting: dict[int, Waiting] = {}
        self._outstanding: dict[str, int] = {}
        self._heard: OrderedDict[tuple[str, int], None] = OrderedDict()
        self._requests = 0

    def serve(self, topic: str, handler: Handler) -> None:
        """Let a handler answer the requests of a topic."""
        self._handlers[topic] = handler

    def listen(self, topic: str, listener: Listener) -> None:
        """Let a listener hear the notices of a topic."""
        self._listeners[topic] = listener

    async def request(
        self,
        to: str,
        topic: str,
        body: Mapping[str, Any],
        *,
        deadline_s: float,
        patience_s: float = float("inf"),
        watch: Callable[[Callable[[], None]], Callable[[], None]] | None = None,
    ) -> Message:
        """Return the answer of one instance.

        `deadline_s` (monotonic) is how long the request counts there, `patience_s` how long sending it
        and waiting for its answer may take here; `watch` is given what ends the waiting, and returns
        what ends that.

        Raises `NobodyThere` (surely not delivered), `Busy` (not sent: too many wait),
        `LinkUnavailable` or `NoAnswer` (it may have been delivered).
        """
        if self._outstanding.get(to, 0) >= WINDOW:
            raise Busy
        self._requests += 1
        number, waiting = self._requests, Waiting()
        self._waiting[number] = waiting
        self._outstanding[to] = self._outstanding.get(to, 0) + 1
        unwatch = watch(waiting.stop) if watch is not None else None
        try:
            now_s = self._clock.monotonic_s()
            until_ms = self._clock.now_ms() + int((deadline_s - now_s) * 1000)
            message = {
                "what": "request",
                "id": number,
                "from": self.instance,
                "topic": topic,
                "until_ms": until_ms,
                "body": body,
            }
            with anyio.move_on_after(min(deadline_s - now_s, patience_s)):
                await self._link.send(to, message)
                await waiting.event.wait()
            if waiting.answer is None:
                raise NoAnswer(f"no answer of {to} about {topic}")
            return waiting.answer
        finally:
            del self._waiting[number]
            self._outstanding[to] -= 1
            if not self._outstanding[to]:
                del self._outstanding[to]
            if unwatch is not None:
                unwatch()

    async def notify(self, to: str, topic: str, body: Mapping[str, Any]) -> bool:
        """Tell one instance something that it would find out anyway; False if that failed."""
        return await self._try(self._link.send(to, self._notice(topic, body)), topic)

    async def announce(self, topic: str, body: Mapping[str, Any]) -> bool:
        """Tell all others something that they would find out anyway; False if that failed."""
        return await self._try(self._link.tell_all(self._notice(topic, body)), topic)

    def hear(self, message: Message) -> None:
        """Take a message in; one that makes no sense is logged and dropped."""
        try:
            what, sender = message["what"], message.get("from", "")
            if what == "answer":
                self._answered(message)
            elif what == "notice":
                if sender != self.instance:
                    listener = self._listeners.get(message["topic"])
                    if listener is not None:
                        listener(sender, message["body"])
            elif self._is_new(sender, message["id"]) and message["until_ms"] > self._clock.now_ms():
                self.spawn(self._serve, message)
        except (KeyError, TypeError, ValueError):
            log.warning("a message makes no sense: %r", message, exc_info=True)

    async def _serve(self, message: Message) -> None:
        sender, topic = message["from"], message["topic"]
        handler = self._handlers.get(topic)
        if handler is None:
            return  # a newer release asks for what this one does not know
        left_s = (message["until_ms"] - self._clock.now_ms()) / 1000
        try:
            answer = await handler(sender, message["body"], self._clock.monotonic_s() + left_s)
        except (KeyError, TypeError, ValueError):
            log.warning("a request about %s makes no sense", topic, exc_info=True)
            return
        try:
            await self._link.send(sender, {"what": "answer", "id": message["id"], "body": answer})
        except LinkError as error:
            log.info("an answer about %s could not be sent: %s", topic, error)

    def _answered(self, message: Message) -> None:
        waiting = self._waiting.get(message["id"])
        if waiting is not None and waiting.answer is None:
            waiting.answer = message["body"]
            waiting.event.set()

    def _is_new(self, sender: str, number: int) -> bool:
        slot = (sender, number)
        if slot in self._heard:
            return False
        self._heard[slot] = None
        if len(self._heard) > REMEMBERED:
            self._heard.popitem(last=False)
        return True

    def _notice(self, topic: str, body: Mapping[str, Any]) -> Message:
        return {"what": "notice", "from": self.instance, "topic": topic, "body": body}

    async def _try(self, sending: Awaitable[None], topic: str) -> bool:
        try:
            await sending
        except LinkUnavailable as error:
            log.info("a notice about %s could not be sent: %s", topic, error)
            return False
        except LinkError:
            return False
        return True
