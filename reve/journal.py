"""A player's journal as the bot reads it: stored deltas, decoded."""

import logging
import secrets

from actors.behavior import Codec
from actors.errors import Internal, Newer, NewerSchema, Unreadable
from actors.identity import ActorId
from persistence.journal import Journal
from reve.bot.ports import JournalEntry
from reve.game.events import Event
from reve.game.news import Answer
from reve.game.state import Player

log = logging.getLogger(__name__)


class PlayerJournal:
    """Reads players' deltas, newest first (`reve.bot.ports.Journal`)."""

    def __init__(self, reader: Journal, codec: Codec[Player, Event, Answer]) -> None:
        self._reader = reader
        self._codec = codec

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        """Return the latest deltas, with `below` only those before that number.

        Raises `Unavailable`, `Newer` for those of a later release, `Internal` for damaged ones.
        """
        rows = await self._reader.page(actor, below=below, limit=limit)
        try:
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
        except NewerSchema as error:
            raise Newer from error
        except Unreadable as error:
            ref = secrets.token_hex(4)
            log.error("internal error %s: the journal of %s cannot be read", ref, actor, exc_info=error)
            raise Internal(ref) from error
