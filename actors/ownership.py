"""Which shards this instance owns: acquire, renew, verify, retake after an unknown outcome, release."""

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, Protocol

from actors.backoff import Backoff
from actors.errors import ActorError, Unavailable
from actors.ports import Leases, Store, TakeRequest, Token
from actors.retaking import Retaking
from actors.shard import HELD, Phase, Shard

log = logging.getLogger(__name__)

MARGIN_SHARE: Final = 0.2
"""The part of a lease's life that is kept as a margin: 2 s of 10."""


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
        self.backoff = Backoff(monotonic_s)
        self._store = store
        self._leases = leases
        self._instance = instance
        self._monotonic_s = monotonic_s
        self._watcher = watcher
        self._retaking = Retaking(
            shards, store, take=self._take, serve=self._serve, lose=self.lose, monotonic_s=monotonic_s
        )

    @property
    def held(self) -> dict[int, Shard]:
        """The shards whose leases are renewed, by number."""
        return {shard.number: shard for shard in self.shards if shard.phase in HELD}

    async def acquire(self, wanted: Collection[int]) -> Sequence[Shard]:
        """Take those of the idle shards `wanted` that the leases grant; return them.

        Raises `LeasesUnavailable`, `Unavailable`.
        """
        idle = [n for n in sorted(wanted) if self._is_free(n)]
        if not idle or self.backoff.holds:
            return ()
        sent_s = self._monotonic_s()
        granted = await self._leases.acquire(idle)
        taken = [self.shards[n] for n in sorted(granted) if self._is_free(n)]
        if not taken:
            return ()
        for shard in taken:
            shard.move(Phase.ACQUIRING)
        try:
            in_force = await self._store.tokens([s.number for s in taken])
            tokens = await self._take([in_force[s.number] for s in taken if s.number in in_force])
        except BaseException:
            for shard in taken:
                shard.move(Phase.IDLE)
            raise
        for shard in taken:
            if shard.number in tokens:
                self._serve(shard, sent_s, tokens[shard.number])
            else:
                shard.move(Phase.IDLE)
        log.info("acquired %d of %d idle shards", len(tokens), len(idle))
        return [shard for shard in taken if shard.phase is Phase.ACTIVE]

    async def renew(self) -> None:
        """Extend what is held; what has a new lease holder is lost. Raises `LeasesUnavailable`."""
        held = self.held
        if not held:
            return
        sent_s = self._monotonic_s()
        kept = await self._leases.renew(held)
        missing = held.keys() - kept
        if missing:
            kept |= await self._leases.acquire(missing)
        unsure = [held[n] for n in kept if n in missing or held[n].phase is Phase.SUSPENDED]
        until_s = sent_s + self._leases.ttl_s * (1 - MARGIN_SHARE)
        self._extend((held[n] for n in kept if held[n] not in unsure), until_s)
        if unsure:
            await self._verify(unsure, until_s)
        for number in held.keys() - kept:
            if held[number].phase in HELD:  # what is being retaken meanwhile is lost or kept by that
                self.lose(held[number])

    async def carry_on(self) -> None:
        """Serve on without leases for as long as the tokens can be verified. Raises `Unavailable`."""
        until_s = self._monotonic_s() + self._leases.ttl_s / 3
        await self._verify(list(self.held.values()), until_s)

    async def retake(self, tokens: Collection[Token]) -> None:
        """See to it that none of these tokens is in force any more, as `Retaking.retake` does."""
        await self._retaking.retake(tokens)

    async def retaken(self, tokens: Collection[Token]) -> None:
        """Return once nobody here is retaking the shards of these tokens."""
        await self._retaking.ended(tokens)

    def lose(self, shard: Shard) -> None:
        """Give up a shard that belongs to another."""
        if shard.phase in (Phase.IDLE, Phase.LOST):
            return
        shard.move(Phase.LOST)
        self._watcher.lost(shard)
        shard.move(Phase.IDLE)

    def lose_all(self) -> None:
        """Give up everything, also what is being retaken: the store is not what it was."""
        for shard in self.shards:
            if shard.token is not None:
                self.lose(shard)

    async def fenced(self, tokens: Collection[Token]) -> None:
        """Give up shards whose tokens are not in force any more; a token that was replaced says nothing.

        That it is not in force may be our own doing: what is being retaken is not given up.

        Raises `Superseded` where leases are local.
        """
        await self.retaken(tokens)
        held = self.held
        guilty = [t.shard for t in tokens if t.shard in held and held[t.shard].token == t]
        if not guilty:
            return
        for number in guilty:
            self.lose(self.shards[number])
        self.backoff.fenced()
        if not self._leases.shared:
            try:
                owners = await self._store.owners(guilty)
            except Unavailable:
                owners = {}
            raise Superseded(guilty, ", ".join(sorted(set(owners.values()))) or "unknown")

    def suspend(self) -> None:
        """Stop serving until the tokens are verified: this process has been blocked for too long."""
        for shard in self.shards:
            if shard.phase is Phase.ACTIVE:
                shard.move(Phase.SUSPENDED)
            elif shard.phase is Phase.DRAINING:
                shard.deadline_s = float("-inf")

    async def release(self, shards: Collection[Shard]) -> None:
        """Give up what is held, so that others need not wait for the leases to end.

        Raises `LeasesUnavailable`: the leases then end by themselves.
        """
        held = [shard for shard in shards if shard.phase in HELD]
        for shard in held:
            if shard.phase is not Phase.DRAINING:
                shard.move(Phase.DRAINING)
            shard.move(Phase.IDLE)
        if held:
            await self._leases.release([shard.number for shard in held])

    async def _verify(self, shards: Sequence[Shard], until_s: float) -> None:
        if not shards:
            return
        in_force = await self._store.tokens([shard.number for shard in shards])
        for shard in shards:
            if shard.phase not in HELD:
                continue
            if in_force.get(shard.number) == shard.token:
                self._extend([shard], until_s)
            else:
                self.lose(shard)

    def _is_free(self, number: int) -> bool:
        return self.shards[number].phase is Phase.IDLE and number not in self._retaking

    async def _take(
        self, seen: Iterable[Token], nonces: Mapping[int, set[int]] | None = None
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
            shard.deadline_s = max(shard.deadline_s, until_s)
            if shard.phase is Phase.SUSPENDED:
                shard.move(Phase.ACTIVE)
            if lapsed:
                self._watcher.gained(shard)
