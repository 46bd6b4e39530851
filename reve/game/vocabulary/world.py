"""What operators ask of the world, what it answers, and what its journal tells: who, what and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.shown import Refused


@dataclass(frozen=True, slots=True)
class BanPlayer:
    """Let a player do nothing until a time, or for good."""

    user: int
    reason: str
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class UnbanPlayer:
    """Let a player play again."""

    user: int
    reason: str


@dataclass(frozen=True, slots=True)
class SwitchSystem:
    """Switch a system of the game off, or on again."""

    system: str
    on: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SetMultiplier:
    """Hold a festival: multiply something from one moment until another; 10 000 bp ends it."""

    key: str
    bp: int
    from_ms: int
    until_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class PutPackInForce:
    """Play by a stored content pack from now on."""

    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class WorldCommand:
    """What an operator asks for, and who it is."""

    action: "Action"
    by: int


@dataclass(frozen=True, slots=True)
class PlayerBanned:
    """An operator has banned a player."""

    user: int
    reason: str
    until_ms: int | None
    by: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class PlayerUnbanned:
    """An operator has taken a ban back."""

    user: int
    reason: str
    by: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class SystemSwitched:
    """An operator has switched a system off, or on again."""

    system: str
    on: bool
    reason: str
    by: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class MultiplierSet:
    """An operator has called a festival, or ended one by 10 000 bp."""

    key: str
    bp: int
    from_ms: int
    until_ms: int
    reason: str
    by: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class PackPutInForce:
    """An instance that came with a newer content pack, or an operator, has put it in force."""

    version: int
    before: int
    reason: str
    by: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class BanChanged:
    """How a player stands now."""

    user: int
    banned: bool
    reason: str
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SystemChanged:
    """How a system stands now, and all that are off."""

    system: str
    on: bool
    reason: str
    off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MultiplierChanged:
    """How a multiplier stands now."""

    key: str
    bp: int
    from_ms: int
    until_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class PackChanged:
    """Which content pack is in force now, and which was before."""

    version: int
    before: int
    reason: str


type Action = BanPlayer | UnbanPlayer | SwitchSystem | SetMultiplier | PutPackInForce
type Event = PlayerBanned | PlayerUnbanned | SystemSwitched | MultiplierSet | PackPutInForce
type Reply = Refused | BanChanged | SystemChanged | MultiplierChanged | PackChanged

NAMES: Final[Mapping[type, str]] = {
    BanPlayer: "world.ban",
    UnbanPlayer: "world.unban",
    SwitchSystem: "world.switch",
    SetMultiplier: "world.multiplier",
    PutPackInForce: "world.pack",
}
EVENTS: Final[Mapping[str, type]] = {
    "player.banned": PlayerBanned,
    "player.unbanned": PlayerUnbanned,
    "system.switched": SystemSwitched,
    "multiplier.set": MultiplierSet,
    "pack.in_force": PackPutInForce,
}
REPLIES: Final[Mapping[str, type]] = {
    "refused": Refused,
    "ban.changed": BanChanged,
    "system.changed": SystemChanged,
    "multiplier.changed": MultiplierChanged,
    "pack.changed": PackChanged,
}
