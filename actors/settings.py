"""The world settings in force: the state of one actor, known to every instance through the store."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

import anyio

from actors.behavior import Kind
from actors.errors import ActorError, Unavailable
from actors.identity import ActorId
from actors.pauses import pause
from actors.ports import Store
from actors.reading import read

log = logging.getLogger(__name__)

WORLD: Final = ActorId("world", 0)
"""The actor whose state the settings are, and whose sequence number is their version."""


class Settings(Protocol):
    """What decisions are made under."""

    @property
    def value(self) -> Any:
        """The settings in force."""
        ...

    @property
    def version(self) -> int:
        """Their version."""
        ...

    @property
    def loads(self) -> int:
        """How often it was begun to read them."""
        ...

    def cover(self, version: int, since: int) -> bool:
        """Tell whether nothing newer is known of, neither elsewhere nor as `version`.

        `since` is `loads` of a moment after `version` was read: what a later load does not find is gone.
        """
        ...


class FixedSettings:
    """Settings that never change, for hosts without the actor `world`."""

    version = 0
    loads = 0

    def __init__(self, value: Any = None) -> None:
        self.value = value

    def cover(self, version: int, since: int) -> bool:
        """Always."""
        return True


class WorldSettings:
    """Follows the actor `world`. Mutable; `changed` is called after each change.

    `view` turns the actor's state into what decisions see; while it fails, the settings before it
    stay in force and nothing that demands newer ones is judged.
    """

    def __init__(
        self, store: Store, kind: Kind[Any, Any, Any, Any], view: Callable[[Any], Awaitable[Any]]
    ) -> None:
        self.value: Any = None
        self.version = -1
        self.loads = 0
        self.changed: Callable[[], None] = lambda: None
        self._store = store
        self._kind = kind
        self._view = view
        self._newest = 0
        self._latest_load = 0
        self._news = anyio.Event()

    def cover(self, version: int, since: int) -> bool:
        """Tell whether nothing newer is known of; a version that is not known is looked for.

        One that a load does not find which began after it was read is gone: the store was set back.
        """
        if version > self.version and self._latest_load <= since:
            self._newest = max(self._newest, version)
            self._news.set()
            return False
        return self.version >= self._newest

    def hear(self, version: int) -> None:
        """Take note of what the store has named: a lower version is late, or the store was set back."""
        self._seek(version)
        if version < self.version:
            self._news.set()

    def _seek(self, version: int) -> None:
        if version > self._newest:
            self._newest = version
            self._news.set()

    def distrust(self) -> None:
        """Forget what is known: the store is not what it was."""
        self._newest, self.version = 0, -1
        self._news.set()

    async def load(self) -> None:
        """Read the settings. Raises `Unavailable`, `Unreadable`, `NewerSchema`, or what `view` raises."""
        self.loads += 1
        number, heard = self.loads, max(self._newest, self.version)
        state, seq, _ = await read(self._store, self._kind, WORLD)
        value = await self._view(state)
        if seq < heard:
            # Whoever told of `heard` had it from the store, which does not know it any more.
            log.warning("the world settings are at %d, and were at %d: the store was set back", seq, heard)
            if self._newest <= heard:
                self._newest = seq
        self.value, self.version, self._latest_load = value, seq, number
        self._newest = max(self._newest, seq)
        self.changed()

    async def run(self) -> None:
        """Load whenever there is news, for ever."""
        tries = 0
        while True:
            await self._news.wait()
            self._news = anyio.Event()
            try:
                await self.load()
                tries = 0
                continue
            except Unavailable as error:
                log.warning("cannot read the world settings %d: %s", self._newest, error)
            except ActorError as error:
                log.error("the world settings %d cannot be used: %s", self._newest, error)
            self._news.set()
            await pause(tries)
            tries += 1
