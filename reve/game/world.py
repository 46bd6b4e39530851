"""The world's settings, as a decision sees them, and the state that they follow from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Ban:
    """Why a player may do nothing, until when (None: for good), and who has said so."""

    reason: str
    until_ms: int | None
    by: int
    at_ms: int

    def holds(self, now_ms: int) -> bool:
        """Tell whether it is not over yet."""
        return self.until_ms is None or now_ms < self.until_ms


@dataclass(frozen=True, slots=True)
class Off:
    """Why a system is switched off, and who has said so."""

    reason: str
    by: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Festival:
    """By how much (in bp) something is multiplied from one moment until another, and who has said so."""

    bp: int
    from_ms: int
    until_ms: int
    reason: str
    by: int

    def holds(self, now_ms: int) -> bool:
        """Tell whether it has begun and is not over yet."""
        return self.from_ms <= now_ms < self.until_ms


@dataclass(frozen=True, slots=True)
class WorldState:
    """What is settled: bans by user, systems switched off, festivals by key, the pack (0: none yet)."""

    bans: dict[int, Ban] = field(default_factory=dict)
    off: dict[str, Off] = field(default_factory=dict)
    festivals: dict[str, Festival] = field(default_factory=dict)
    pack: int = 0


@dataclass(frozen=True, slots=True)
class World:
    """What is the same for all players at a settings version."""

    catalogue: Catalogue
    bans: Mapping[int, Ban] = field(default_factory=dict)
    off: Mapping[str, Off] = field(default_factory=dict)
    festivals: Mapping[str, Festival] = field(default_factory=dict)


def world_of(catalogue: Catalogue, state: WorldState) -> World:
    """Return what decisions see of a state, under a content pack."""
    return World(catalogue, state.bans, state.off, state.festivals)
