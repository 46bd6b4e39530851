"""What replies of many systems are made of: gauges, levels, power, a profile, and the no."""

from dataclasses import dataclass, field

from reve.game.bundle import Bundle


@dataclass(frozen=True, slots=True)
class GaugeShown:
    """A resource as of the reply; the times are None when it is full."""

    value: int
    maximum: int
    interval_ms: int
    next_at_ms: int | None
    full_at_ms: int | None


@dataclass(frozen=True, slots=True)
class LevelsGained:
    """The levels that one command brought, with their rewards in one."""

    from_level: int
    to_level: int
    skill_points: int
    rewards: Bundle


@dataclass(frozen=True, slots=True)
class PowerShown:
    """An army's power."""

    attack: int
    defense: int
    health: int
    total: int


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """What only the player may see of the profile; `can_claim` means the reward of the day."""

    revies: int
    erythl: int
    energy: GaugeShown
    stamina: GaugeShown
    skill_points: int
    can_pull: bool = True
    can_claim: bool = True


@dataclass(frozen=True, slots=True)
class ProfileShown:
    """A profile; `xp_need` is None at the last level, `own` for other people's eyes."""

    username: str
    level: int
    xp: int
    xp_need: int | None
    class_id: str
    class_bonus_bp: int
    leader: str | None
    leader_stars: int
    titles: tuple[str, ...]
    power: PowerShown
    unique: int
    copies: int
    daily_streak: int
    created_at_ms: int
    own: BalanceShown | None
    title: str | None = None
    favorite: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A no. `names` lists candidates; `profile` comes with ALREADY_REGISTERED."""

    code: str
    params: dict[str, int | str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    profile: ProfileShown | None = None
