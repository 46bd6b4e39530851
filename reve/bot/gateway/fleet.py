"""The gateway shards that this instance serves: looks who is there, and starts and ends sessions."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import anyio
from anyio.abc import TaskGroup

from actors.errors import LeasesUnavailable
from persistence.seats import OtherCount
from reve.bot.client import Client
from reve.bot.gateway.decision import Moves, Scene, decide
from reve.bot.gateway.report import GatewayReport, GatewayView
from reve.bot.gateway.session import ANSWERS_WITHIN_S, Session
from reve.bot.gateway.sharing import Sharing

log = logging.getLogger(__name__)

LOOKS_A_TTL: Final = 8
SLOWEST_LOOK_S: Final = 1.0
WORTH_A_WORD: Final = 3
"""So many looks in a row without an answer are told to operators, once."""

type MakeClient = Callable[[int, int, Callable[[bool], None]], Client]
"""Makes the client of shard i of n; it is told what to call when the connection comes and goes."""


class Fleet:
    """Serves its part of `count` gateway shards. Mutable: `_sessions`, changed between awaits only.

    `settled` is set when a session is ready, or when others serve everything.
    """

    def __init__(
        self,
        sharing: Sharing,
        *,
        count: int,
        max_concurrency: int,
        make: MakeClient,
        token: str,
        settled: anyio.Event,
    ) -> None:
        self._sharing = sharing
        self._count = count
        self._max_concurrency = max_concurrency
        self._make = make
        self._token = token
        self._sessions: dict[int, Session] = {}
        self._draining = self._closed = False
        self._others: list[str] | None = None
        self._elsewhere: Mapping[int, str] = {}
        self._blind = 0
        self._wake = anyio.Event()
        self._looked = anyio.Event()
        self._settled = settled

    @property
    def online(self) -> bool:
        """Whether all that this instance holds is connected."""
        held = [session for session in self._sessions.values() if session.held]
        return self._settled.is_set() and not self._closed and all(each.own.connected for each in held)

    def report(self) -> tuple[GatewayReport, ...]:
        """Tell operators of each session, in order of shards."""
        return tuple(self._sessions[shard].report() for shard in sorted(self._sessions))

    def view(self) -> GatewayView:
        """Tell operators of all gateway shards, those of others too."""
        return GatewayView(self.report(), self._elsewhere)

    async def run(self) -> None:
        """Serve until closed. Raises `OtherCount` when another number of shards came into force."""
        every_s = min(SLOWEST_LOOK_S, self._sharing.leases.ttl_s / LOOKS_A_TTL)
        async with anyio.create_task_group() as tasks:
            try:
                while not self._closed:
                    self._wake = anyio.Event()
                    await self._look(tasks)
                    with anyio.move_on_after(every_s):
                        await self._wake.wait()
            except OtherCount:
                await self._end_all(ANSWERS_WITHIN_S)
                raise
            finally:
                self._closed = True
                self._looked.set()
                with anyio.CancelScope(shield=True):
                    await self._end_all(within_s=0)

    async def drain(self, *, within_s: float) -> None:
        """Pass on what is held, each to one that is connected; return early if there is nobody to take it."""
        self._draining = True
        with anyio.move_on_after(within_s):
            while not self._closed and any(session.held for session in self._sessions.values()):
                self._wake.set()
                await self._looked.wait()
                if self._others == []:
                    return
        left = sorted(shard for shard, session in self._sessions.items() if session.held)
        if left:
            log.warning("gateway shards %s were not passed on within %.0f s", left, within_s)

    async def close(self, *, within_s: float) -> None:
        """End all sessions, each when what it had taken is answered, and give up their leases."""
        self._closed = True
        self._wake.set()
        await self._end_all(within_s)

    async def _look(self, tasks: TaskGroup) -> None:
        """Renew what is ours, see who is there, and do what follows from it."""
        held = {shard: each.own.connected for shard, each in self._sessions.items() if each.held}
        standing = [shard for shard, each in self._sessions.items() if not each.held]
        try:
            seats = await self._sharing.leases.renew(
                self._count, held=held, standing=standing, offered=self._draining
            )
            scene = Scene(
                me=self._sharing.me,
                count=self._count,
                members=self._sharing.members(),
                seats=seats,
                own={shard: session.own for shard, session in self._sessions.items()},
                draining=self._draining,
                max_concurrency=self._max_concurrency,
            )
            self._others = scene.others
            self._elsewhere = {
                n: seat.holder for n, seat in sorted(seats.items()) if seat.holder not in (None, scene.me)
            }
            if not self._closed:
                await self._carry_out(decide(scene), scene, tasks)
        except LeasesUnavailable as error:
            self._blind += 1
            # One look in vain is no news: a loop that was blocked for a moment has one.
            level = logging.WARNING if self._blind == WORTH_A_WORD else logging.DEBUG
            log.log(level, "gateway shards stay as they are, their leases are unavailable: %s", error)
        else:
            self._blind = 0
            self._settle(scene)
        self._looked.set()
        self._looked = anyio.Event()

    def _settle(self, scene: Scene) -> None:
        served = [seat for seat in scene.seats.values() if seat.holder not in (None, scene.me)]
        if len(served) == self._count or any(own.connected for own in scene.own.values()):
            self._settled.set()

    async def _carry_out(self, moves: Moves, scene: Scene, tasks: TaskGroup) -> None:
        leases = self._sharing.leases
        for shard in moves.leave:
            self._leave(shard, tasks)
            await leases.release([shard])
        for shard in moves.take_over:
            seat = scene.seats[shard]
            session = self._sessions.get(shard)
            if session is not None and await leases.take_over(shard, seat.holder or ""):
                session.held = True
                self._wake.set()
                log.info("gateway shard %d taken over from %s", shard, seat.holder)
        for shard in moves.claim:
            if await leases.claim(self._count, shard):
                await self._start(shard, tasks, held=True)
        for shard in moves.stand:
            if await leases.stand(self._count, shard):
                await self._start(shard, tasks, held=False)

    async def _start(self, shard: int, tasks: TaskGroup, *, held: bool) -> None:
        if self._closed:  # meanwhile: what was leased just now is nobody's business any more
            await self._sharing.leases.release([shard])
            return
        session = Session(
            shard,
            self._count,
            held=held,
            make=lambda changed: self._make(shard, self._count, changed),
            token=self._token,
            changed=self._stir,
        )
        self._sessions[shard] = session
        tasks.start_soon(session.run)

    def _stir(self) -> None:
        """Look again at once: the event is another one at each look."""
        self._wake.set()

    def _leave(self, shard: int, tasks: TaskGroup) -> None:
        session = self._sessions.pop(shard)
        log.info("gateway shard %d is served by another instance", shard)
        tasks.start_soon(partial(session.leave, within_s=ANSWERS_WITHIN_S))

    async def _end_all(self, within_s: float) -> None:
        ending, self._sessions = self._sessions, {}
        if not ending:
            return
        async with anyio.create_task_group() as tasks:
            for session in ending.values():
                tasks.start_soon(partial(session.leave, within_s=within_s))
        try:
            await self._sharing.leases.release(list(ending))
        except LeasesUnavailable as error:
            log.warning("leases of gateway shards are left to end by themselves: %s", error)
