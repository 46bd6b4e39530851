"""Which store this is: a fail-over or a restore behind the same address makes everything held void."""

import logging
from collections.abc import Callable

from actors.identity import ActorId
from actors.ports import Facts

log = logging.getLogger(__name__)


class IdentityWatch:
    """Compares what each answer says of the store's identity; calls `changed` when it is another.

    A store may also be set back under the identity that it had, as by a copy of its files: then it
    lacks what it had said to be committed.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._identity: tuple[int, int] | None = None

    def hear(self, facts: Facts) -> None:
        """Take note of an answer."""
        identity = (facts.system_identifier, facts.timeline)
        before, self._identity = self._identity, identity
        if before is not None and before != identity:
            log.error("the store was %s and is %s now: dropping all that is held", before, identity)
            self._changed()

    def lacks(self, actor: ActorId, had: int, has: int) -> None:
        """Take note that of an actor `had` deltas were committed, and only `has` are there."""
        log.error(
            "%s had %d deltas and has %d: the store was set back; dropping all that is held", actor, had, has
        )
        self._changed()
