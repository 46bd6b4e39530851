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
    """How a boss strikes while it has more than `above_bp` of its health; power is in percent."""

    above_bp: int
    power: int
    effects: tuple[str, ...]
    effect_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectFigures:
    """How an effect works: `base`, and `step` per tier, in bp; all stacks and steps at most `cap`.

    It lasts `rounds` (None: until it is used). `fixed` is what else it does, in bp. One that grows counts
    `grows_from` steps at first, one more after every round, at most `most_steps`.
    """

    rounds: int | None
    stacks: int
    more_every: int | None
    base: int
    step: int
    cap: int | None
    fixed: int
    grows_from: int | None
    most_steps: int | None

    def amount(self, tier: int) -> int:
        """Return what one stack amounts to when an esprit of a tier applies it."""
        return self.base + self.step * tier

    def most_stacks(self, tier: int) -> int:
        """Return how many stacks an esprit of a tier can make, or rounds that it can shift."""
        return self.stacks + (tier // self.more_every if self.more_every else 0)


@dataclass(frozen=True, slots=True)
class PassiveFigures:
    """The passive of an element in bp for each point of its power: `main` up to `cap`, and `besides`.

    Rage begins when health is under `below_bp`.
    """

    kind: PassiveKind
    main: int
    besides: int
    cap: int | None
    below_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CombatRules:
    """All figures of boss fights. Mappings are never changed."""

    expires_after_ms: int
    stamina: Mapping[str, int]  # by kind of action: basic, ultimate, support
    overcharge_stamina: int
    variance_bp: tuple[int, int]
    critical_bp: int
    critical_most_bp: int
    critical_factor_bp: int
    strong_bp: int
    weak_bp: int
    strong_against: Mapping[str, str]
    phases: tuple[Phase, ...]  # from full health down
    effects: Mapping[str, EffectFigures]
    passives: Mapping[str, PassiveFigures]  # by element
    bosses: Mapping[str, Boss]
