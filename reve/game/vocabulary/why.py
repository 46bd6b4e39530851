"""What is asked and answered about how a number comes about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.reckoning import Step


@dataclass(frozen=True, slots=True)
class ExplainNumber:
    """Break a number of the player's down: power, energy, stamina, reve, fusion, capture, quest or income."""

    what: str


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """One number and its steps; `unit` is points, ms, bp, pulls, quests or hundredths."""

    name: str
    unit: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NumberExplained:
    """The numbers behind a number; `about` names the species that it is about, if it is."""

    what: str
    parts: tuple[ExplainedPart, ...]
    about: str | None = None


type Action = ExplainNumber
type Reply = NumberExplained

NAMES: Final[Mapping[type, str]] = {ExplainNumber: "number.explain"}
GROUPS: Final[Mapping[type, str]] = {ExplainNumber: "view"}
REPLIES: Final[Mapping[str, type]] = {"number.explained": NumberExplained}
