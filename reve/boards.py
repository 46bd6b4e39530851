"""The boards as the bot shows them: first places kept in memory for minutes, and refreshed unasked."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import anyio

from actors.errors import Unavailable
from actors.identity import ActorId
from persistence.standings import Place, Standings
from reve.bot.ports import Observed
from reve.bot.upkeep_views import CacheLine
from reve.game.standings import BOARDS

log = logging.getLogger(__name__)

TTL_S: Final = 300.0
KIND: Final = "player"


@dataclass(frozen=True, slots=True)
class _Kept:
    """The first places of a board, and when they were read (monotonic)."""

    places: Sequence[Place]
    read_at_s: float


class Boards:
    """Reads places (`reve.bot.ports.Leaderboards`); what it answers is never older than `ttl_s`.

    Mutable: `_kept`, replaced whole by board, and how often that helped; a lock per board lets one
    reader fill it for all.
    """

    def __init__(
        self,
        standings: Standings,
        *,
        observed: Observed,
        ttl_s: float = TTL_S,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._standings = standings
        self._observed = observed
        self._ttl_s = ttl_s
        self._monotonic_s = monotonic_s
        self._kept: dict[str, _Kept] = {}
        self._hits = 0
        self._misses = 0
        self._filling = {board: anyio.Lock() for board in BOARDS}

    async def top(self, board: str) -> Sequence[Place]:
        """Return the first places of a board. Raises `Unavailable`."""
        if (places := self._fresh(board)) is not None:
            self._hits += 1
            self._observed.looked_up("leaderboard", hit=True)
            return places
        self._misses += 1
        self._observed.looked_up("leaderboard", hit=False)
        async with self._filling[board]:
            places = self._fresh(board)
            return await self._fill(board) if places is None else places

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        """Return a player's places as they are now. Raises `Unavailable`."""
        return await self._standings.places(actor)

    async def keep_warm(self) -> None:
        """Refresh every board before it gets too old, until cancelled: nobody waits for a query."""
        while True:
            for board in BOARDS:
                try:
                    await self._fill(board)
                except Unavailable as error:
                    log.warning("the board %s could not be refreshed: %s", board, error)
            await anyio.sleep(self._ttl_s * 2 / 3)

    def cache(self) -> CacheLine:
        """Tell what is kept of boards."""
        return CacheLine("leaderboards", len(self._kept), self._hits, self._misses)

    def drop(self) -> None:
        """Keep no board any more: the next who asks reads it anew."""
        self._kept.clear()

    def _fresh(self, board: str) -> Sequence[Place] | None:
        kept = self._kept.get(board)
        if kept is None or self._monotonic_s() - kept.read_at_s >= self._ttl_s:
            return None
        return kept.places

    async def _fill(self, board: str) -> Sequence[Place]:
        began_s = self._monotonic_s()
        try:
            places = await self._standings.top(board, KIND)
        except Unavailable:
            self._observed.filled("leaderboard", None)
            raise
        self._kept[board] = _Kept(places, began_s)
        self._observed.filled("leaderboard", self._monotonic_s() - began_s)
        return places
