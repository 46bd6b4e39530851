"""What is asked, answered and told about boss fights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reve.game.bundle import Bundle
from reve.game.fight import Fight, Side
from reve.game.shown import GaugeShown, LevelsGained


@dataclass(frozen=True, slots=True)
class ShowFight:
    """Show the fight as it stands."""


@dataclass(frozen=True, slots=True)
class Strike:
    """Play a round: `basic`, `ultimate`, `support1` or `support2`.

    A button carries fight and round that it was shown with; another than the present one only shows.
    """

    action: str
    round: int | None = None
    fight: int | None = None


@dataclass(frozen=True, slots=True)
class Flee:
    """Give the fight up; as for `Strike`, an old button only shows."""

    round: int | None = None
    fight: int | None = None


@dataclass(frozen=True, slots=True)
class BossStarted:
    """A fight began."""

    fight: Fight


@dataclass(frozen=True, slots=True)
class BossRound:
    """A round was played; both sides as they are after it.

    `damage` is what the boss lost by the hit, `taken` what the player lost by the boss's; `effects`
    were applied, the boss's with a leading `!`. `seed_step` is the number of the delta whose dice it drew.
    """

    round: int
    action: str
    damage: int
    taken: int
    effects: tuple[str, ...]
    seed_step: int
    foe: Side
    own: Side
    cooldowns: dict[str, int]


@dataclass(frozen=True, slots=True)
class BossWon:
    """A boss was beaten after so many rounds; the rewards came as events of their own."""

    boss: str
    area: str
    quest: int
    rounds: int
    rewards: Bundle


@dataclass(frozen=True, slots=True)
class BossLost:
    """The player's army was beaten."""

    boss: str
    area: str
    quest: int
    rounds: int


@dataclass(frozen=True, slots=True)
class BossFled:
    """The player gave a fight up."""

    boss: str
    area: str
    quest: int
    rounds: int


@dataclass(frozen=True, slots=True)
class BossExpired:
    """A fight was left alone for too long."""

    boss: str
    area: str
    quest: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Spoils:
    """What a victory brought: `granted` as far as it fits, `discarded` what did not.

    `captured` is a species; `rank` is the rank of the area that this victory completed.
    """

    granted: Bundle = field(default_factory=Bundle)
    discarded: dict[str, int] = field(default_factory=dict)
    captured: str | None = None
    new: bool = False
    levels: LevelsGained | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class RoundShown:
    """What happened in a round.

    `returned` was thrown back at the boss, `healed` gained; `burned` and `suffered` were lost to effects
    by the boss and by the player when the round ended.
    """

    number: int
    action: str
    damage: int
    critical: bool
    taken: int
    taken_critical: bool
    returned: int
    healed: int
    burned: int
    suffered: int
    effects: tuple[str, ...]
    foe_effects: tuple[str, ...]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionShown:
    """What can be done: `species` does it, for `stamina`, after resting `rests` rounds more."""

    action: str
    species: str
    name: str
    stamina: int
    rests: int


@dataclass(frozen=True, slots=True)
class FightShown:
    """A fight as it stands; `last` is the round just played, `begun` tells that it has just begun."""

    fight: Fight
    actions: tuple[ActionShown, ...]
    stamina: GaugeShown
    last: RoundShown | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class FightEnded:
    """A fight is over: `won`, `lost` or `fled`, after so many rounds."""

    outcome: str
    fight: Fight
    last: RoundShown | None = None
    spoils: Spoils | None = None


type Action = ShowFight | Strike | Flee
type Event = BossStarted | BossRound | BossWon | BossLost | BossFled | BossExpired
type Reply = FightShown | FightEnded

NAMES: Final[Mapping[type, str]] = {
    ShowFight: "combat.show",
    Strike: "combat.strike",
    Flee: "combat.flee",
}
GROUPS: Final[Mapping[type, str]] = {ShowFight: "boss", Strike: "boss", Flee: "boss"}
EVENTS: Final[Mapping[str, type]] = {
    "boss.started": BossStarted,
    "boss.round": BossRound,
    "boss.won": BossWon,
    "boss.lost": BossLost,
    "boss.fled": BossFled,
    "boss.expired": BossExpired,
}
REPLIES: Final[Mapping[str, type]] = {"fight.shown": FightShown, "fight.ended": FightEnded}
