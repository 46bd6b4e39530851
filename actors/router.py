"""From a command to the owner of its actor: here, or one hop away; tried again while time is left."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import anyio

from actors.clock import StoreClock
from actors.directory import Directory
from actors.errors import (
    ActorError,
    Busy,
    CodecError,
    LeasesUnavailable,
    LinkError,
    Newer,
    NewerSchema,
    NobodyThere,
    NotApplied,
    NotOwner,
    OutcomeUnknown,
)
from actors.exchange import Exchange
from actors.identity import SHARD_COUNT
from actors.ports import Leases, Message
from actors.wire import error_message

log = logging.getLogger(__name__)

RESEND_AFTER_S: Final = 2.0
"""When a request is sent again under the same command id: a link may lose messages."""

REDIRECTIONS: Final = 2
LOOK_AGAIN_S: Final = 0.25
"""How long news of an owner are waited for: nearly all that happens is heard of."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a request is made: here, or over the link, where `read` returns the reply or raises."""

    topic: str
    here: Callable[[float], Awaitable[Any]]
    message: Callable[[], Message]
    read: Callable[[Message], Any]


class Router:
    """Finds owners."""

    def __init__(
        self,
        *,
        exchange: Exchange,
        directory: Directory,
        leases: Leases,
        clock: StoreClock,
        has: Callable[[int], bool],
        expects: Callable[[int], bool],
    ) -> None:
        self.exchange = exchange
        self.directory = directory
        self.clock = clock
        self._has = has
        self._expects = expects
        self._leases = leases
        self._asked_leases_s = float("-inf")
        self.hops = 0
        """Requests sent to other instances, each try of them."""

    async def go(self, way: Way, number: int, deadline_s: float) -> Any:
        """Have something done by the owner of a shard.

        Raises one of the `NotApplied` family when nothing was changed, `OutcomeUnknown` when
        there is no answer by the deadline, or when a try may still be under way.
        """
        return await Errand(self, way, number, deadline_s).run()

    def is_for_us(self, number: int) -> bool:
        """Tell whether commands for a shard are to be judged here, now or in a moment.

        What this instance is about to own is still served by its owner, until that passes it on.
        """
        owner = self.directory.owner(number)
        return self._has(number) or (owner in (None, self.exchange.instance) and self._expects(number))

    async def owner(self, number: int, deadline_s: float) -> str | None:
        """Return the owner, another instance, as far as is known; the leases know what nobody told.

        They are waited for until the deadline at most.
        """
        owner = self.directory.owner(number)
        if owner == self.exchange.instance:
            # Whoever asks has looked here before: what this instance once owned has another owner.
            self.directory.forget(number, owner)
            owner = None
        now_s = self.clock.monotonic_s()
        if owner is None and now_s - self._asked_leases_s >= LOOK_AGAIN_S:
            self._asked_leases_s = now_s
            with anyio.move_on_after(deadline_s - now_s):
                await self._ask_leases()
            owner = self.directory.owner(number)
        return None if owner == self.exchange.instance else owner

    async def _ask_leases(self) -> None:
        """Learn of all unknown owners at once: to a newcomer everybody's is unknown."""
        unknown = [n for n in range(SHARD_COUNT) if self.directory.owner(n) is None]
        try:
            found = await self._leases.owners(unknown)
        except LeasesUnavailable:
            return
        for number, owner in found.items():
            if self.directory.owner(number) is None:
                self.directory.heard([number], owner)

    async def news(self, number: int, deadline_s: float) -> None:
        """Return when something was heard of a shard, or after a short while."""
        news = anyio.Event()
        unwatch = self.directory.watch(number, news.set)
        try:
            with anyio.move_on_after(min(LOOK_AGAIN_S, deadline_s - self.clock.monotonic_s())):
                await news.wait()
        finally:
            unwatch()


@dataclass(slots=True)
class Errand:
    """One request on its way. Mutable: it is `sure` while nothing that was sent may still be applied."""

    router: Router
    way: Way
    number: int
    deadline_s: float
    sure: bool = True
    redirections: int = 0

    async def run(self) -> Any:
        """Try until there is an answer, or no time. What is raised holds for all tries together."""
        router = self.router
        while router.clock.monotonic_s() < self.deadline_s:
            try:
                if router.is_for_us(self.number):
                    return await self.way.here(self.deadline_s)
                owner = await router.owner(self.number, self.deadline_s)
                if owner is not None:
                    return await self._there(owner)
                await router.news(self.number, self.deadline_s)
            except NotOwner as error:
                await self._redirected(error.owner)
            except NotApplied as error:
                if self.sure:
                    raise
                raise OutcomeUnknown from error
        raise NotOwner(self.number, router.directory.owner(self.number)) if self.sure else OutcomeUnknown

    async def _there(self, owner: str) -> Any:
        """Ask another instance once. Raises `NotOwner` when somebody has to be asked again."""
        directory, sure = self.router.directory, self.sure
        self.sure = False
        self.router.hops += 1
        try:
            answer = await self.router.exchange.request(
                owner,
                self.way.topic,
                self.way.message(),
                deadline_s=self.deadline_s,
                patience_s=RESEND_AFTER_S,
                watch=lambda tell: directory.watch(self.number, tell),
            )
        except NobodyThere as error:
            self.sure = sure
            directory.forget(self.number, owner)
            raise NotOwner(self.number, None) from error
        except Busy:
            self.sure = sure
            raise
        except LinkError as error:
            log.info("shard %d: %s", self.number, error)
            raise NotOwner(self.number, directory.owner(self.number)) from error
        if answer.get("error") != OutcomeUnknown.__name__:
            self.sure = sure
        try:
            return self.way.read(answer)
        except NotOwner as error:
            directory.forget(self.number, owner)
            raise NotOwner(self.number, None if error.owner == owner else error.owner) from error
        except NewerSchema as error:
            raise Newer from error
        except CodecError as error:
            log.error("an answer of %s cannot be read: %s", owner, error)
            raise OutcomeUnknown from error

    async def _redirected(self, owner: str | None) -> None:
        """Go where the last one pointed, or where the shard was heard to be meanwhile, twice at most.

        Instances that missed an announcement may point at each other for ever: then wait for news, or
        look again in a moment, and ask the leases.
        """
        directory = self.router.directory
        if directory.owner(self.number) is None and owner is not None:
            directory.heard([self.number], owner)
        if directory.owner(self.number) is not None and self.redirections < REDIRECTIONS:
            self.redirections += 1
            return
        self.redirections = 0
        await self.router.news(self.number, self.deadline_s)


async def answer_of(work: Awaitable[Any], encode: Callable[[Any], Message]) -> Message:
    """Return what came of a request as a message."""
    try:
        return encode(await work)
    except (NotApplied, OutcomeUnknown) as error:
        return error_message(error)
    except ActorError as error:
        log.warning("a request from another instance failed: %s", error)
        return error_message(OutcomeUnknown())
