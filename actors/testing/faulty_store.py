"""A process' way to a store in memory, on which calls and answers are lost, late, refused or cut off."""

from collections.abc import Callable, Collection, Mapping, Sequence

import anyio

from actors.errors import CommitRefused, CommitUnknown, TryAgain, Unavailable
from actors.identity import ActorId
from actors.ports import Batch, DeltaRow, Facts, Loaded, LoadRequest, NoteRow, TakeRequest, Token
from actors.testing.store import MemoryStore
from actors.testing.weather import Cut, Line, Once, Weather

LATE_S = 30.0
"""How late a statement arrives at most."""


class FaultyStore:
    """`Store` of one process over a shared twin.

    Commits meet, by name: `answer lost, applied`, `answer lost, not applied`, `late, then applied`
    (or refused, as the tokens then say), `hangs, then applied`, `hangs`, `not sent`, `lock time-out`.
    `apply` lands a batch.
    """

    def __init__(
        self,
        base: MemoryStore,
        weather: Weather,
        line: Line,
        *,
        apply: Callable[[Batch], Facts] | None = None,
    ) -> None:
        self._base = base
        self._weather = weather
        self._line = line
        self._apply = apply or base.apply

    async def probe(self) -> Facts:
        """Ask for time and identity."""
        await self._go()
        return await self._base.probe()

    async def tokens(self, shards: Collection[int]) -> Mapping[int, Token]:
        """Ask for tokens."""
        await self._go()
        return await self._base.tokens(shards)

    async def owners(self, shards: Collection[int]) -> Mapping[int, str]:
        """Ask who took shards last."""
        await self._go()
        return await self._base.owners(shards)

    async def take(self, requests: Sequence[TakeRequest], owner: str) -> Mapping[int, Token]:
        """Take shards; the answer may get lost after they were taken."""
        await self._go()
        taken = await self._base.take(requests, owner)
        if taken and self._weather.meets("take") is not None:
            raise Unavailable("the answer of a take was lost")
        await self._come()
        return taken

    async def load(self, requests: Sequence[LoadRequest], recent_since_ms: int) -> Sequence[Loaded]:
        """Read actors; the answer may be old when it arrives."""
        await self._go()
        loaded = await self._base.load(requests, recent_since_ms)
        await self._come()
        return loaded

    async def lookup(self, commands: Sequence[tuple[int, ActorId]]) -> Mapping[tuple[int, ActorId], DeltaRow]:
        """Look commands up."""
        await self._go()
        return await self._base.lookup(commands)

    async def due(self, shards: Collection[int], limit: int) -> Sequence[NoteRow]:
        """Ask for notes."""
        await self._go()
        notes = await self._base.due(shards, limit)
        await self._come()
        return notes

    async def postpone(self, notes: Sequence[NoteRow]) -> None:
        """Put notes off."""
        await self._go()
        await self._base.postpone(notes)

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Ask for notes that failed."""
        await self._go()
        return await self._base.set_aside(actor)

    async def touched(self, since_ms: int) -> Sequence[ActorId]:
        """Ask who has changed."""
        await self._go()
        return await self._base.touched(since_ms)

    async def switch(self, schema: int) -> None:
        """Raise the schema that is written."""
        await self._go()
        await self._base.switch(schema)

    async def commit(self, batch: Batch, *, joint: bool = False) -> Facts:
        """Send a batch through the weather."""
        self._check_line()
        if self._weather.during(*self._places("pool")):
            raise TryAgain("no connection is free")
        if self._weather.during(*self._places("store")):
            if self._weather.rng.random() < 0.5:
                raise TryAgain("nobody there")
            raise CommitUnknown("the connection broke")
        await self._weather.travel()
        self._check_line()
        aimed = self._weather.meets_aimed(row.command_id for row in batch.deltas)
        once = aimed or self._weather.meets("commit")
        facts = self._apply(batch) if once is None else await self._commit_badly(batch, once)
        await self._come()
        return facts

    async def _commit_badly(self, batch: Batch, once: Once) -> Facts:
        rng = self._weather.rng
        late_s = once.late_s or rng.uniform(0.2, LATE_S if rng.random() < 0.1 else LATE_S / 5)
        match once.fault:
            case "lock time-out":
                await anyio.sleep(2.0)
                raise TryAgain("lock time-out")
            case "not sent":
                raise TryAgain("not sent")
            case "answer lost, not applied":
                raise CommitUnknown("the answer was lost")
            case "answer lost, applied":
                self._apply(batch)
                raise CommitUnknown("the answer was lost")
            case "late, then applied":
                self._weather.later(late_s, lambda: self._land(batch))
                raise CommitUnknown("the connection broke")
            case "hangs, then applied":
                self._weather.later(late_s, lambda: self._land(batch))
                await anyio.sleep_forever()
            case "hangs":
                await anyio.sleep_forever()
        raise AssertionError(once.fault)

    def _land(self, batch: Batch) -> None:
        try:
            self._apply(batch)
        except CommitRefused:
            self._weather.struck["a late commit is refused"] += 1
        else:
            self._weather.struck["a late commit is applied"] += 1

    async def _go(self) -> None:
        """Bring a question to the store."""
        self._check_line()
        if self._weather.during(*self._places("store"), *self._places("pool")) or self._weather.meets("read"):
            raise Unavailable("the store is away")
        await self._weather.travel()
        self._check_line()

    async def _come(self) -> None:
        """Bring an answer back."""
        await self._weather.travel()
        self._check_line()

    def _places(self, what: str) -> tuple[str, str]:
        return what, f"{what} of {self._line.name}"

    def _check_line(self) -> None:
        if self._line.dead:
            raise Cut
