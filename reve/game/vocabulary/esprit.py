"""What is asked of one's esprits, answered and told: parting with copies, showing one off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EspritConsumed:
    """`n` copies went, for a reason; of those left, `bound_after` cannot be traded."""

    species: str
    n: int
    reason: str
    quantity_after: int
    bound_after: int


type Event = EspritConsumed

EVENTS: Final[Mapping[str, type]] = {"esprit.consumed": EspritConsumed}
