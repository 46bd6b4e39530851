"""Actors that were erased: their journals begin at a tombstone, and know nothing of what was before."""

from collections.abc import Mapping, Sequence
from typing import Final

from actors.history.journals import Journal
from actors.history.record import Observation, Replied
from actors.identity import ActorId
from actors.ports import DeltaRow

SKEW_MS: Final = 1_000
"""By how much the times of two actors' deltas may differ from the order of their commits."""


class Forgotten:
    """Tells what may be missing because its actor was erased."""

    def __init__(
        self, journals: Mapping[ActorId, Journal], sendings: Mapping[int, Sequence[Observation]]
    ) -> None:
        self._stones: dict[ActorId, DeltaRow] = {
            actor: journal.rows[0] for actor, journal in journals.items() if journal.tombstone is not None
        }
        self._known_since_s = {
            actor: min(
                (s.ended_s for s in sendings.get(row.command_id, ()) if isinstance(s.outcome, Replied)),
                default=float("inf"),
            )
            for actor, row in self._stones.items()
        }

    def command(self, actor: ActorId, sent_s: float) -> bool:
        """Tell whether a command sent then may have come before the erasure: nobody knew of that yet."""
        return sent_s < self._known_since_s.get(actor, float("-inf"))

    def note(self, target: ActorId, by: DeltaRow) -> bool:
        """Tell whether a note left by a delta may have waited when its target was erased."""
        stone = self._stones.get(target)
        if stone is None:
            return False
        return by.seq <= stone.seq if by.actor == target else by.at_ms <= stone.at_ms + SKEW_MS
