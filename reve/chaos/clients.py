"""Clients: a command is sent again, always with the same id, until it is answered."""

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import anyio

from actors.identity import ActorId
from actors.testing import PurseCodec
from reve.chaos.cluster import Cluster, Instance
from reve.chaos.observation import End, Observation, Try
from reve.chaos.remote import Disconnected

CODEC: Final = PurseCodec()
AGAIN: Final = frozenset({"Busy", "Closed", "NotOwner", "RateLimited"})
"""Errors after which the same command is sent again; other definite ones are its end."""
PAUSE_S: Final = 0.2
GRACE_S: Final = 1.0
"""For how much longer than its deadline an instance is listened to."""


@dataclass(eq=False, slots=True)
class Crowd:
    """All who send commands to one cluster, and what they saw of them. Mutable."""

    cluster: Cluster
    dice: Random
    ids: Any = field(default_factory=lambda: itertools.count(1_000_000))
    deadline_s: float = 6.0
    seen: list[Observation] = field(default_factory=list)
    under_way: int = 0

    async def ask(
        self,
        actors: Sequence[ActorId],
        body: Any,
        *,
        via: Instance | None = None,
        tries: int | None = None,
        within_s: float | None = None,
        command_id: int | None = None,
    ) -> Observation:
        """Send a command until it is answered, or `tries` times; the first time to `via`.

        `within_s` is the time that is given to all tries together; it then ends as unknown.
        """
        number = next(self.ids) if command_id is None else command_id
        name = f"purse.{type(body).__name__.lower()}"
        seen = Observation(number, tuple(actors), name, body, time.monotonic())
        self.seen.append(seen)
        self.under_way += 1
        try:
            with anyio.move_on_after(within_s):
                await self._until_answered(seen, via, tries)
        finally:
            self.under_way -= 1
        if seen.end is None:
            seen.finish(End.UNKNOWN, time.monotonic())
        return seen

    async def _until_answered(self, seen: Observation, via: Instance | None, tries: int | None) -> None:
        issued_at_ms = int(time.time() * 1000)
        for n in itertools.count(1):
            if via is None or via.leaving:
                via = await self._some_instance()
            if await self._try(seen, via, issued_at_ms) or n == tries:
                return
            via = None
            await anyio.sleep(PAUSE_S * self.dice.random())

    async def _some_instance(self) -> Instance:
        while not self.cluster.open:  # noqa: ASYNC110 - instances come and go as the faults have it
            await anyio.sleep(0.01)
        return self.dice.choice(self.cluster.open)

    async def _try(self, seen: Observation, via: Instance, issued_at_ms: int) -> bool:
        """Send it once; tell whether that was its end."""
        once = Try(via.name, time.monotonic())
        seen.tries.append(once)
        try:
            answer = await via.ask(
                "ask",
                patience_s=self.deadline_s + GRACE_S,
                command=seen.command_id,
                actors=[tuple(actor) for actor in seen.actors],
                name=seen.name,
                body=CODEC.encode_command(seen.body),
                issued_at_ms=issued_at_ms,
                within_s=self.deadline_s,
            )
        except (Disconnected, TimeoutError) as error:
            once.error = type(error).__name__
            return False
        finally:
            once.ended_s = time.monotonic()
        if "reply" in answer:
            seen.reply = answer["reply"]
            seen.finish(End.ANSWERED, once.ended_s)
            return True
        once.error, once.applied = answer["error"], answer["applied"]
        if once.applied == "no" and once.error not in AGAIN:
            seen.finish(End.REFUSED, once.ended_s)
            return True
        return False
