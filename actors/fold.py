"""Folding what is stored of an actor into its state."""

from typing import Any, NamedTuple

from actors.behavior import Kind
from actors.errors import Unreadable
from actors.ports import Loaded


class Folded(NamedTuple):
    """A state with its sequence number, and that of the snapshot it began with (0 for none)."""

    state: Any
    seq: int
    snapshot_seq: int


def fold(kind: Kind[Any, Any, Any, Any], loaded: Loaded) -> Folded:
    """Return the state that a snapshot and the deltas after it amount to.

    Raises `NewerSchema`, or `Unreadable` when bytes or sequence numbers are damaged.
    """
    codec, behavior = kind.codec, kind.behavior
    if loaded.snapshot is None:
        state, seq = behavior.initial(loaded.actor.key), 0
    else:
        state = codec.decode_state(loaded.snapshot.schema, loaded.snapshot.state)
        seq = loaded.snapshot.seq
    first = seq
    for row in loaded.deltas:
        if row.seq != seq + 1:
            raise Unreadable(f"{loaded.actor}: delta {row.seq} follows {seq}")
        for event in codec.decode_events(row.schema, row.events):
            state = behavior.evolve(state, event)
        seq = row.seq
    return Folded(state, seq, first)
