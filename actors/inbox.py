"""Notes that are due: read from the store for the shards of this instance, and put into mailboxes."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import anyio

from actors.clock import StoreClock
from actors.errors import CodecError, Internal, Newer, NewerSchema, Parked, Unavailable
from actors.inspection import NoteCounts
from actors.intake import Intake, Place
from actors.ports import NEVER_MS, NoteRow, Store
from actors.shard import Phase, Shard

log = logging.getLogger(__name__)

POLL_S: Final = 2.0
"""How often the store is asked; nudges only make it sooner."""

SOON_S: Final = 0.05
"""How long what was placed may take to be consumed, before a poll that had more to read goes on."""

NOTES_PER_POLL: Final = 256
ATTEMPTS: Final = 3
"""After how many failures a note is set aside for an operator."""

FIRST_PAUSE_MS: Final = 2_000

PUT_OFF_MS: Final = 5_000
"""For how long a note without a place makes way for others."""


class Inbox:
    """Polls for all active shards. Mutable: the notes whose new moments are still to be written down.

    A note stays in the store until the very commit that consumes it, so that a poll that is lost, or
    done twice, does no harm.
    """

    def __init__(self, *, store: Store, clock: StoreClock, intake: Intake, shards: Sequence[Shard]) -> None:
        self._store = store
        self._clock = clock
        self._intake = intake
        self._shards = shards
        self._moved: list[NoteRow] = []
        self._more = False
        self._nudged = anyio.Event()
        self._due = self._placed = self._set_aside = 0

    @property
    def counts(self) -> NoteCounts:
        """How many were due at the latest look, and what became of them since the start."""
        return NoteCounts(self._due, self._placed, self._set_aside)

    def nudge(self) -> None:
        """Poll now instead of in a while."""
        self._nudged.set()

    async def run(self) -> None:
        """Poll for ever."""
        while True:
            with anyio.move_on_after(SOON_S if self._more else POLL_S):
                await self._nudged.wait()
            self._nudged = anyio.Event()
            try:
                await self.poll()
            except Unavailable as error:
                log.warning("cannot read notes that are due: %s", error)

    async def poll(self) -> None:
        """Write down what is due at another time, then put what is due into mailboxes. Raises `Unavailable`.

        A page that is full may hide others: what has no place makes way for them.
        """
        self._more = False
        await self._write_down()
        active = [shard.number for shard in self._shards if shard.phase is Phase.ACTIVE]
        if not active:
            return
        rows = await self._store.due(active, NOTES_PER_POLL)
        places = [(row, self._place(row)) for row in rows if self._shards[row.shard].phase is Phase.ACTIVE]
        placed = sum(place is Place.NEW for _, place in places)
        placeless = [row for row, place in places if place is Place.NONE]
        self._due = len(rows)
        self._placed += placed
        if len(rows) == NOTES_PER_POLL:
            for row in placeless:
                self._put_off(row)
            self._more = placed > 0 or bool(placeless)

    async def _write_down(self) -> None:
        moved, self._moved = self._moved, []
        if moved:
            try:
                await self._store.postpone(moved)
            except Unavailable:
                self._moved += moved
                raise

    def _place(self, row: NoteRow) -> Place | None:
        """Put a note into its mailbox; None when it cannot be read, and that is counted."""
        try:
            return self._intake.note(row, self.failed)
        except NewerSchema as error:
            log.warning("note %s to %s is of a newer release: %s", row.name, row.target, error)
            return Place.NONE
        except (CodecError, KeyError) as error:
            log.error("note %s to %s cannot be read: %r", row.name, row.target, error)
            self.failed(row, error)
            return None

    def failed(self, row: NoteRow, error: Exception) -> None:
        """Take note of a failure; what only came at a bad time is simply due at the next poll.

        What its target cannot take for long (parked, or of a newer release) is put off.
        """
        if isinstance(error, Newer | Parked):
            self._put_off(row)
        elif isinstance(error, Internal | CodecError | KeyError):
            self._count(row)

    def _put_off(self, row: NoteRow) -> None:
        self._moved.append(replace(row, due_at_ms=self._clock.now_ms() + PUT_OFF_MS))

    def _count(self, row: NoteRow) -> None:
        attempts = row.attempts + 1
        due_at_ms = self._clock.now_ms() + FIRST_PAUSE_MS * 4 ** (attempts - 1)
        if attempts >= ATTEMPTS:
            log.error("note %s to %s is set aside after %d failures", row.name, row.target, attempts)
            due_at_ms = NEVER_MS
            self._set_aside += 1
        self._moved.append(replace(row, attempts=attempts, due_at_ms=due_at_ms))
        self.nudge()
