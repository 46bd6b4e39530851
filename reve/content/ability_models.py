"""The shape of abilities.yaml."""

from typing import Annotated, Literal

from pydantic import Field

from reve.content.growing_models import Share
from reve.content.shapes import Id, Model, Name, Positive, Range, Text, TierNumber


class AbilityTiersModel(Model):
    """Powers in percent, one per tier."""

    basic: list[Positive]
    ultimate: list[Positive]
    passive: list[Positive]


class CooldownModel(Model):
    """How long an ultimate rests, from a tier on."""

    from_tier: TierNumber
    rounds: Positive


class EffectModel(Model):
    """What an ability does besides damage."""

    name: Name
    side: Literal["enemy", "self"]
    description: Text


class StrikeModel(Model):
    """An attack."""

    name: Name
    effects: list[Id]


class AbilitySetModel(Model):
    """The abilities of a species, or of an element in some tiers."""

    basic: StrikeModel
    ultimate: StrikeModel
    passive: Name


class SupportModel(Model):
    """What an esprit of an element does as support."""

    name: Name
    effects: list[Id]
    power: Positive
    rounds: Positive


class BandSetModel(Model):
    """The abilities of all elements in some tiers."""

    tiers: Range
    elements: dict[Id, AbilitySetModel]


class AbilitiesFile(Model):
    """abilities.yaml"""

    tiers: AbilityTiersModel
    cooldowns: Annotated[list[CooldownModel], Field(min_length=1)]
    basic_effect_bp: Share
    effects: dict[Id, EffectModel]
    passives: dict[Id, Text]
    supports: dict[Id, SupportModel]
    sets: list[BandSetModel]
    own: dict[Id, AbilitySetModel] = Field(default_factory=dict)
