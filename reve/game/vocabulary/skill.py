"""What is asked, answered and told about skills and classes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.shown import GaugeShown


@dataclass(frozen=True, slots=True)
class ShowSkills:
    """Show the skills; `resetting` also asks whether to take all points back."""

    resetting: bool = False


@dataclass(frozen=True, slots=True)
class AllocateSkill:
    """Put points into a skill."""

    skill: str
    points: int


@dataclass(frozen=True, slots=True)
class ResetSkills:
    """Take all points back, for erythl or a token, as shown at `version`."""

    token: bool
    version: int


@dataclass(frozen=True, slots=True)
class ShowClass:
    """Show the class; `change_to` also asks whether to take another."""

    change_to: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeClass:
    """Take another class, as shown at `version`."""

    class_id: str
    version: int


@dataclass(frozen=True, slots=True)
class SkillAllocated:
    """Points went into a skill, which has `after` now; `left` are still free."""

    skill: str
    points: int
    after: int
    left: int


@dataclass(frozen=True, slots=True)
class SkillReset:
    """All points came back; energy and stamina are what fits below the lower maximum."""

    cost: int
    token: bool
    returned: int
    points: int
    resets: int
    at_ms: int
    energy: int
    energy_at_ms: int
    stamina: int
    stamina_at_ms: int


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill: its points, and what a point gives (`bp` of army attack or defense, or one of a bar)."""

    skill: str
    points: int
    bp: int


@dataclass(frozen=True, slots=True)
class SkillsShown:
    """The skills, and what it takes to get the points back; `reset_at_ms` is None when it may be now.

    `changed` says what has just been done: `allocated` or `reset`.
    """

    points: int
    lines: tuple[SkillLine, ...]
    energy: GaugeShown
    stamina: GaugeShown
    reset_cost: int
    erythl: int
    tokens: int
    reset_at_ms: int | None
    resetting: bool
    changed: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class to choose, and its bonus in bp at the player's level."""

    class_id: str
    bonus: str
    bp: int


@dataclass(frozen=True, slots=True)
class ClassShown:
    """The player's class and the others; `change_to` is asked for, `changed` has just been done."""

    class_id: str
    since_ms: int
    changes: int
    cost: int
    erythl: int
    lines: tuple[ClassLine, ...]
    change_to: str | None
    changed: bool
    version: int


type Action = ShowSkills | AllocateSkill | ResetSkills | ShowClass | ChangeClass
type Event = SkillAllocated | SkillReset
type Reply = SkillsShown | ClassShown

NAMES: Final[Mapping[type, str]] = {
    ShowSkills: "skills.show",
    AllocateSkill: "skills.allocate",
    ResetSkills: "skills.reset",
    ShowClass: "class.show",
    ChangeClass: "class.change",
}
GROUPS: Final[Mapping[type, str]] = dict.fromkeys(NAMES, "view")
EVENTS: Final[Mapping[str, type]] = {"skill.allocated": SkillAllocated, "skill.reset": SkillReset}
REPLIES: Final[Mapping[str, type]] = {"skills.shown": SkillsShown, "class.shown": ClassShown}
