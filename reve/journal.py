"""A player's journal as the bot reads it: stored deltas, decoded."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from actors.errors import Internal, Newer, NewerSchema, Unreadable
from actors.identity import ActorId
from persistence.journal import Journal
from reve.bot.ports import JournalEntry
from reve.bot.views import Exported
from reve.export import PlayerCodec, write
from reve.game.vocabulary.privacy import Known

log = logging.getLogger(__name__)


class PlayerJournal:
    """Reads players' deltas, newest first (`reve.bot.ports.Journal`).

    All methods raise `Unavailable`, `Newer` for what is of a later release, `Internal` for what is damaged.
    """

    def __init__(self, reader: Journal, codec: PlayerCodec) -> None:
        self._reader = reader
        self._codec = codec
        self._exporting = anyio.Lock()

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        """Return the latest deltas, with `below` only those before that number."""
        rows = await self._reader.page(actor, below=below, limit=limit)
        with _decoding(actor):
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

    async def export(self, known: Known) -> Exported:
        """Write down all that is kept of a player; one at a time, since each may take megabytes."""
        async with self._exporting:
            with _decoding(ActorId("player", known.player.key)):
                return await write(self._reader, self._codec, known)


@contextmanager
def _decoding(actor: ActorId) -> Iterator[None]:
    """Raise what a reader may know of bytes that cannot be read."""
    try:
        yield
    except NewerSchema as error:
        raise Newer from error
    except Unreadable as error:
        ref = secrets.token_hex(4)
        log.error("internal error %s: the journal of %s cannot be read", ref, actor, exc_info=error)
        raise Internal(ref) from error
