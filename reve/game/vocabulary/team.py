"""What is asked, answered and told about the team, and about the army's power."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.shown import PowerShown


@dataclass(frozen=True, slots=True)
class ShowTeam:
    """Show the team."""


@dataclass(frozen=True, slots=True)
class SetMember:
    """Give a place in the team to an esprit; with `swap`, also to one that has another place."""

    slot: str
    esprit: str
    swap: bool = False


@dataclass(frozen=True, slots=True)
class ClearMember:
    """Empty a support's place."""

    slot: str


@dataclass(frozen=True, slots=True)
class ShowPower:
    """Show what the army's power is made of."""


@dataclass(frozen=True, slots=True)
class TeamChanged:
    """Another esprit supports, or none."""

    slot: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One place in the team; stats are of the copy that wears the relics."""

    slot: str
    species: str | None
    stars: int
    attack: int
    defense: int
    health: int
    power: int


@dataclass(frozen=True, slots=True)
class TeamShown:
    """The team; `changed` is the place that has just changed, `warnings` name what could be better.

    `tenth_tier` is ten times the average tier.
    """

    members: tuple[TeamMember, ...]
    power: int
    attack: int
    defense: int
    health: int
    tenth_tier: int
    elements: tuple[str, ...]
    bonuses: dict[str, int]
    warnings: tuple[str, ...]
    support_level: int
    changed: str | None


@dataclass(frozen=True, slots=True)
class StackPower:
    """What one stack adds to the army, before skills and leader."""

    species: str
    quantity: int
    stars: int
    power: int


@dataclass(frozen=True, slots=True)
class PowerDetails:
    """The army's power with its parts; those by element, tier and stack are before skills and leader."""

    army: PowerShown
    before: PowerShown
    skills_bp: dict[str, int]
    leader_bp: dict[str, int]
    by_element: dict[str, int]
    by_tier: dict[int, int]
    top: tuple[StackPower, ...]


type Action = ShowTeam | SetMember | ClearMember | ShowPower
type Event = TeamChanged
type Reply = TeamShown | PowerDetails

NAMES: Final[Mapping[type, str]] = {
    ShowTeam: "team.show",
    SetMember: "team.set",
    ClearMember: "team.clear",
    ShowPower: "power.show",
}
GROUPS: Final[Mapping[type, str]] = {
    ShowTeam: "view",
    SetMember: "view",
    ClearMember: "view",
    ShowPower: "view",
}
EVENTS: Final[Mapping[str, type]] = {"team.changed": TeamChanged}
REPLIES: Final[Mapping[str, type]] = {"team.shown": TeamShown, "power.shown": PowerDetails}
