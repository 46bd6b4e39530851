"""Looking into a cluster, and the few things that an operator may do to live actors."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

import anyio

from actors.errors import LinkError, NotOwner
from actors.exchange import Exchange
from actors.identity import ActorId, shard_of
from actors.inspection import HostReport, Sighting
from actors.ports import Message
from actors.roster import Roster
from actors.router import Router, Way
from actors.steward import Steward
from actors.wire import error_message, plain, revived

log = logging.getLogger(__name__)

type Act = Callable[[ActorId], Awaitable[bool]]


class Operation:
    """The operator's view of all instances, and their hand on any actor."""

    def __init__(
        self,
        *,
        report: Callable[[bool, int | None], HostReport],
        exchange: Exchange,
        steward: Steward,
        router: Router,
        roster: Roster,
    ) -> None:
        self._report = report
        self._exchange = exchange
        self._steward = steward
        self._router = router
        self._roster = roster
        self._acts: Final[dict[str, Act]] = {"unpark": self._unpark, "passivate": self._passivate}
        exchange.serve("inspect", self._serve_inspect)
        exchange.serve("act", self._serve_act)
        exchange.serve("look", self._serve_look)

    async def inspect(self, *, actors: bool, most: int | None, deadline_s: float) -> tuple[HostReport, ...]:
        """Return the reports of all instances that answer in time, this one's first."""
        others = [m.instance for m in self._steward.members if m.instance != self._exchange.instance]
        found: dict[str, HostReport] = {}

        async def one(instance: str) -> None:
            try:
                answer = await self._exchange.request(
                    instance, "inspect", {"actors": actors, "most": most}, deadline_s=deadline_s
                )
                found[instance] = revived(HostReport, answer)
            except (LinkError, KeyError, TypeError) as error:
                log.info("no report of %s: %r", instance, error)

        async with anyio.create_task_group() as tasks:
            for instance in others:
                tasks.start_soon(one, instance)
        return (self._report(actors, most), *(found[name] for name in others if name in found))

    async def look(self, actor: ActorId, deadline_s: float) -> Sighting:
        """Return an actor as its owner sees it. Raises `NotOwner` or `OutcomeUnknown`."""

        async def here(deadline_s: float) -> Sighting:
            return self._seen(actor)

        message = {"kind": actor.kind, "key": actor.key}
        way = Way("look", here, lambda: message, lambda answer: revived(Sighting, _told(answer)))
        found: Sighting = await self._router.go(way, shard_of(actor), deadline_s)
        return found

    async def act(self, what: str, actor: ActorId, deadline_s: float) -> bool:
        """Do something to an actor wherever it lives; tell whether there was anything to do.

        `what` is "unpark" or "passivate". Raises `NotOwner` or `OutcomeUnknown`.
        """
        message = {"what": what, "kind": actor.kind, "key": actor.key}
        way = Way(
            "act", lambda deadline_s: self._acts[what](actor), lambda: message, lambda a: _told(a)["done"]
        )
        return bool(await self._router.go(way, shard_of(actor), deadline_s))

    async def _unpark(self, actor: ActorId) -> bool:
        activation = self._roster.find(actor)
        if activation is None or not activation.parked:
            return False
        activation.parked, activation.faults = False, 0
        self._roster.advance(activation)
        return True

    async def _passivate(self, actor: ActorId) -> bool:
        activation = self._roster.find(actor)
        if activation is None or not activation.idle:
            return False
        if not self._roster.write_down(activation):
            self._roster.drop(activation)
        return True

    def _seen(self, actor: ActorId) -> Sighting:
        activation = self._roster.find(actor)
        now_s = self._router.clock.monotonic_s()
        return Sighting(self._exchange.instance, None if activation is None else activation.report(now_s))

    async def _serve_look(self, sender: str, body: Message, deadline_s: float) -> Message:
        actor = ActorId(body["kind"], body["key"])
        found: Message = self._not_ours(actor) or plain(self._seen(actor))
        return found

    async def _serve_inspect(self, sender: str, body: Message, deadline_s: float) -> Message:
        found: Message = plain(self._report(bool(body["actors"]), body.get("most")))
        return found

    async def _serve_act(self, sender: str, body: Message, deadline_s: float) -> Message:
        actor = ActorId(body["kind"], body["key"])
        return self._not_ours(actor) or {"done": await self._acts[body["what"]](actor)}

    def _not_ours(self, actor: ActorId) -> Message | None:
        """Return what tells others that they have to ask elsewhere, if they have to."""
        number = shard_of(actor)
        if self._router.is_for_us(number):
            return None
        return error_message(NotOwner(number, self._router.directory.owner(number)))


def _told(answer: Message) -> Message:
    """Return an answer, or raise `NotOwner` if it is that."""
    if "error" in answer:
        raise NotOwner(answer["shard"], answer["owner"])
    return answer
