"""Reading the standings: who has which place on a board. A value of 0 or less is no place."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, or_, select

from actors.identity import ActorId
from persistence.reading import Reading, epoch_ms
from persistence.schema import standing

KEPT: Final = 1_000
"""How many places of a board are listed."""


@dataclass(frozen=True, slots=True)
class Place:
    """An actor's place, from 1: by value, then by who reached it first, then by key."""

    rank: int
    actor: ActorId
    value: int
    reached_at_ms: int


class Standings:
    """Reads only. Raises `Unavailable`."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @classmethod
    @asynccontextmanager
    async def open(cls, database_url: str, *, timeout_s: float = 5.0) -> AsyncIterator["Standings"]:
        """Open the standings of a migrated database; it is connected to when first needed."""
        async with Reading.open(database_url, timeout_s=timeout_s) as reading:
            yield cls(reading)

    async def top(self, board: str, kind: str, *, limit: int = KEPT) -> Sequence[Place]:
        """Return the first places of a board among actors of a kind."""
        rows = await self._reading.rows(first_places(board, kind, limit=limit))
        return [_place(rank, row) for rank, row in enumerate(rows, 1)]

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        """Return an actor's places by board, however far down."""
        rows = await self._reading.rows(places_of(actor))
        return {row.board: _place(row.before + 1, row) for row in rows}


def first_places(board: str, kind: str, *, limit: int = KEPT) -> Select[Any]:
    """Return the query for the first places of a board, in order."""
    return (
        select(standing)
        .where(standing.c.board == board, standing.c.kind == kind, standing.c.value > 0)
        .order_by(standing.c.value.desc(), standing.c.reached_at, standing.c.key)
        .limit(limit)
    )


def places_of(actor: ActorId) -> Select[Any]:
    """Return the query for an actor's values on all boards, and how many stand before it on each."""
    mine, other = standing.alias("mine"), standing.alias("other")
    before = select(func.count()).where(
        other.c.board == mine.c.board, other.c.kind == mine.c.kind, _is_before(other, mine)
    )
    return select(mine, before.scalar_subquery().label("before")).where(
        mine.c.kind == actor.kind, mine.c.key == actor.key, mine.c.value > 0
    )


def _is_before(other: FromClause, mine: FromClause) -> ColumnElement[bool]:
    sooner = or_(
        other.c.reached_at < mine.c.reached_at,
        and_(other.c.reached_at == mine.c.reached_at, other.c.key < mine.c.key),
    )
    # The first condition follows from the second; it is what an index can be entered by.
    return and_(other.c.value >= mine.c.value, or_(other.c.value > mine.c.value, sooner))


def _place(rank: int, row: Row[Any]) -> Place:
    return Place(rank, ActorId(row.kind, row.key), row.value, epoch_ms(row.reached_at))
