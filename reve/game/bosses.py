"""The figures of boss fights, and the bosses: what a content pack says of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

type PassiveKind = Literal["rage", "growth", "precision", "shell", "leech", "grace"]


@dataclass(frozen=True, slots=True)
class Boss:
    """A boss: it takes the shape of one of `pool`, with these figures."""

    id: str
    name: str
    description: str
    pool: tuple[str, ...]
    health: int
    attack: int
    defense: int


@dataclass(frozen=True, slots=True)
class Phase:
    """How a boss strikes while it has at least `above_bp` of its health; power is in percent."""

    above_bp: int
    power: int
    effects: tuple[str, ...]
    effect_bp: int


@dataclass(frozen=True, slots=True)
class EffectFigures:
    """How an effect works: `base` and `step` per tier in bp, at most `cap` if that is not 0.

    It lasts `rounds` (0: until it is used), and stacks `stacks` times, once more per `stack_tiers` tiers
    if that is not 0. `fixed` is what else it does, in bp; `steps` the most rounds by which it grows.
    """

    rounds: int
    stacks: int = 1
    stack_tiers: int = 0
    base: int = 0
    step: int = 0
    cap: int = 0
    fixed: int = 0
    steps: int = 0

    def amount(self, tier: int) -> int:
        """Return what one stack amounts to when an esprit of a tier applies it."""
        amount = self.base + self.step * tier
        return min(amount, self.cap) if self.cap and self.stacks == 1 and not self.steps else amount

    def most_stacks(self, tier: int) -> int:
        """Return how often an esprit of a tier can stack it."""
        return self.stacks + (tier // self.stack_tiers if self.stack_tiers else 0)


@dataclass(frozen=True, slots=True)
class PassiveFigures:
    """What the passive of an element does with its power P: `main` and `side` in bp per P.

    `cap` bounds the main part, `below_bp` is the share of health under which rage begins.
    """

    kind: PassiveKind
    main: int
    side: int = 0
    cap: int = 0
    below_bp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CombatRules:
    """All figures of boss fights. Mappings are never changed."""

    expires_after_ms: int
    stamina: Mapping[str, int]  # by kind of action: basic, ultimate, support
    variance_bp: tuple[int, int]
    critical_bp: int
    critical_factor_bp: int
    strong_bp: int
    weak_bp: int
    strong_against: Mapping[str, str]
    phases: tuple[Phase, ...]  # from full health down
    effects: Mapping[str, EffectFigures]
    passives: Mapping[str, PassiveFigures]  # by element
    bosses: Mapping[str, Boss]
