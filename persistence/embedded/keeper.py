"""Looks after the servers while they are used: one that dies is started again where it was."""

from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Final

from persistence.embedded.errors import ServersError
from persistence.embedded.sharing import SharedServer

_EVERY_S: Final = 0.5


class Keeper:
    """A thread that revives servers. A crash is rare, so it only looks at their processes now and then."""

    def __init__(self, servers: Sequence[SharedServer], on_progress: Callable[[str], None]) -> None:
        self._servers = servers
        self._on_progress = on_progress
        self._ending = Event()
        self._thread = Thread(target=self._keep, name="servers", daemon=True)

    def start(self) -> None:
        """Begin to look after them."""
        self._thread.start()

    def stop(self) -> None:
        """Let them be, once a revival that is under way is done."""
        self._ending.set()
        self._thread.join()

    def _keep(self) -> None:
        told = ""
        while not self._ending.wait(_EVERY_S):
            try:
                for server in self._servers:
                    if server.revive():
                        self._on_progress("a server had died; it runs again")
            except (ServersError, OSError) as failure:
                if str(failure) != told:
                    told = str(failure)
                    self._on_progress(told)
