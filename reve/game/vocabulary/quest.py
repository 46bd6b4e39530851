"""What is asked, answered and told about quests, areas and captures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.shown import GaugeShown, LevelsGained


@dataclass(frozen=True, slots=True)
class Go:
    """Go on a quest of the current area up to `times` times; without one, on the next each time."""

    quest: str | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Travel:
    """Make an area the current one."""

    area: str


@dataclass(frozen=True, slots=True)
class ShowAreas:
    """List all areas with what one has done there."""


@dataclass(frozen=True, slots=True)
class ShowQuests:
    """Show costs, rewards and odds of an area's quests, up to a boss a page.

    None is the current area, and the page with the quest that is next; pages count from 1.
    """

    area: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class AdviseQuests:
    """Find the quests that give the most revies, xp or captures per point of energy."""

    goal: str = "revies"


@dataclass(frozen=True, slots=True)
class SuggestQuests:
    """Complete what is being typed to quests that can be played."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class QuestCompleted:
    """A quest is done; what follows `xp` is how the player stands after it."""

    area: str
    quest: int
    energy: int
    revies: int
    xp: int
    done: int
    since_capture: int
    charm_left: int
    since_relic: int
    crowned: bool


@dataclass(frozen=True, slots=True)
class AreaRankCompleted:
    """All quests of an area were done at a rank; the last rank masters it."""

    area: str
    rank: int
    mastered: bool


@dataclass(frozen=True, slots=True)
class AreaUnlocked:
    """An area can be travelled to, for good."""

    area: str


@dataclass(frozen=True, slots=True)
class AreaTraveled:
    """Another area is the current one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CaptureSucceeded:
    """An esprit was captured: a roll below `chance_bp`; `pity` made it certain."""

    species: str
    area: str
    quest: int
    chance_bp: int
    roll: int
    pity: bool


@dataclass(frozen=True, slots=True)
class Captured:
    """An esprit that came along, and how many copies there are now."""

    species: str
    new: bool
    quantity: int
    pity: bool


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """What a player has done in an area; `needs` is the area whose first rank is still due."""

    area: str
    open: bool
    current: bool
    rank: int
    done: int
    mastered: bool
    level: int
    needs: str | None


@dataclass(frozen=True, slots=True)
class QuestsDone:
    """All runs of a command in one; `stopped` is why it ended before `asked`; `next` comes next."""

    standing: AreaStanding
    asked: int
    quests: tuple[int, ...]
    energy_spent: int
    revies: int
    xp: int
    captured: tuple[Captured, ...]
    found: dict[str, int]
    discarded: dict[str, int]
    levels: LevelsGained | None
    energy: GaugeShown
    certain_in: int
    charm_left: int
    stopped: str | None
    next: int


@dataclass(frozen=True, slots=True)
class AreasShown:
    """All areas."""

    areas: tuple[AreaStanding, ...]


@dataclass(frozen=True, slots=True)
class Traveled:
    """The current area is another one."""

    standing: AreaStanding


@dataclass(frozen=True, slots=True)
class QuestLine:
    """A quest with its cost and what it pays the player; `state` is done, next, open or closed."""

    quest: int
    energy: int
    revies: tuple[int, int]
    xp: int
    boss: bool
    state: str


@dataclass(frozen=True, slots=True)
class QuestsShown:
    """A page of an area's quests; a capture is certain after `certain_in` more of them without one."""

    standing: AreaStanding
    quests: tuple[QuestLine, ...]
    capture_bp: int
    boss_capture_bp: int
    certain_in: int
    charm_left: int
    energy: GaugeShown
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Advice:
    """A quest and what a run of it is expected to bring."""

    area: str
    quest: int
    energy: int
    revies: int
    xp: int
    capture_bp: int


@dataclass(frozen=True, slots=True)
class QuestsAdvised:
    """The best quests for a goal, the best first."""

    goal: str
    best: tuple[Advice, ...]
    current: str


@dataclass(frozen=True, slots=True)
class QuestsSuggested:
    """Numbers of an area's quests for an autocomplete."""

    area: str
    quests: tuple[int, ...]


type Action = Go | Travel | ShowAreas | ShowQuests | AdviseQuests | SuggestQuests
type Event = QuestCompleted | AreaRankCompleted | AreaUnlocked | AreaTraveled | CaptureSucceeded
type Reply = QuestsDone | AreasShown | Traveled | QuestsShown | QuestsAdvised | QuestsSuggested

NAMES: Final[Mapping[type, str]] = {
    Go: "quest.go",
    Travel: "quest.travel",
    ShowAreas: "areas.show",
    ShowQuests: "quests.show",
    AdviseQuests: "advice.show",
    SuggestQuests: "quests.suggest",
}
GROUPS: Final[Mapping[type, str]] = {
    Go: "quest",
    Travel: "quest",
    ShowAreas: "view",
    ShowQuests: "view",
    AdviseQuests: "view",
}
EVENTS: Final[Mapping[str, type]] = {
    "quest.completed": QuestCompleted,
    "area.rank_completed": AreaRankCompleted,
    "area.unlocked": AreaUnlocked,
    "area.traveled": AreaTraveled,
    "capture.succeeded": CaptureSucceeded,
}
REPLIES: Final[Mapping[str, type]] = {
    "quests.done": QuestsDone,
    "areas.shown": AreasShown,
    "quest.traveled": Traveled,
    "quests.shown": QuestsShown,
    "quests.advised": QuestsAdvised,
    "quests.suggested": QuestsSuggested,
}
