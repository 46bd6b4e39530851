"""The pulse of the event loop: a process that was blocked must not trust what it owns."""

import logging
from collections.abc import Callable
from typing import Final

import anyio

log = logging.getLogger(__name__)

BEAT_S: Final = 0.25


class Pulse:
    """Measures how late the loop runs; calls `suspend` when that was more than half a lease's life."""

    def __init__(self, suspend: Callable[[], None], ttl_s: float) -> None:
        self.lag_s = 0.0
        self._suspend = suspend
        self._ttl_s = ttl_s

    async def run(self) -> None:
        """Beat for ever."""
        while True:
            due_s = anyio.current_time() + BEAT_S
            await anyio.sleep(BEAT_S)
            self.felt(anyio.current_time() - due_s)

    def felt(self, lag_s: float) -> None:
        """Take note of one beat that came `lag_s` late."""
        self.lag_s = max(0.0, lag_s)
        if lag_s > self._ttl_s / 4:
            log.warning("the event loop was blocked for %.2f s", lag_s)
        if lag_s > self._ttl_s / 2:
            self._suspend()
