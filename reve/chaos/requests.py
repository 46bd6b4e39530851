"""What an instance does when asked over its socket: commands, and what only a test asks for."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from statistics import median
from typing import Final

import anyio

from actors.behavior import Command, JointCommand
from actors.errors import ActorError, NotApplied
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.testing import Peek, PurseCodec
from reve.chaos.mischief import Mischief, MischievousLink
from reve.chaos.wire import Frame

CODEC: Final = PurseCodec()
HOPS: Final = 300


class Requests:
    """Answers the frames of an instance; each has `do`, which names a method. Mutable: how many are open."""

    def __init__(self, host: Host, link: MischievousLink) -> None:
        self._host = host
        self._link = link
        self._open = 0
        self._deeds: dict[str, Callable[[Frame], Awaitable[Frame]]] = {
            "ask": self._ask,
            "block": self._block,
            "inspect": self._inspect,
            "mischief": self._mischief,
            "unpark": self._unpark,
            "peeks": self._peeks,
        }

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count a request as not yet answered for the length of a block."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    async def all_answered(self) -> None:
        """Return when no request is under way."""
        while self._open:  # noqa: ASYNC110 - only the end of a process waits for this
            await anyio.sleep(0.01)

    async def answer(self, request: Frame) -> Frame:
        """Do what is asked; an error of the runtime is an answer, too."""
        try:
            return await self._deeds[request["do"]](request)
        except ActorError as error:
            return {
                "error": type(error).__name__,
                "text": str(error),
                "applied": "no" if isinstance(error, NotApplied) else "unknown",
            }

    async def _ask(self, request: Frame) -> Frame:
        actors = [ActorId(kind, key) for kind, key in request["actors"]]
        body = CODEC.decode_command(request["body"])
        number, name, issued_at_ms = request["command"], request["name"], request["issued_at_ms"]
        if len(actors) > 1:
            joint = JointCommand(number, tuple(actors), name, body, issued_at_ms)
            reply = await self._host.ask_joint(joint, within_s=request["within_s"])
        else:
            command = Command(number, actors[0], name, body, issued_at_ms)
            reply = await self._host.ask(command, within_s=request["within_s"])
        return {"reply": reply}

    async def _block(self, request: Frame) -> Frame:
        """Keep the event loop from running, as a bug would."""
        time.sleep(request["for_s"])  # noqa: ASYNC251 - that is the fault
        return {}

    async def _inspect(self, request: Frame) -> Frame:
        report = self._host.inspect(actors=False)
        return {
            "instance": report.instance,
            "wall_s": time.time(),
            "lag_s": report.loop_lag_s,
            "active": report.active,
            "owned": [s.shard for s in report.shards if s.phase == "active"],
            "phases": dict(Counter(s.phase for s in report.shards)),
            "failures": sum(lane.failures for lane in report.lanes),
            "commits": sum(lane.commits for lane in report.lanes),
            "mischief": dict(self._link.done),
        }

    async def _mischief(self, request: Frame) -> Frame:
        self._link.mischief = Mischief(**request["mischief"])
        return asdict(self._link.mischief)

    async def _unpark(self, request: Frame) -> Frame:
        kind, key = request["actor"]
        return {"unparked": await self._host.unpark(ActorId(kind, key))}

    async def _peeks(self, request: Frame) -> Frame:
        """Return the median time, in seconds, of questions to an actor, one at a time."""
        actor, times_s = ActorId(*request["actor"]), []
        for n in range(HOPS):
            began_s = time.perf_counter()
            await self._host.ask(Command(request["command"] - n, actor, "purse.peek", Peek()), within_s=5)
            times_s.append(time.perf_counter() - began_s)
        return {"median_s": median(times_s), "shard": shard_of(actor)}
