"""New tokens after an unknown outcome: what was sent under the old ones can then never land."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import anyio

from actors.errors import Unavailable
from actors.pauses import pause
from actors.ports import Store, Token
from actors.shard import HELD, Phase, Shard

log = logging.getLogger(__name__)

type Take = Callable[[Iterable[Token], Mapping[int, set[int]]], Awaitable[Mapping[int, Token]]]
"""Takes shards over from these tokens, and adds the nonces that it sends to those of each shard."""


@dataclass(slots=True, eq=False)
class Retake:
    """One shard that is being retaken; `ours` if it was held here under the token when that began."""

    token: Token
    nonces: set[int]
    ours: bool
    done: bool = False
    ended: anyio.Event = field(default_factory=anyio.Event)


class Retaking:
    """Retakes shards, each by one task at a time.

    Shards that are held are Acquiring meanwhile, under the token that they had. Whoever else could
    move them looks here first: our own taking must not pass for that of another instance.
    """

    def __init__(
        self,
        shards: Sequence[Shard],
        store: Store,
        *,
        take: Take,
        serve: Callable[[Shard, float, Token], None],
        lose: Callable[[Shard], None],
        monotonic_s: Callable[[], float],
    ) -> None:
        self._shards = shards
        self._store = store
        self._take = take
        self._serve = serve
        self._lose = lose
        self._monotonic_s = monotonic_s
        self._under_way: dict[int, Retake] = {}

    def __contains__(self, shard: int) -> bool:
        return shard in self._under_way

    async def ended(self, tokens: Collection[Token]) -> None:
        """Return once nobody is retaking the shards of these tokens."""
        for retake in self._of(tokens):
            await retake.ended.wait()

    async def retake(self, tokens: Collection[Token]) -> None:
        """See to it that none of these tokens is in force any more.

        Shards that are held under them are held under new ones when this returns, or lost. Asks until
        the store answers. Who finds a shard being retaken waits for that, which serves both if it is
        from the same token.
        """
        left = set(tokens)
        while left:
            others = self._of(left)
            alone = {token for token in left if token.shard not in self}
            if alone:
                await self._retake(alone)
            for other in others:
                await other.ended.wait()
            left -= alone | {other.token for other in others if other.done}

    def _of(self, tokens: Collection[Token]) -> list[Retake]:
        return [self._under_way[token.shard] for token in tokens if token.shard in self]

    async def _retake(self, tokens: Collection[Token]) -> None:
        begun = {token.shard: self._begin(token) for token in tokens}
        self._under_way |= begun
        left = dict(begun)
        tries = 0
        try:
            while left:
                try:
                    await self._retake_once(left)
                except Unavailable as error:
                    log.warning("cannot retake %d shards yet: %s", len(left), error)
                    await pause(tries)
                    tries += 1
        finally:
            for number, retake in begun.items():
                del self._under_way[number]
                retake.ended.set()
                if not retake.done and self._is_ours(retake):  # what was cut off leaves nobody in between
                    self._lose(self._shards[number])

    def _begin(self, token: Token) -> Retake:
        shard = self._shards[token.shard]
        ours = shard.token == token and shard.phase in HELD
        if ours:
            shard.move(Phase.ACQUIRING)
        return Retake(token, {token.nonce}, ours)

    async def _retake_once(self, left: dict[int, Retake]) -> None:
        """Take those whose tokens are in force; what is done leaves `left`."""
        sent_s = self._monotonic_s()
        in_force = await self._store.tokens(sorted(left))
        for number, token in in_force.items():
            if token.nonce not in left[number].nonces:
                retake = left.pop(number)
                retake.done = True
                if self._is_ours(retake):
                    self._lose(self._shards[number])
        seen = [token for number, token in in_force.items() if number in left]
        taken = await self._take(seen, {number: retake.nonces for number, retake in left.items()})
        for number, token in taken.items():
            retake = left.pop(number)
            retake.done = True
            if self._is_ours(retake):
                self._serve(self._shards[number], sent_s, token)

    def _is_ours(self, retake: Retake) -> bool:
        """Tell whether the shard is still held here; a lost one is not acquired before this has ended."""
        return retake.ours and self._shards[retake.token.shard].phase is Phase.ACQUIRING
