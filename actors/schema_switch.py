"""Which stored form is written: the older one, until no instance lives that cannot read the newer."""

import logging
from collections.abc import Sequence

from actors.ports import Facts, Member, Store

log = logging.getLogger(__name__)


class SchemaSwitch:
    """The stored form in force, a number that only rises; codecs write it and read up to `newest`.

    Mutable. It rises once every instance has been able to read the newest form for a whole ttl: who
    was not seen for so long is gone, and an older release does not start any more.
    """

    def __init__(self, newest: int = 1) -> None:
        self.newest = newest
        self.in_force = 1
        self._since_s: float | None = None

    def hear(self, facts: Facts) -> None:
        """Take note of the form in force, as an answer tells it."""
        self.in_force = min(self.newest, max(self.in_force, facts.schema_switch))

    async def consider(self, members: Sequence[Member], *, now_s: float, ttl_s: float, store: Store) -> None:
        """Switch when all instances have been ready for long enough. Raises `Unavailable`."""
        if self.in_force >= self.newest:
            return
        if not all(member.schema >= self.newest for member in members):
            self._since_s = None
            return
        if self._since_s is None:
            self._since_s = now_s
        if now_s - self._since_s > ttl_s:
            log.info("all instances read the stored form %d: it is written from now on", self.newest)
            await store.switch(self.newest)
            self._since_s = now_s
