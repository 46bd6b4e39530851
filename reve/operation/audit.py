"""The ledger audit: players as stored against the ledger of the same moment, a few at a time."""

import logging
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import anyio

from actors.behavior import Kind
from actors.errors import NewerSchema, Unreadable
from actors.fold import fold
from actors.ports import Loaded
from persistence.books import Books
from persistence.journal import Account
from reve.game.auditing import Fault, faults
from reve.game.state import Player
from reve.operation.jobs import Told

log = logging.getLogger(__name__)

AT_ONCE: Final = 20
PAUSE_S: Final = 0.1
"""After each few players: an audit takes its time, so that players need not."""

KEYS_AT_ONCE: Final = 1_000
SAMPLE: Final = 500
TOLD: Final = 5
"""So many of the faults are told to operators; all are in the log."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One player's audit: what was held at a number, what the ledger said then, and what is wrong."""

    key: int
    seq: int
    balances: Mapping[str, int]
    sums: Mapping[Account, int]
    faults: tuple[Fault, ...]


class Auditor:
    """Audits players. Only reads; raises `Unavailable`."""

    def __init__(self, books: Books, kind: Kind[Any, Any, Any, Any], *, pause_s: float = PAUSE_S) -> None:
        self._books = books
        self._kind = kind
        self._pause_s = pause_s

    async def one(self, key: int) -> Audited:
        """Audit one player. Raises `NewerSchema`, or `Unreadable` when what is stored is damaged."""
        ((loaded, sums),) = await self._books.accounts(self._kind.name, [key])
        return self._audited(loaded, sums)

    async def sample(self) -> Told:
        """Audit some players, others each time."""
        chosen: list[int] = []
        seen = 0
        async for key in self._keys():
            seen += 1
            if len(chosen) < SAMPLE:
                chosen.append(key)
            elif (place := random.randrange(seen)) < SAMPLE:
                chosen[place] = key
        return await self._audit(chosen)

    async def all(self) -> Told:
        """Audit all players."""
        return await self._audit([key async for key in self._keys()])

    async def _keys(self) -> AsyncIterator[int]:
        after = -1
        while keys := await self._books.keys(self._kind.name, after=after, limit=KEYS_AT_ONCE):
            for key in keys:
                yield key
            after = keys[-1]
            await anyio.sleep(self._pause_s)

    async def _audit(self, keys: Sequence[int]) -> Told:
        found: list[str] = []
        newer = 0
        for start in range(0, len(keys), AT_ONCE):
            for loaded, sums in await self._books.accounts(self._kind.name, keys[start : start + AT_ONCE]):
                try:
                    found += map(str, self._wrong(loaded, sums))
                except NewerSchema:
                    newer += 1
            await anyio.sleep(self._pause_s)
        for fault in found:
            log.error("alert: the ledger audit found %s", fault)
        return {"players": len(keys) - newer, "newer": newer, "faults": len(found), "first": found[:TOLD]}

    def _wrong(self, loaded: Loaded, sums: Mapping[Account, int]) -> Sequence[str]:
        try:
            return [f"{loaded.actor} {fault}" for fault in self._audited(loaded, sums).faults]
        except Unreadable as error:
            return [f"{loaded.actor} unreadable: {error}"]

    def _audited(self, loaded: Loaded, sums: Mapping[Account, int]) -> Audited:
        state, seq, _ = fold(self._kind, loaded)
        assert isinstance(state, Player)
        ledger = {(account, currency): total for (account, currency), total in sums.items()}
        return Audited(loaded.actor.key, seq, state.wallet.balances, sums, faults(state, ledger))
