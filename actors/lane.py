"""A commit lane: everything that became pending while one batch was in flight goes in the next."""

import logging
import secrets
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import anyio

from actors.errors import (
    Busy,
    CommitUnknown,
    Duplicate,
    Fenced,
    Gone,
    Internal,
    NotApplied,
    Rejected,
    Stale,
    TryAgain,
)
from actors.inspection import LaneReport
from actors.ports import Batch, Facts, Store, Token
from actors.turns import Turn

log = logging.getLogger(__name__)

TURNS_PER_BATCH: Final = 512
COMMIT_TIMEOUT_S: Final = 10.0


class Desk(Protocol):
    """Who is told what became of turns."""

    def committed(self, turns: Sequence[Turn], facts: Facts) -> None:
        """All that the turns wanted is stored."""
        ...

    def refuse(self, turn: Turn, error: NotApplied) -> None:
        """Nothing of the turn was stored; its commands get `error`, its actor keeps its state."""
        ...

    def void(self, turn: Turn) -> None:
        """The turn was never sent: its activation is gone."""
        ...

    async def again(self, turns: Sequence[Turn]) -> None:
        """Nothing was stored, as memory was behind: reload, and judge the commands anew."""
        ...

    async def fenced(self, tokens: Sequence[Token], turns: Sequence[Turn]) -> None:
        """Nothing was stored: these tokens are not in force."""
        ...

    async def gone(self, turns: Sequence[Turn]) -> None:
        """Nothing was stored: a note that was to be consumed is not there any more."""
        ...

    async def recover(self, tokens: Sequence[Token], turns: Sequence[Turn]) -> None:
        """It is unknown whether the turns, sent under `tokens`, were stored: find out, under new ones."""
        ...


@dataclass(slots=True)
class LaneCounts:
    """What a lane has done since the start."""

    commits: int = 0
    deltas: int = 0
    largest_batch: int = 0
    failures: int = 0


class Lane:
    """Commits turns in batches, one batch at a time. Runs only while something is pending.

    At most one commit is in flight per actor, since an activation takes its next turn only after
    its last one has come back, and per shard, since shards are pinned to lanes.
    """

    def __init__(
        self, number: int, store: Store, desk: Desk, start: Callable[["Lane"], None], *, timeout_s: float
    ) -> None:
        self.number = number
        self.counts = LaneCounts()
        self.running = False
        self._store = store
        self._desk = desk
        self._start = start
        self._timeout_s = timeout_s
        self._pending: deque[Turn] = deque()

    def submit(self, turn: Turn) -> None:
        """Put a turn into the next batch."""
        self._pending.append(turn)
        if not self.running:
            self.running = True
            self._start(self)

    async def run(self) -> None:
        """Commit until nothing is pending. Whoever starts it shields it from cancellation."""
        try:
            while self._pending:
                turns = [self._pending.popleft() for _ in range(min(len(self._pending), TURNS_PER_BATCH))]
                await self._settle(turns)
        finally:
            self.running = False

    def report(self) -> LaneReport:
        """Describe the lane as it stands."""
        counts = self.counts
        return LaneReport(
            lane=self.number,
            waiting=len(self._pending),
            commits=counts.commits,
            deltas=counts.deltas,
            largest_batch=counts.largest_batch,
            failures=counts.failures,
        )

    def _next(self, parts: list[list[Turn]]) -> list[Turn]:
        """Return the next part in which there is still something to send."""
        while parts:
            if part := self._valid(parts.pop()):
                return part
        return []

    def _valid(self, turns: list[Turn]) -> list[Turn]:
        """Leave out turns whose activation was dropped, with its shard or alone, while they waited."""
        sound, void = split(turns, lambda t: t.activation.in_flight is t)
        for turn in void:
            self._desk.void(turn)
        return sound

    async def _settle(self, turns: list[Turn]) -> None:
        """Bring every turn to an end. The guilty are taken out; what is left of the rest goes again."""
        parts = [turns]
        while part := self._next(parts):
            batch = batch_of(part)
            try:
                facts = await self._commit(batch)
            except Fenced as error:
                guilty, rest = split(part, lambda t, e=error: t.activation.shard.number in e.shards)  # type: ignore[misc]
                await self._desk.fenced([t for t in batch.tokens if t.shard in error.shards], guilty)
            except Stale as error:
                guilty, rest = split(part, lambda t, e=error: t.activation.actor in e.actors)  # type: ignore[misc]
                await self._desk.again(guilty)
            except Gone as error:
                guilty, rest = split(part, lambda t, e=error: t.activation.actor in e.actors)  # type: ignore[misc]
                await self._desk.gone(guilty)
            except Duplicate as error:
                guilty, rest = split(part, lambda t, e=error: concerns(t, e))  # type: ignore[misc]
                await self._desk.again(guilty)
            except TryAgain:
                for turn in part:
                    self._desk.refuse(turn, Busy())
                continue
            except Rejected as error:
                parts += self._bisect(part, error)
                continue
            except CommitUnknown as error:
                log.warning("the outcome of a commit of %d turns is unknown: %s", len(part), error)
                await self._desk.recover(batch.tokens, part)
                continue
            else:
                self._desk.committed(part, facts)
                continue
            if not guilty:
                log.error("a refused commit named nobody of its batch; asking the store again")
                await self._desk.recover(batch.tokens, rest)
                continue
            if rest:
                parts.append(rest)

    def _bisect(self, part: list[Turn], error: Rejected) -> list[list[Turn]]:
        if len(part) > 1:
            middle = len(part) // 2
            return [part[middle:], part[:middle]]
        ref = secrets.token_hex(4)
        log.error(
            "internal error %s: the store rejects a turn of %s", ref, part[0].activation, exc_info=error
        )
        self._desk.refuse(part[0], Internal(ref))
        return []

    async def _commit(self, batch: Batch) -> Facts:
        counts = self.counts
        try:
            with anyio.fail_after(self._timeout_s):
                facts = await self._store.commit(batch)
        except TimeoutError as error:
            counts.failures += 1
            raise CommitUnknown(f"no answer within {self._timeout_s:.0f} s") from error
        except Exception:
            counts.failures += 1
            raise
        counts.commits += 1
        counts.deltas += len(batch.deltas)
        counts.largest_batch = max(counts.largest_batch, len(batch.deltas))
        return facts


def split(turns: list[Turn], guilty: Callable[[Turn], bool]) -> tuple[list[Turn], list[Turn]]:
    """Part the guilty from the rest, both in order."""
    return [t for t in turns if guilty(t)], [t for t in turns if not guilty(t)]


def concerns(turn: Turn, error: Duplicate) -> bool:
    """Tell whether a turn carries one of the duplicate commands."""
    return any((row.command_id, row.actor) in error.commands for row in turn.rows)


def batch_of(turns: Sequence[Turn]) -> Batch:
    """Put turns together under the tokens that their shards hold now."""
    shards = {turn.activation.shard for turn in turns}
    return Batch(
        tokens=tuple(sorted(shard.token for shard in shards if shard.token is not None)),
        deltas=tuple(row for turn in turns for row in turn.rows),
        snapshots=tuple(turn.snapshot for turn in turns if turn.snapshot is not None),
        entries=tuple(row for turn in turns for row in turn.entries),
        standings=tuple(row for turn in turns for row in turn.standings),
        notes=tuple(row for turn in turns for row in turn.notes),
        consumed=tuple(row for turn in turns for row in turn.consumed),
        erased=tuple(turn.erasure for turn in turns if turn.erasure is not None),
    )
