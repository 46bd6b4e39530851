"""What `reve play` shows beside the messages: the live actors, and the journal as it grows."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from actors.errors import NewerSchema, Unavailable, Unreadable
from actors.identity import ActorId
from actors.inspection import ActorReport
from actors.ports import DeltaRow
from persistence.journal import Journal
from reve.playground.panels import Panel, Row, Unseen
from reve.playground.server import Playground
from reve.stored import codec_of

SHOWN: Final = 40

type Look = Callable[[], Iterable[tuple[str | None, ActorReport]]]
"""Tells of all actors in memory, each with the name of its instance where there are several."""

type Name = Callable[[ActorId], str]


@asynccontextmanager
async def open_panels(
    playground: Playground, look: Look, database_url: str, *more: Panel
) -> AsyncIterator[None]:
    """Show inside the block what actors do and have done, after what `more` panels show."""

    def name(actor: ActorId) -> str:
        user = playground.world.users.get(actor.key)
        return f"{actor.kind} {user.display_name if user else actor.key}"

    async with Journal.open(database_url) as journal:
        grown = GrownJournal(look, journal, name)
        panels = [*more, Panel("Actors", Actors(look, name).rows), Panel("Journal", grown.rows)]
        for panel in panels:
            playground.show(panel)
        try:
            yield
        finally:
            for panel in panels:
                playground.panels.hide(panel)


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors in memory, the busiest first."""

    look: Look
    name: Name

    async def rows(self) -> Sequence[Row]:
        """Describe each, a row for one."""
        found = sorted(self.look(), key=lambda each: (-each[1].mailbox, each[1].actor))
        return [self._row(instance, actor) for instance, actor in found[:SHOWN]]

    def _row(self, instance: str | None, of: ActorReport) -> Row:
        latest = (
            f"{trace.name}: {trace.outcome} in {trace.cost_us} µs" for trace in reversed(of.recent[-3:])
        )
        return {
            "actor": self.name(of.actor),
            "instance": instance,
            "phase": of.phase,
            "mailbox": of.mailbox,
            "seq": of.seq,
            "shard": of.shard,
            "last commands": "\n".join(latest),
        }


@dataclass(slots=True)
class GrownJournal:
    """What was committed to the actors in memory, newest first; mutable, what was read is kept."""

    look: Look
    journal: Journal
    name: Name
    _read: dict[ActorId, int] = field(default_factory=dict)
    _rows: dict[tuple[ActorId, int], DeltaRow] = field(default_factory=dict)

    async def rows(self) -> Sequence[Row]:
        """Read what is new, and describe the newest. Raises `Unseen`."""
        for _, actor in self.look():
            await self._follow(actor.actor, actor.seq)
        newest = sorted(self._rows.items(), key=lambda each: (each[1].at_ms, each[0]), reverse=True)[:SHOWN]
        self._rows = dict(newest)
        return [self._row(delta) for _, delta in newest]

    async def _follow(self, actor: ActorId, seq: int) -> None:
        new = min(seq - self._read.get(actor, 0), SHOWN)
        if new <= 0:
            return
        try:
            page = await self.journal.page(actor, limit=new)
        except Unavailable as error:
            raise Unseen(f"the journal does not answer: {error}") from error
        # Two pages may read the same deltas side by side: the key keeps each only once.
        self._rows |= {(actor, delta.seq): delta for delta in page}
        self._read[actor] = max([self._read.get(actor, 0), *(delta.seq for delta in page)])

    def _row(self, delta: DeltaRow) -> Row:
        at = datetime.fromtimestamp(delta.at_ms / 1000, UTC)
        return {
            "at": f"{at:%H:%M:%S}",
            "actor": self.name(delta.actor),
            "seq": delta.seq,
            "command": delta.name,
            "events": _events(delta),
        }


def _events(delta: DeltaRow) -> str:
    try:
        found = codec_of(delta.actor.kind).decode_events(delta.schema, delta.events)
        return "\n".join(repr(event) for event in found)
    except (NewerSchema, Unreadable) as error:
        return f"cannot be read: {error!r}"
