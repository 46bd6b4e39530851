"""One gateway shard's session in this process: it starts, goes on by itself, starts anew, and ends."""

import logging
import math
from collections.abc import Callable
from time import monotonic
from typing import Final

import aiohttp
import anyio
import disnake

from reve.bot.client import Client
from reve.bot.deadlines import ANSWER_WITHIN_S
from reve.bot.gateway.decision import Own
from reve.bot.gateway.report import GatewayReport, State

log = logging.getLogger(__name__)

FAILURES: Final = (disnake.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What ends a client for good: fatal close codes, a token or a day's quota that ended, no way to Discord."""
PAUSES_S: Final = (5.0, 15.0, 60.0, 300.0)
"""Each start costs one of a day's 1,000, and what Discord refused it mostly refuses again."""
ANSWERS_WITHIN_S: Final = ANSWER_WITHIN_S + 3.0
"""How long what was begun is waited for: as long as a deferred command waits, and its answer takes."""
HOLDS_S: Final = 60.0
"""A session that was ready for so long worked: the next fault is a new one."""


class Session:
    """A client for one gateway shard. Its faults stay its own."""

    def __init__(
        self,
        shard: int,
        shards: int,
        *,
        held: bool,
        make: Callable[[Callable[[bool], None]], Client],
        token: str,
        changed: Callable[[], None],
    ) -> None:
        self.shard = shard
        self.held = held
        self._shards = shards
        self._make = make
        self._token = token
        self._changed = changed
        self._client: Client | None = None
        self._scope: anyio.CancelScope | None = None
        self._leaving = anyio.Event()
        self._ended: anyio.Event | None = None
        self._ends_within_s = ANSWERS_WITHIN_S
        self._fault: str | None = None
        self._state, self._since_s = State.STARTING, monotonic()

    @property
    def own(self) -> Own:
        """What decisions are made upon."""
        return Own(self.held, self._state is State.READY, self._state is State.STARTING)

    def report(self) -> GatewayReport:
        """Tell operators how it stands."""
        latency_s = self._client.latency if self._client is not None else math.nan
        return GatewayReport(
            self.shard,
            self._shards,
            self._state,
            monotonic() - self._since_s,
            latency_s if math.isfinite(latency_s) else None,
            self.held,
            self._fault,
        )

    async def run(self) -> None:
        """Be connected until left."""
        faults, ended = 0, anyio.Event()
        self._ended = ended
        try:
            while not self._leaving.is_set():
                began_s = monotonic()
                await self._live()
                if not self._leaving.is_set():
                    faults = 1 if monotonic() - began_s > HOLDS_S else faults + 1
                    with anyio.move_on_after(PAUSES_S[min(faults, len(PAUSES_S)) - 1]):
                        await self._leaving.wait()
        finally:
            ended.set()

    async def leave(self, *, within_s: float) -> None:
        """End the session; return when what it had taken is answered, or has had its time."""
        self._ends_within_s = within_s
        self._leaving.set()
        if self._scope is not None:
            self._scope.cancel()
        if self._ended is not None:
            await self._ended.wait()

    async def _live(self) -> None:
        """Run one client from its start to its end."""
        client = self._client = self._make(self._connection_changed)
        self._move(State.STARTING)
        try:
            with anyio.CancelScope() as self._scope:
                await client.start(self._token)
        except FAILURES as error:
            self._fault = f"{type(error).__name__}: {error}"
            log.error("gateway shard %d of %d failed: %s", self.shard, self._shards, self._fault)
            self._move(State.FAILED)
        finally:
            with anyio.CancelScope(shield=True):
                await client.finish(within_s=self._ends_within_s)

    def _connection_changed(self, connected: bool) -> None:
        if connected:
            self._fault = None
            self._move(State.READY)
        elif self._state is State.READY:
            self._move(State.RESUMING)

    def _move(self, state: State) -> None:
        if state is not self._state:
            log.info("gateway shard %d of %d: %s", self.shard, self._shards, state)
            self._state, self._since_s = state, monotonic()
        self._changed()
