"""Loading activations: all that wait are loaded in one query."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from actors.activation import Activation
from actors.errors import Busy, Internal, Newer, NewerSchema, NotOwner, Unavailable, Unreadable
from actors.pauses import pause
from actors.places import load_places
from actors.ports import Loaded, LoadRequest, Store
from actors.turns import REDELIVERY_MS

log = logging.getLogger(__name__)

ACTORS_PER_LOAD: Final = 64

type Wanted = tuple[Activation, LoadRequest]
"""Who is to be loaded, and from what."""


class Loader:
    """Brings activations to life. Runs only while some wait.

    `loaded` is called for each that is ready, `failed` for each that cannot be read.
    """

    def __init__(
        self,
        store: Store,
        *,
        now_ms: Callable[[], int],
        start: Callable[["Loader"], None],
        loaded: Callable[[Activation], None],
        failed: Callable[[Activation, Exception], None],
        new_ref: Callable[[], str],
    ) -> None:
        self._store = store
        self._now_ms = now_ms
        self._start = start
        self._loaded = loaded
        self._failed = failed
        self._new_ref = new_ref
        self._waiting: deque[Activation] = deque()
        self._running = False

    def add(self, activation: Activation) -> None:
        """Load an activation, soon."""
        self._waiting.append(activation)
        if not self._running:
            self._running = True
            self._start(self)

    async def run(self) -> None:
        """Load until nobody waits; while the store is away, try again with growing pauses."""
        tries = 0
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), ACTORS_PER_LOAD))]
                wanted = [(activation, LoadRequest(activation.actor)) for activation in batch]
                try:
                    while wanted:
                        wanted = await self._load(wanted)
                    tries = 0
                except Unavailable as error:
                    self._postpone([activation for activation, _ in wanted], error)
                    await pause(tries)
                    tries += 1
        finally:
            self._running = False

    def _postpone(self, batch: Sequence[Activation], error: Unavailable) -> None:
        """Load later those who are waited for; the others are let go."""
        log.warning("cannot load %d actors: %s", len(batch), error)
        self._waiting.extendleft(a for a in reversed(batch) if a.mailbox)
        for activation in batch:
            if not activation.mailbox:
                self._failed(activation, Busy())

    async def _load(self, wanted: Sequence[Wanted]) -> list[Wanted]:
        """Load these; return what to read instead for those whose snapshots are damaged.

        Raises `Unavailable`, and has done nothing then.
        """
        tokens = [activation.shard.token for activation, _ in wanted]
        recent_since_ms = self._now_ms() - REDELIVERY_MS
        rows = await self._store.load([request for _, request in wanted], recent_since_ms)
        older: list[Wanted] = []
        for (activation, request), token, loaded in zip(wanted, tokens, rows, strict=True):
            if activation.shard.token is None:
                self._failed(activation, NotOwner(activation.shard.number, None))
                continue
            if activation.shard.token != token:
                # What was read under another token may be behind what its owner wrote since.
                self._waiting.append(activation)
                continue
            retry = self._install(activation, request, loaded)
            if retry is not None:
                older.append((activation, retry))
        return older

    def _install(self, activation: Activation, request: LoadRequest, loaded: Loaded) -> LoadRequest | None:
        """Install what was read, or say what to read instead: the snapshot before a damaged one."""
        try:
            activation.install(loaded)
            load_places(activation, loaded)
        except NewerSchema as error:
            log.warning("%s was written by a newer release: %s", activation.actor, error)
            self._failed(activation, Newer())
        except Unreadable as error:
            if loaded.snapshot is not None and request.snapshot_below is None:
                log.error("%s: %s; trying the snapshot before", activation.actor, error)
                return LoadRequest(activation.actor, snapshot_below=loaded.snapshot.seq)
            self._unreadable(activation, error)
        except Exception as error:  # noqa: BLE001 - a bug in evolve must not take the loader with it
            self._unreadable(activation, error)
        else:
            self._loaded(activation)
        return None

    def _unreadable(self, activation: Activation, error: Exception) -> None:
        ref = self._new_ref()
        log.error("internal error %s: %s cannot be read", ref, activation.actor, exc_info=error)
        self._failed(activation, Internal(ref))
