"""Which store this is: a fail-over or a restore behind the same address makes everything held void."""

import logging
from collections.abc import Callable

from actors.ports import Facts

log = logging.getLogger(__name__)


class IdentityWatch:
    """Compares what each answer says of the store's identity; calls `changed` when it is another."""

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
