"""The shape of the files of a content pack that set figures: grants, bars, levels, odds and limits."""

from typing import Annotated

from pydantic import Field

from reve.content.shapes import Count, Id, Model, Positive, Range, TierNumber


class BundleModel(Model):
    """What a grant gives; the element `all` stands for each element."""

    revies: Count = 0
    erythl: Count = 0
    xp: Count = 0
    energy: Count = 0
    stamina: Count = 0
    items: dict[Id, Positive] = Field(default_factory=dict)
    awakening_fragments: Count = 0
    tier_fragments: dict[TierNumber, Positive] = Field(default_factory=dict)
    element_fragments: dict[Id, Positive] = Field(default_factory=dict)
    esprits: dict[Id, Positive] = Field(default_factory=dict)
    title: Id | None = None
    building_slots: Count = 0
    relics: dict[Id, Positive] = Field(default_factory=dict)


class DailyFile(Model):
    """daily.yaml"""

    days: Annotated[list[BundleModel], Field(min_length=1)]
    every_day: BundleModel
    streak_cycle: Positive
    streak: dict[Positive, BundleModel]


class StarterFile(Model):
    """starter.yaml; at least two species, so that there is one to draw."""

    energy: Count
    stamina: Count
    charges: Count
    building_slots: Count
    species: Annotated[list[Id], Field(min_length=2)]
    again_after_days: Positive
    bundle: BundleModel


class ResourceModel(Model):
    """A bar that refills with time."""

    base_max: Positive
    per_level: Count
    per_skill_point: Count
    hard_max: Positive
    interval_ms: Positive
    min_interval_ms: Positive


class ResourcesFile(Model):
    """resources.yaml"""

    energy: ResourceModel
    stamina: ResourceModel


class StepModel(Model):
    """What every so-many-th level gives."""

    every: Positive
    revies_per_level: Count = 0
    erythl: Count = 0


class ExperienceFile(Model):
    """experience.yaml"""

    max_level: Annotated[int, Field(ge=1, le=200)]
    need_factor: Annotated[int, Field(ge=1, le=10**9)]
    need_power: Annotated[int, Field(ge=0, le=6)]
    skill_points_per_level: Count
    steps: list[StepModel]
    milestones: dict[Positive, BundleModel]


class PowerFile(Model):
    """power.yaml"""

    star_bp: Count
    skill_bp: Count
    health_share: Positive
    leader_star_base: Positive


class ChargesModel(Model):
    """The charges of the reve."""

    max: Positive
    interval_ms: Positive


class RowModel(Model):
    """The tiers of the reve's columns at some levels, first and last included."""

    levels: Range
    tiers: list[TierNumber]


class PityModel(Model):
    """When a column or a later one is certain."""

    column: Positive
    after: Positive


class PitiesModel(Model):
    """The two kinds of pity."""

    bright: PityModel
    brilliant: PityModel


class ReveFile(Model):
    """reve.yaml"""

    charges: ChargesModel
    weights: Annotated[list[Count], Field(min_length=1)]
    rows: Annotated[list[RowModel], Field(min_length=1)]
    pity: PitiesModel


class CapsModel(Model):
    """The most that a player can hold."""

    revies: Annotated[int, Field(ge=1, le=10**15)]
    erythl: Annotated[int, Field(ge=1, le=10**9)]
    item_stack: Annotated[int, Field(ge=1, le=999_999)]
    copies: Annotated[int, Field(ge=1, le=999_999)]
    fragments: Annotated[int, Field(ge=1, le=10**9)]
    building_slots: Positive
    revies_per_spare_slot: Count
    use_count: Positive


class RateModel(Model):
    """So many commands in so many seconds."""

    count: Positive
    per_s: Positive


class RatesModel(Model):
    """The groups of commands that are limited."""

    quest: RateModel
    fusion: RateModel
    echo: RateModel
    awakening: RateModel
    reve: RateModel
    boss: RateModel
    pvp: RateModel
    shop: RateModel
    view: RateModel
    card: RateModel
    admin: RateModel
    export: RateModel


class OperatorsModel(Model):
    """The most of each kind that operators give or take at once."""

    currency: Positive
    esprit: Positive
    item: Positive
    xp: Positive
    fragments: Positive


class LimitsFile(Model):
    """limits.yaml"""

    caps: CapsModel
    rates: RatesModel
    operators: OperatorsModel
