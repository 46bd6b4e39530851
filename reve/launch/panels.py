"""What `reve play` shows beside the messages: the live actors, and the journal as it grows."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from actors.errors import NewerSchema, Unavailable, Unreadable
from actors.host import Host
from actors.identity import ActorId
from actors.inspection import ActorReport, HostReport
from actors.ports import DeltaRow
from persistence.journal import Journal
from reve.playground.panels import Panel, Row, Unseen
from reve.playground.server import Playground
from reve.stored import codec_of

SHOWN: Final = 40

type Inspect = Callable[[], HostReport]
type Name = Callable[[ActorId], str]


@asynccontextmanager
async def open_panels(playground: Playground, host: Host, database_url: str) -> AsyncIterator[None]:
    """Show the panels of a host inside the block."""

    def name(actor: ActorId) -> str:
        user = playground.world.users.get(actor.key)
        return f"{actor.kind} {user.display_name if user else actor.key}"

    async with Journal.open(database_url) as journal:
        grown = GrownJournal(host.inspect, journal, name)
        panels = [Panel("Actors", Actors(host.inspect, name).rows), Panel("Journal", grown.rows)]
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

    inspect: Inspect
    name: Name

    async def rows(self) -> Sequence[Row]:
        """Describe each, a row for one."""
        actors = sorted(self.inspect().actors, key=lambda actor: (-actor.mailbox, actor.actor))
        return [self._row(actor) for actor in actors[:SHOWN]]

    def _row(self, of: ActorReport) -> Row:
        latest = (
            f"{trace.name}: {trace.outcome} in {trace.cost_us} µs" for trace in reversed(of.recent[-3:])
        )
        return {
            "actor": self.name(of.actor),
            "phase": of.phase,
            "mailbox": of.mailbox,
            "seq": of.seq,
            "shard": of.shard,
            "last commands": "\n".join(latest),
        }


@dataclass(slots=True)
class GrownJournal:
    """What was committed to the actors in memory, newest first; mutable, what was read is kept."""

    inspect: Inspect
    journal: Journal
    name: Name
    _read: dict[ActorId, int] = field(default_factory=dict)
    _rows: dict[tuple[ActorId, int], DeltaRow] = field(default_factory=dict)

    async def rows(self) -> Sequence[Row]:
        """Read what is new, and describe the newest. Raises `Unseen`."""
        for actor in self.inspect().actors:
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
