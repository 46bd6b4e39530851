"""One server for all processes that name the same folder.

    nobody --join: start it--> used --join: find it--> used
    used --leave--> used, if others hold the users' lock; else --stop it--> nobody

Invariants: starting and stopping happen under the exclusive start lock; each user holds a shared users'
lock from before the server is ready until it leaves. The kernel frees the locks of a process that dies,
so a crashed user keeps nothing alive for ever: whoever leaves last stops the server.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Final, Protocol

from persistence.embedded.errors import Elsewhere, InUse, StartTaken
from persistence.embedded.folder import make, mapped_errors
from persistence.embedded.system import lock

_PATIENCE_S: Final = 120.0


class Server(Protocol):
    """A server that can be found or started, and stopped."""

    def is_running(self) -> bool:
        """Tell whether the server's process lives; this does not wait."""

    def ensure(self) -> str:
        """Find the running server or start it; return its URL."""

    def stop(self) -> None:
        """Stop it, with everything saved."""


class SharedServer:
    """This process's part in a server that others may use as well."""

    def __init__(self, home: Path, server: Server) -> None:
        self._home = home
        self._server = server
        self._seat: FileIO | None = None
        self._url = ""
        self.came_first = False
        """Whether nobody else used the server when this process joined."""

    def join(self) -> str:
        """Have the server running, and return its URL.

        :raises ServersError: it cannot be had.
        """
        make(self._home)
        with _alone_in(self._home):
            seat = _open(self._home / "users.lock")
            self.came_first = lock(seat.fileno(), shared=False)
            lock(seat.fileno(), shared=True)
            try:
                url = self._server.ensure()
            except BaseException:
                seat.close()
                raise
            self._seat, self._url = seat, url
        return url

    def revive(self) -> bool:
        """Start the server again if it died; tell whether that was needed.

        :raises ServersError: it cannot be had, or not where it was before.
        """
        if self._seat is None or self._server.is_running():
            return False
        with _alone_in(self._home):
            if self._server.ensure() != self._url:
                raise Elsewhere(self._home)
        return True

    def leave(self) -> None:
        """Go, and stop the server if nobody else uses it; a second call does nothing.

        :raises ServersError: it cannot be stopped.
        """
        seat, self._seat = self._seat, None
        if seat is None:
            return
        with _alone_in(self._home), seat:
            if lock(seat.fileno(), shared=False):
                self._server.stop()


@contextmanager
def unused(home: Path, server: Server) -> Iterator[None]:
    """Have a server stopped, and nobody start it, for the length of a block.

    :raises InUse: a process uses it.
    """
    with _alone_in(home), _open(home / "users.lock") as seats:
        if not lock(seats.fileno(), shared=False):
            raise InUse(home)
        server.stop()
        yield


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """Hold the start lock, waiting for whoever starts or stops the server now."""
    path = home / "start.lock"
    began = time.monotonic()
    with _open(path) as file:
        while not lock(file.fileno(), shared=False):
            waited = time.monotonic() - began
            if waited > _PATIENCE_S:
                raise StartTaken(path, waited)
            time.sleep(0.02)
        yield


def _open(path: Path) -> FileIO:
    with mapped_errors(path):
        return FileIO(path, "a")
