"""Which shards this instance owns: acquire, renew, verify, retake after an unknown outcome, release."""

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, Protocol

import anyio

from actors.errors import ActorError, LeasesUnavailable, Unavailable
from actors.pauses import pause
from actors.ports import Leases, Store, TakeRequest, Token
from actors.shard import Phase, Shard

log = logging.getLogger(__name__)

MARGIN_SHARE: Final = 0.2
"""The part of a lease's life that is kept as a margin: 2 s of 10."""
POLL_S: Final = 0.5


class Superseded(ActorError):
    """Another instance has taken shards from one that has leases to itself."""

    def __init__(self, shards: Collection[int], owner: str) -> None:
        super().__init__(
            f"instance {owner} has taken over {len(shards)} shards. Without Redis only one instance may"
            " run on a database: stop the other one, or give both the same REVE_REDIS_URL."
        )
        self.owner = owner


class Watcher(Protocol):
    """Who acts when shards come and go."""

    def gained(self, shard: Shard) -> None:
        """The shard may serve, for the first time or again."""
        ...

    def lost(self, shard: Shard) -> None:
        """The shard belongs to another: all that lives under it is void."""
        ...


class Ownership:
    """Holds the shards. Safety comes from the tokens; leases only say who should try."""

    def __init__(
        self,
        shards: Sequence[Shard],
        store: Store,
        leases: Leases,
        *,
        instance: str,
        monotonic_s: Callable[[], float],
        watcher: Watcher,
    ) -> None:
        self.shards = shards
        self._store = store
        self._leases = leases
        self._instance = instance
        self._monotonic_s = monotonic_s
        self._watcher = watcher

    async def run(self) -> None:
        """Keep what is held and acquire what is free, for ever."""
        while True:
            idle = any(shard.phase is Phase.IDLE for shard in self.shards)
            renew_s = self._leases.ttl_s / 3
            await anyio.sleep(min(POLL_S, renew_s) if idle else renew_s)
            try:
                await self.renew()
                await self.acquire()
            except LeasesUnavailable as error:
                log.warning("leases are unavailable, serving by verified tokens: %s", error)
                await self._carry_on()
            except Unavailable as error:
                log.warning("the store is unavailable: %s", error)

    async def acquire(self) -> None:
        """Take every idle shard that the leases grant. Raises `LeasesUnavailable`, `Unavailable`."""
        idle = {shard.number: shard for shard in self.shards if shard.phase is Phase.IDLE}
        if not idle:
            return
        sent_s = self._monotonic_s()
        granted = await self._leases.acquire(idle)
        taken = [idle[number] for number in sorted(granted)]
        if not taken:
            return
        for shard in taken:
            shard.move(Phase.ACQUIRING)
        try:
            in_force = await self._store.tokens([s.number for s in taken])
            tokens = await self._take(in_force.values())
        except Unavailable:
            for shard in taken:
                shard.move(Phase.IDLE)
            raise
        for shard in taken:
            if shard.number in tokens:
                self._serve(shard, sent_s, tokens[shard.number])
            else:
                shard.move(Phase.IDLE)
        log.info("acquired %d of %d idle shards", len(tokens), len(idle))

    async def renew(self) -> None:
        """Extend what is held; what has a new lease holder is lost. Raises `LeasesUnavailable`."""
        held = {s.number: s for s in self.shards if s.phase in (Phase.ACTIVE, Phase.SUSPENDED)}
        if not held:
            return
        sent_s = self._monotonic_s()
        kept = await self._leases.renew(held)
        missing = held.keys() - kept
        if missing:
            kept |= await self._leases.acquire(missing)
        unsure = [held[n] for n in kept if n in missing or held[n].phase is Phase.SUSPENDED]
        self._extend((held[n] for n in kept if held[n] not in unsure), sent_s + self._leases.ttl_s)
        if unsure:
            await self._verify(unsure, sent_s + self._leases.ttl_s)
        for number in held.keys() - kept:
            self.lose(held[number])

    async def retake(self, shards: Iterable[Shard]) -> None:
        """Put new tokens in force after an unknown outcome; returns when each shard is Active or gone.

        What was sent under the old token can then never land any more. Asks until the store answers.
        """
        unsure = {shard.number: shard for shard in shards if shard.token is not None}
        for shard in unsure.values():
            shard.move(Phase.ACQUIRING)
        nonces = {n: {shard.token.nonce} for n, shard in unsure.items() if shard.token is not None}
        tries = 0
        while unsure:
            try:
                await self._retake_once(unsure, nonces)
            except Unavailable as error:
                log.warning("cannot retake %d shards yet: %s", len(unsure), error)
                await pause(tries)
                tries += 1

    async def _retake_once(self, unsure: dict[int, Shard], nonces: dict[int, set[int]]) -> None:
        sent_s = self._monotonic_s()
        in_force = await self._store.tokens(unsure)
        for number, token in in_force.items():
            if token.nonce not in nonces[number]:
                self.lose(unsure.pop(number))
        taken = await self._take([t for t in in_force.values() if t.shard in unsure], nonces)
        for number, token in taken.items():
            self._serve(unsure.pop(number), sent_s, token)

    def lose(self, shard: Shard) -> None:
        """Give up a shard that belongs to another."""
        if shard.phase in (Phase.IDLE, Phase.LOST):
            return
        shard.move(Phase.LOST)
        self._watcher.lost(shard)
        shard.move(Phase.IDLE)

    async def fenced(self, numbers: Collection[int]) -> None:
        """Give up shards whose tokens are not in force. Raises `Superseded` where leases are local."""
        for number in numbers:
            self.lose(self.shards[number])
        if not self._leases.shared:
            try:
                owners = await self._store.owners(numbers)
            except Unavailable:
                owners = {}
            raise Superseded(numbers, ", ".join(sorted(set(owners.values()))) or "unknown")

    def suspend(self) -> None:
        """Stop serving until the tokens are verified: this process has been blocked for too long."""
        for shard in self.shards:
            if shard.phase is Phase.ACTIVE:
                shard.move(Phase.SUSPENDED)

    async def release(self) -> None:
        """Give up all that is held, so that others need not wait for the leases to end."""
        held = [shard for shard in self.shards if shard.phase in (Phase.ACTIVE, Phase.SUSPENDED)]
        for shard in held:
            shard.move(Phase.DRAINING)
            shard.move(Phase.IDLE)
        await self._leases.release([shard.number for shard in held])

    async def _carry_on(self) -> None:
        """Serve on without leases for as long as the tokens can be verified."""
        held = [s for s in self.shards if s.phase in (Phase.ACTIVE, Phase.SUSPENDED)]
        try:
            await self._verify(held, self._monotonic_s() + self._leases.ttl_s)
        except Unavailable as error:
            log.warning("neither leases nor store answer: %s", error)

    async def _verify(self, shards: Sequence[Shard], until_s: float) -> None:
        in_force = await self._store.tokens([shard.number for shard in shards])
        for shard in shards:
            if shard.phase not in (Phase.ACTIVE, Phase.SUSPENDED):
                continue
            if in_force.get(shard.number) == shard.token:
                self._extend([shard], until_s)
            else:
                self.lose(shard)

    async def _take(
        self, seen: Iterable[Token], nonces: dict[int, set[int]] | None = None
    ) -> dict[int, Token]:
        requests = [TakeRequest(t.shard, (t,), secrets.randbits(63)) for t in seen]
        for request in requests:
            if nonces is not None:
                nonces[request.shard].add(request.nonce)
        return dict(await self._store.take(requests, self._instance)) if requests else {}

    def _serve(self, shard: Shard, sent_s: float, token: Token) -> None:
        shard.owner = self._instance
        shard.deadline_s = sent_s + self._leases.ttl_s * (1 - MARGIN_SHARE)
        shard.move(Phase.ACTIVE, token)
        self._watcher.gained(shard)

    def _extend(self, shards: Iterable[Shard], until_s: float) -> None:
        for shard in shards:
            lapsed = not shard.serves(self._monotonic_s())
            shard.deadline_s = max(shard.deadline_s, until_s - self._leases.ttl_s * MARGIN_SHARE)
            if shard.phase is Phase.SUSPENDED:
                shard.move(Phase.ACTIVE)
            if lapsed:
                self._watcher.gained(shard)
