"""What waits in an actor's mailbox: commands, notes, holds and barriers, each answered exactly once."""

from collections.abc import Callable
from typing import Any

import anyio

from actors.behavior import Command
from actors.errors import ActorError
from actors.identity import ActorId
from actors.ports import NoteRow


class Item:
    """One accepted command; answered exactly once, by a reply or by an error.

    Several askers may share an item (a redelivery joins the first). It is mutable: `answer` and
    `fail` are called by the host alone, on its event loop.
    """

    __slots__ = ("_error", "_event", "_reply", "arrived_s", "askers", "command", "deadline_s", "done")

    def __init__(self, command: Command[Any], *, arrived_s: float, deadline_s: float) -> None:
        self.command = command
        self.arrived_s = arrived_s
        self.deadline_s = deadline_s
        self.askers = 0
        self.done = False
        self._reply: Any = None
        self._error: Exception | None = None
        self._event: anyio.Event | None = None

    def answer(self, reply: Any) -> None:
        """Resolve with a reply; a second answer changes nothing."""
        if not self.done:
            self.done, self._reply = True, reply
            self._wake()

    def fail(self, error: Exception) -> None:
        """Resolve with an error that says what may be concluded."""
        if not self.done:
            self.done, self._error = True, error
            self._wake()

    def result(self) -> Any:
        """Return the reply, or raise the error; only once `done`."""
        if self._error is not None:
            raise self._error.with_traceback(None)
        return self._reply

    async def wait(self) -> None:
        """Return once the item is done."""
        if not self.done:
            if self._event is None:
                self._event = anyio.Event()
            await self._event.wait()

    def _wake(self) -> None:
        if self._event is not None:
            self._event.set()


class NoteItem(Item):
    """A note from the inbox, whose command its target judges; `failed` hears why one was not
    consumed, `heard` what was answered to it.

    Notes are judged many at once; one that has failed among others is judged `alone`.
    """

    __slots__ = ("_failed", "_heard", "alone", "row")

    def __init__(
        self,
        command: Command[Any],
        row: NoteRow,
        *,
        arrived_s: float,
        failed: Callable[[NoteRow, Exception], None],
        heard: Callable[[ActorId, Any], None] | None = None,
    ) -> None:
        super().__init__(command, arrived_s=arrived_s, deadline_s=float("inf"))
        self.row = row
        self.alone = False
        self._failed = failed
        self._heard = heard

    def answer(self, reply: Any) -> None:
        """Resolve with the reply of a fresh commit, which is told on; None where it is an old one."""
        if not self.done:
            super().answer(reply)
            if self._heard is not None and reply is not None:
                self._heard(self.row.target, reply)

    def fail(self, error: Exception) -> None:
        """Resolve with the error that kept the note from being consumed."""
        if not self.done:
            super().fail(error)
            self._failed(self.row, error)


class Barrier(Item):
    """An empty delta at the next sequence number: what was lent and comes late then finds it taken."""

    __slots__ = ()


class Hold(Item):
    """The wish that an actor does nothing until it is released; it is `done` when granted, or in vain.

    An actor holds still for one hold at a time, in the order of its mailbox.
    """

    __slots__ = ("number", "released")

    def __init__(self, number: int, command: Command[Any], *, arrived_s: float, deadline_s: float) -> None:
        super().__init__(command, arrived_s=arrived_s, deadline_s=deadline_s)
        self.number = number
        self.released = False

    def granted(self) -> None:
        """Raise the error because of which the hold is in vain, if there is one; only once `done`."""
        self.result()


class HoldLost(ActorError):
    """The actor that was held is no longer this instance's: nothing may be concluded from its state."""
