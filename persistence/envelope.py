"""What messages between instances are wrapped in, and what is not opened."""

import logging
import time
from collections.abc import Mapping
from typing import Any, Final

from actors.ports import Message
from persistence.packing import pack, unpack

log = logging.getLogger(__name__)

VERSION: Final = 1
"""Raised when the instances of two releases would misunderstand each other."""

QUIET_S: Final = 60.0
"""For how long after a line about what was dropped there is none."""


class Envelopes:
    """Envelopes of one cluster: (version, cluster id, message), as msgpack."""

    def __init__(self, cluster_id: str) -> None:
        self._cluster_id = cluster_id
        self._dropped = 0
        self._quiet_until_s = float("-inf")

    def seal(self, message: Message | None) -> bytes:
        """Return a message as bytes; None says nothing.

        Raises TypeError or OverflowError for what is no plain value.
        """
        return pack((VERSION, self._cluster_id, plain(message)))

    def open(self, data: bytes) -> Message | None:
        """Return what an envelope holds, or None: it says nothing, is not for us, or is damaged."""
        try:
            version, cluster_id, message = unpack(data)
        except Exception as error:  # noqa: BLE001 - damaged bytes lead to anything
            self._drop(f"is damaged: {error!r}")
            return None
        if (version, cluster_id) != (VERSION, self._cluster_id):
            self._drop(f"is of version {version} and cluster {cluster_id}")
            return None
        return message if isinstance(message, dict) else None

    def _drop(self, reason: str) -> None:
        """Log what was dropped, but not every time: who sends it may send much."""
        self._dropped += 1
        now_s = time.monotonic()
        if now_s >= self._quiet_until_s:
            log.warning("dropped %d messages; the last one %s", self._dropped, reason)
            self._dropped, self._quiet_until_s = 0, now_s + QUIET_S


def plain(value: Any) -> Any:
    """Return a value with dicts for all mappings, which is what msgpack knows."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value
