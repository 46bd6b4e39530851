"""The instance among others: it says that it lives, keeps its shards, takes its share, passes on the rest."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

import anyio

from actors.clock import StoreClock
from actors.directory import Directory
from actors.errors import LeasesUnavailable, Unavailable
from actors.exchange import Exchange
from actors.handover import HandOver
from actors.ownership import Ownership
from actors.placement import placed, share
from actors.ports import Leases, Member, Message, Store, View
from actors.schema_switch import SchemaSwitch
from actors.shard import Phase, Shard

log = logging.getLogger(__name__)

TICK_S: Final = 0.5


class Steward:
    """Runs ownership. Mutable: the view of who lives, and shards that others have passed to this one.

    Nothing is coordinated: each instance places shards over those it sees alive, gives away what is
    placed with others, and takes what is placed with it once the lease is free.
    """

    def __init__(
        self,
        *,
        me: Member,
        store: Store,
        ownership: Ownership,
        leases: Leases,
        clock: StoreClock,
        exchange: Exchange,
        directory: Directory,
        hand_over: HandOver,
        switch: SchemaSwitch,
        taken: Callable[[Sequence[Shard], bool], None],
    ) -> None:
        self.members: tuple[Member, ...] = ()
        self.draining = False
        self._me = me
        self._store = store
        self._switch = switch
        self._ownership = ownership
        self._leases = leases
        self._clock = clock
        self._exchange = exchange
        self._directory = directory
        self._hand_over = hand_over
        self._taken = taken
        self._wake = anyio.Event()
        self._renewed_s = float("-inf")
        self._passed_on: set[int] = set()
        self._offered = anyio.Event()
        self._settled = False
        exchange.listen("members", lambda sender, body: self.wake())
        exchange.listen("yours", self._hear_yours)
        exchange.listen("owner", self._hear_owner)

    @property
    def instances(self) -> frozenset[str]:
        """Those that take shards: all that live and do not drain."""
        return frozenset(m.instance for m in self.members if not m.draining)

    def expects(self, shard: int) -> bool:
        """Tell whether this instance is about to own a shard, as far as it knows."""
        if self.draining or not self._settled:
            return False
        return shard in self._passed_on or placed(self.instances)[shard] == self._exchange.instance

    def wake(self) -> None:
        """Look again now instead of at the next tick."""
        self._wake.set()

    async def run(self) -> None:
        """Look after the shards for ever."""
        pause_s = min(TICK_S, self._leases.ttl_s / 10)
        while True:
            with anyio.move_on_after(pause_s):
                await self._wake.wait()
            self._wake = anyio.Event()
            await self.tick()

    async def run_moves(self) -> None:
        """Pass on what is placed with others, for ever."""
        while True:
            await self._hand_over.wanted()
            try:
                await self._hand_over.work()
            except LeasesUnavailable as error:
                log.warning("leases of shards that were passed on end by themselves: %s", error)

    async def run_takes(self) -> None:
        """Take what others have passed on at once, for ever; what cannot be had is looked at again later."""
        while True:
            await self._offered.wait()
            self._offered = anyio.Event()
            try:
                await self._take(frozenset(self._passed_on))
            except (LeasesUnavailable, Unavailable) as error:
                log.warning("cannot take what was passed on: %s", error)

    async def tick(self) -> bool:
        """Look once, and tell whether leases and store answered; the next look may find them well."""
        try:
            await self.look()
            return True
        except LeasesUnavailable as error:
            log.warning("leases are unavailable, serving by verified tokens: %s", error)
            try:
                await self._ownership.carry_on()
            except Unavailable as worse:
                log.warning("neither leases nor store answer: %s", worse)
        except Unavailable as error:
            log.warning("the store is unavailable: %s", error)
        return False

    async def look(self) -> None:
        """Beat, renew, take and plan. Raises `LeasesUnavailable`, `Unavailable`."""
        now_s = self._clock.monotonic_s()
        if now_s - self._clock.heard_at_s > self._leases.ttl_s / 3:
            return  # an instance that does not reach the store must not hold what others could serve
        self._see(await self._leases.beat(replace(self._me, draining=self.draining)))
        if now_s - self._renewed_s >= self._leases.ttl_s / 3 or self._suspended():
            await self._ownership.renew()
            self._renewed_s = now_s
        if not self._settled:
            return
        await self._switch.consider(self.members, now_s=now_s, ttl_s=self._leases.ttl_s, store=self._store)
        await self._take(share(self.instances, self._exchange.instance) | self._passed_on)
        if self._leases.shared:
            self._hand_over.plan(self._moves())

    def moves_of(self, shards: Sequence[Shard]) -> dict[int, str]:
        """Return to whom each of these shards should go, for those that should go to others."""
        places = placed(self.instances)
        found = {shard.number: places[shard.number] for shard in shards}
        return {n: to for n, to in found.items() if to is not None and to != self._exchange.instance}

    async def drain(self) -> None:
        """Pass all shards on to the others, if there are any and leases answer; returns when that is done."""
        self.draining = True
        if not self._leases.shared or not self.members or not await self.tick():
            return
        await self._exchange.announce("members", {})
        while self.instances and self._ownership.held:  # noqa: ASYNC110 - nobody waits but a stop
            await anyio.sleep(0.01)

    async def leave(self) -> None:
        """Be gone for the others. Raises `LeasesUnavailable`."""
        await self._leases.leave()
        await self._exchange.announce("members", {})

    def _see(self, view: View) -> None:
        before = {m.instance for m in self.members}
        self.members = view.members
        living = {m.instance for m in view.members}
        # Of a service that has just begun to keep count, nobody knows whom it has not seen yet.
        self._settled = view.age_s >= self._leases.ttl_s / 3
        if self._settled:
            self._directory.keep(living)
        if before != living:
            log.info("instances that live: %s", ", ".join(sorted(living)))

    async def _take(self, wanted: Collection[int]) -> None:
        if self.draining or not self._settled:
            return
        idle = [n for n in wanted if self._ownership.shards[n].phase is Phase.IDLE]
        passed_on = frozenset(self._passed_on)
        try:
            taken = await self._ownership.acquire(idle)
        finally:
            self._passed_on -= passed_on
        if not taken:
            return
        numbers = [shard.number for shard in taken]
        epochs = [shard.token.epoch if shard.token else 0 for shard in taken]
        self._directory.heard(numbers, self._exchange.instance)
        for graceful in (True, False):
            part = [shard for shard in taken if (shard.number in passed_on) is graceful]
            if part:
                self._taken(part, graceful)
        await self._exchange.announce("owner", {"shards": tuple(numbers), "epochs": tuple(epochs)})

    def _moves(self) -> dict[int, str]:
        active = [s for s in self._ownership.shards if s.phase is Phase.ACTIVE]
        return self.moves_of(active)

    def _suspended(self) -> bool:
        return any(shard.phase is Phase.SUSPENDED for shard in self._ownership.shards)

    def _hear_yours(self, sender: str, body: Message) -> None:
        # What owes something is taken as from a crash: its actors are looked at.
        owing = set(body.get("owing", ()))
        self._passed_on |= set(body["shards"]) - owing
        for shard in body["shards"]:
            self._directory.forget(shard, sender)
        self._offered.set()
        if owing:
            self.wake()

    def _hear_owner(self, sender: str, body: Message) -> None:
        for shard, epoch in zip(body["shards"], body["epochs"], strict=True):
            self._directory.heard([shard], sender, epoch)
        self._hand_over.taken(body["shards"])
