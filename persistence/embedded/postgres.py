"""A PostgreSQL of our own: made once, found if it runs, started, stopped."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from persistence.embedded.account import Account, choose_account, settled
from persistence.embedded.binaries import POSTGRES_SOURCES, PostgresPrograms, Source, find_postgres
from persistence.embedded.cluster import make_cluster, stored_major
from persistence.embedded.errors import DiskFull, OtherMajor, StartFailed, StopFailed
from persistence.embedded.folder import leave_sockets, make, password, socket_folder, write_private
from persistence.embedded.logs import LogFolder, last_words
from persistence.embedded.ports import free_port
from persistence.embedded.postmaster import Postmaster, read_postmaster
from persistence.embedded.settings import as_url, configuration, configured_port
from persistence.embedded.system import end_at_once, end_fast, has_argument
from persistence.embedded.tools import Ended, Tools

_NAME: Final = "PostgreSQL"
_START_S: Final = 60
_STOP_S: Final = 30
_TRIES: Final = 8
# Somebody took the port first; or sessions of a crashed server still end.
_PASSING: Final = ("Address already in use", "pre-existing shared memory block")


class PostgresServer:
    """The PostgreSQL of one folder. Callers hold the folder's start lock."""

    def __init__(
        self,
        home: Path,
        on_progress: Callable[[str], None],
        sources: Sequence[Source[PostgresPrograms]] = POSTGRES_SOURCES,
        choose: Callable[[Path, PostgresPrograms], Account] = choose_account,
    ) -> None:
        self._home = home
        self._on_progress = on_progress
        self._sources = sources
        self._choose = choose

    def is_running(self) -> bool:
        """Tell whether the server's process lives."""
        return self._running() is not None

    def ensure(self) -> str:
        """Find the running server or start it; return its URL.

        :raises ServersError: it cannot be had.
        """
        found = self._await_ready() or self._start()
        return as_url(self._password(), found.port)

    def stop(self) -> None:
        """End the sessions at once, and have the data written.

        :raises StopFailed: the server goes on.
        """
        found = self._running()
        if found is None:
            return
        for ask_to_end in (end_fast, end_at_once):
            ask_to_end(found.pid)
            if self._await_end(found):
                leave_sockets(settled(self._home))
                return
        raise StopFailed(_NAME, found.pid)

    @property
    def _cluster(self) -> Path:
        return settled(self._home) / "cluster"

    def _running(self) -> Postmaster | None:
        """Return what serves the folder: the file says so, and the process it names lives and is ours."""
        found = read_postmaster(self._cluster)
        return found if found and has_argument(found.pid, str(self._cluster)) else None

    def _await_ready(self) -> Postmaster | None:
        """Return the running server once it serves; it may be recovering still."""
        deadline = time.monotonic() + _START_S
        while found := self._running():
            if found.is_ready:
                return found
            if time.monotonic() > deadline:
                raise StartFailed(_NAME, "it is not ready yet", self._cluster.parent / "log")
            time.sleep(0.02)
        return None

    def _await_end(self, ending: Postmaster) -> bool:
        deadline = time.monotonic() + _STOP_S
        while has_argument(ending.pid, str(self._cluster)):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def _start(self) -> Postmaster:
        tools = self._tools()
        if not self._cluster.exists():
            major = tools.programs.major
            self._on_progress(
                f"making the database in {self._cluster.parent} (PostgreSQL {major}, only once)"
            )
            make_cluster(tools, self._cluster, self._password())
        self._clean_up(tools.base)
        log = LogFolder(make(tools.base / "log"))
        log.trim()
        config = self._cluster / "postgresql.conf"
        port = configured_port(config.read_text("utf-8"))
        for _ in range(_TRIES):
            mark = log.mark()
            # The port of last time, so that those who knew the server before a crash find it again.
            port = free_port(port)
            write_private(
                config, configuration(port=port, sockets=socket_folder(tools.base), logs=log.folder)
            )
            ended = self._launch(tools, log)
            if ended.ok and (found := self._await_ready()):
                return found
            said = log.since(mark) or ended.said
            if not any(reason in said for reason in _PASSING):
                break
            time.sleep(0.2)
        if "No space left on device" in said:
            raise DiskFull(tools.base)
        raise StartFailed(_NAME, last_words(said), log.folder)

    def _launch(self, tools: Tools, log: LogFolder) -> Ended:
        tools.account.give(tools.base)
        cluster = str(self._cluster)
        return tools.run("pg_ctl", "start", "-D", cluster, "-w", "-t", str(_START_S), "-l", str(log.first))

    def _clean_up(self, base: Path) -> None:
        """Remove what a crash left.

        The file may name a process that is now another program, which PostgreSQL takes for a rival. Sessions
        that outlive a crash are still found by it: their shared memory is known by the folder's identity.
        """
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)
        sockets = socket_folder(base)
        for left in sockets.glob(".s.PGSQL.*") if sockets else ():
            left.unlink()

    def _tools(self) -> Tools:
        stored = stored_major(self._cluster)
        programs = find_postgres(stored, self._sources)
        if stored is not None and stored != programs.major:
            raise OtherMajor(stored, programs.major, self._cluster)
        account = self._choose(self._home, programs)
        base = account.settle(self._home)
        return Tools(account, account.reach(programs, base), base)

    def _password(self) -> str:
        return password(self._home / "password", may_make=not self._cluster.exists())
