"""What is told when bars are read because how they fill is about to change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class GaugesSettled:
    """Energy and stamina as of their anchors; what comes back from now on does so in another way."""

    energy: int
    energy_at_ms: int
    stamina: int
    stamina_at_ms: int


type Event = GaugesSettled

EVENTS: Final[Mapping[str, type]] = {"gauges.settled": GaugesSettled}
