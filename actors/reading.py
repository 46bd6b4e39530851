"""Reading an actor's state without an activation: the snapshot before the newest where that is damaged."""

import logging
from typing import Any, NamedTuple

from actors.behavior import Kind
from actors.errors import Unreadable
from actors.fold import fold
from actors.identity import ActorId
from actors.ports import NEVER_MS, LoadRequest, Store

log = logging.getLogger(__name__)


class Read(NamedTuple):
    """A state as stored, with its sequence number and the time of its last delta (0 for none)."""

    state: Any
    seq: int
    last_at_ms: int


async def read(store: Store, kind: Kind[Any, Any, Any, Any], actor: ActorId) -> Read:
    """Return the state of an actor. Raises `Unavailable`, `NewerSchema` or `Unreadable`."""
    (loaded,) = await store.load([LoadRequest(actor)], NEVER_MS)
    try:
        state, seq, _ = fold(kind, loaded)
    except Unreadable as error:
        if loaded.snapshot is None:
            raise
        log.error("%s: %s; trying the snapshot before", actor, error)
        (loaded,) = await store.load([LoadRequest(actor, loaded.snapshot.seq)], NEVER_MS)
        state, seq, _ = fold(kind, loaded)
    return Read(state, seq, loaded.last_at_ms)
