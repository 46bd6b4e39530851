"""A player's journal as the bot reads it: stored deltas, decoded."""

from actors.behavior import Codec
from actors.identity import ActorId
from persistence.journal import Journal
from reve.bot.ports import JournalEntry
from reve.game.events import Event
from reve.game.replies import Reply
from reve.game.state import Player


class PlayerJournal:
    """Reads players' deltas, newest first (`reve.bot.ports.Journal`)."""

    def __init__(self, reader: Journal, codec: Codec[Player, Event, Reply]) -> None:
        self._reader = reader
        self._codec = codec

    async def newest(self, actor: ActorId, *, limit: int) -> tuple[JournalEntry, ...]:
        """Return the latest deltas. Raises `Unavailable`, or `CodecError` for damaged ones."""
        rows = await self._reader.page(actor, limit=limit)
        return tuple(
            JournalEntry(
                row.seq,
                row.command_id,
                row.name,
                row.at_ms,
                self._codec.decode_events(row.schema, row.events),
            )
            for row in rows
        )
