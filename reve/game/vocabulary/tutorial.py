"""What is told about the tutorial."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TutorialAdvanced:
    """So many steps of the tutorial have been done."""

    step: int


type Event = TutorialAdvanced

EVENTS: Final[Mapping[str, type]] = {"tutorial.advanced": TutorialAdvanced}
