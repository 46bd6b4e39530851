"""The shape of combat.yaml and bosses.yaml."""

from typing import Annotated

from pydantic import Field

from reve.content.growing_models import Share
from reve.content.shapes import Count, Id, Model, Name, Positive, Text, TierNumber
from reve.game.bosses import PassiveKind

type Factor = Annotated[int, Field(ge=1, le=100_000)]
type Chance = Annotated[int, Field(ge=1, le=10_000)]


class StaminaModel(Model):
    """What an action costs."""

    basic: Positive
    ultimate: Positive
    support: Positive


class CriticalModel(Model):
    """How often a hit is critical, at most, and what it does then."""

    chance_bp: Share
    most_bp: Share
    factor_bp: Factor


class ElementChartModel(Model):
    """What elements do against each other."""

    strong_bp: Factor
    weak_bp: Factor
    strong_against: dict[Id, Id]


class PhaseModel(Model):
    """How a boss strikes while it has more than a share of its health."""

    above_bp: Share
    power: Positive
    effects: list[Id]
    effect_bp: Share


class FiguresModel(Model):
    """How an effect works."""

    rounds: Positive | None = None
    stacks: Positive = 1
    more_every: Positive | None = None
    base: Count = 0
    step: Count = 0
    cap: Positive | None = None
    fixed: Share = 0
    grows_from: Count | None = None
    most_steps: Positive | None = None


class PassiveModel(Model):
    """What the passive of an element does."""

    kind: PassiveKind
    main: Positive
    besides: Count = 0
    cap: Share | None = None
    below_bp: Share = 0


class CombatFile(Model):
    """combat.yaml"""

    expires_after_ms: Positive
    stamina: StaminaModel
    overcharge_stamina: Positive
    variance_bp: Annotated[list[Factor], Field(min_length=2, max_length=2)]
    critical: CriticalModel
    elements: ElementChartModel
    phases: Annotated[list[PhaseModel], Field(min_length=1)]
    effects: dict[Id, FiguresModel]
    passives: dict[Id, PassiveModel]


class PoolModel(Model):
    """The shapes of a boss: some species, or all of a tier, of one element if it is named."""

    species: list[Id] | None = None
    element: Id | None = None
    tier: TierNumber | None = None


class BossStatsModel(Model):
    """The figures of a boss."""

    health: Positive
    attack: Positive
    defense: Positive


class BossModel(Model):
    """A boss."""

    name: Name
    description: Text
    pool: PoolModel
    stats: BossStatsModel


class BossesFile(Model):
    """bosses.yaml"""

    bosses: Annotated[dict[Id, BossModel], Field(min_length=1)]
