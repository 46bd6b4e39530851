"""Both servers: given by URL, else our own from a wheel, else our own from PATH."""

import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import anyio
from anyio import to_thread

from persistence.embedded.account import Account, choose_account
from persistence.embedded.binaries import (
    POSTGRES_SOURCES,
    VALKEY_SOURCES,
    PostgresPrograms,
    Source,
    ValkeyProgram,
)
from persistence.embedded.errors import BinaryMissing
from persistence.embedded.folder import make
from persistence.embedded.keeper import Keeper
from persistence.embedded.plan import LOCAL_LEASES, ServerPlan, Servers
from persistence.embedded.postgres import PostgresServer
from persistence.embedded.sharing import Server, SharedServer
from persistence.embedded.valkey import ValkeyServer


class EmbeddedServers:
    """The servers of a data folder, as one process uses them; its calls wait."""

    def __init__(
        self,
        plan: ServerPlan,
        *,
        postgres_sources: Sequence[Source[PostgresPrograms]] = POSTGRES_SOURCES,
        valkey_sources: Sequence[Source[ValkeyProgram]] = VALKEY_SOURCES,
        choose: Callable[[Path, PostgresPrograms], Account] = choose_account,
    ) -> None:
        self._plan = plan
        self._postgres_sources = postgres_sources
        self._valkey_sources = valkey_sources
        self._choose = choose
        self._data_dir = plan.data_dir.expanduser().resolve()
        self._joined: list[SharedServer] = []
        self._redis_is_ours = False
        self._keeper: Keeper | None = None

    def start(self) -> Servers:
        """Have both servers running, or neither.

        :raises ServersError: one of them cannot be had.
        """
        try:
            had = Servers(self._database_url(), self._redis_url(), self._redis_is_ours)
        except BaseException:
            self.stop()
            raise
        if self._joined:
            self._keeper = Keeper(tuple(self._joined), self._plan.on_progress)
            self._keeper.start()
        return had

    def stop(self) -> None:
        """Leave both; those that nobody else uses are stopped.

        :raises ServersError: one of them cannot be stopped; the other one is nevertheless.
        """
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.stop()
        with ExitStack() as leaving:
            while self._joined:
                leaving.callback(self._joined.pop().leave)

    def _database_url(self) -> str:
        if self._plan.database_url is not None:
            return self._plan.database_url
        home = self._data_dir / "postgres"
        return self._join(
            home, PostgresServer(home, self._plan.on_progress, self._postgres_sources, self._choose)
        )

    def _redis_url(self) -> str | None:
        if self._plan.redis_url == LOCAL_LEASES:
            return None
        if self._plan.redis_url is not None:
            return self._plan.redis_url
        try:
            return self._own_redis_url()
        except BinaryMissing as missing:
            if not self._plan.allow_local_leases:
                raise
            self._plan.on_progress(f"{missing.server} was not found: this process keeps its leases to itself")
            return None

    def _own_redis_url(self) -> str:
        if sys.platform == "win32":
            raise BinaryMissing("Valkey", "REVE_REDIS_URL", "Valkey in WSL or a container")
        home = self._data_dir / "valkey"
        url = self._join(home, ValkeyServer(home, self._valkey_sources))
        self._redis_is_ours = self._joined[-1].came_first
        return url

    def _join(self, home: Path, server: Server) -> str:
        make(self._data_dir)
        shared = SharedServer(home, server)
        url = shared.join()
        self._joined.append(shared)
        return url


@asynccontextmanager
async def servers(plan: ServerPlan) -> AsyncGenerator[Servers]:
    """Have the servers of a plan for the length of a block.

    :raises ServersError: one of them cannot be had; the message says how to mend it.
    """
    embedded = EmbeddedServers(plan)
    try:
        yield await to_thread.run_sync(embedded.start)
    finally:
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(embedded.stop)
