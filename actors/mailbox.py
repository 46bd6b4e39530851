"""A command that waits in an actor's mailbox, and those who wait for its answer."""

from typing import Any

import anyio

from actors.behavior import Command


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
