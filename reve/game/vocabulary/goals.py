"""What is asked, answered and told about goals: achievements, the codex and the collection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.bundle import Bundle

# -- commands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowAchievements:
    """Show the achievements of a category, or all; pages count from 1."""

    category: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowCodex:
    """Show a set of the codex by id or name, or a page of all sets."""

    set_id: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class ShowCollection:
    """Show the collection from one side; element and tier filter what is missing.

    `days` says how far back recent discoveries go, None as far as is usual.
    """

    view: str = "overview"
    element: str | None = None
    tier: int | None = None
    page: int = 1
    days: int | None = None


# -- events ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PackAdopted:
    """The player plays by another content pack from now on."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class AchievementUnlocked:
    """A goal was reached, for points; its reward is granted under a claim."""

    id: str
    points: int
    rewards: Bundle


@dataclass(frozen=True, slots=True)
class PointsRewarded:
    """The sum of points passed a threshold."""

    threshold: int
    rewards: Bundle


@dataclass(frozen=True, slots=True)
class CodexCompleted:
    """All species of a set have been discovered."""

    id: str
    rewards: Bundle


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """So many species have been discovered."""

    n: int
    rewards: Bundle


# -- replies -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AchievementLine:
    """A goal and how far it is; `done_at_ms` is None before it is reached."""

    id: str
    progress: int
    value: int
    done_at_ms: int | None


@dataclass(frozen=True, slots=True)
class AchievementsShown:
    """A page of goals, those under way first; `next_points` is the next sum that gives something."""

    category: str | None
    page: int
    pages: int
    total: int
    done: int
    points: int
    next_points: int | None
    lines: tuple[AchievementLine, ...]


@dataclass(frozen=True, slots=True)
class CodexLine:
    """A set and how much of it is discovered."""

    id: str
    discovered: int
    total: int
    done_at_ms: int | None


@dataclass(frozen=True, slots=True)
class CodexShown:
    """A page of sets."""

    page: int
    pages: int
    total: int
    done: int
    lines: tuple[CodexLine, ...]


@dataclass(frozen=True, slots=True)
class CodexMember:
    """A species of a set."""

    species: str
    discovered: bool


@dataclass(frozen=True, slots=True)
class CodexSetShown:
    """One set."""

    line: CodexLine
    members: tuple[CodexMember, ...]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """How much of an element or tier is discovered; `rank` is the mastery of an element."""

    id: str
    discovered: int
    total: int
    rank: str = ""


@dataclass(frozen=True, slots=True)
class CollectionShown:
    """The collection as a whole; `rarest` are species ids, `next_milestone` is None past the last."""

    discovered: int
    total: int
    owned: int
    copies: int
    value: int
    rarest: tuple[str, ...]
    next_milestone: int | None
    balance: str


@dataclass(frozen=True, slots=True)
class SharesShown:
    """The collection by element or by tier."""

    view: str
    lines: tuple[ShareLine, ...]
    balance: str


@dataclass(frozen=True, slots=True)
class MissingShown:
    """A page of species that are not discovered yet."""

    element: str | None
    tier: int | None
    page: int
    pages: int
    total: int
    species: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discovery:
    """When a species was first owned."""

    species: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class RecentShown:
    """A page of the discoveries of the last `days` days, the newest first; `most_days` can be asked for."""

    days: int
    most_days: int
    page: int
    pages: int
    total: int
    lines: tuple[Discovery, ...]


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone, and when it was reached."""

    n: int
    done_at_ms: int | None


@dataclass(frozen=True, slots=True)
class MilestonesShown:
    """All milestones of the collection."""

    discovered: int
    lines: tuple[MilestoneLine, ...]


type Action = ShowAchievements | ShowCodex | ShowCollection
type Event = PackAdopted | AchievementUnlocked | PointsRewarded | CodexCompleted | MilestoneReached
type Reply = (
    AchievementsShown
    | CodexShown
    | CodexSetShown
    | CollectionShown
    | SharesShown
    | MissingShown
    | RecentShown
    | MilestonesShown
)

NAMES: Final[Mapping[type, str]] = {
    ShowAchievements: "achievements.show",
    ShowCodex: "codex.show",
    ShowCollection: "collection.show",
}
GROUPS: Final[Mapping[type, str]] = {
    ShowAchievements: "view",
    ShowCodex: "view",
    ShowCollection: "view",
}
EVENTS: Final[Mapping[str, type]] = {
    "pack.adopted": PackAdopted,
    "achievement.unlocked": AchievementUnlocked,
    "achievement.points_reward": PointsRewarded,
    "codex.completed": CodexCompleted,
    "milestone.reached": MilestoneReached,
}
REPLIES: Final[Mapping[str, type]] = {
    "achievements.shown": AchievementsShown,
    "codex.shown": CodexShown,
    "codex.set": CodexSetShown,
    "collection.shown": CollectionShown,
    "collection.shares": SharesShown,
    "collection.missing": MissingShown,
    "collection.recent": RecentShown,
    "collection.milestones": MilestonesShown,
}
