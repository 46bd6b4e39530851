"""The shape of the files of a content pack that describe areas, their quests, and what quests give."""

from typing import Annotated

from pydantic import Field

from reve.content.growing_models import Share
from reve.content.rule_models import BundleModel
from reve.content.shapes import Count, Id, Model, Name, Positive, Range, Text, TierNumber

type Factor = Annotated[int, Field(ge=10_000, le=100_000)]


class QuestModel(Model):
    """A quest; its number is its place in the list, `boss` names who waits at its end."""

    name: Name
    text: Text
    energy: Positive
    revies: Range
    xp: Positive
    boss: Id | None = None


class AreaFile(Model):
    """areas/<id>.yaml; the id of the area is the name of the file."""

    number: Positive
    name: Name
    description: Text
    level: Positive
    affinity: Id
    captures: Annotated[list[TierNumber], Field(min_length=1)]
    ranks: Annotated[list[BundleModel], Field(min_length=1, max_length=9)]
    quests: Annotated[list[QuestModel], Field(min_length=1, max_length=99)]


class CaptureModel(Model):
    """How likely captures are."""

    chance_bp: Share
    boss_bp: Share
    charm_bp: Share
    kindred_bp: Share
    cap_bp: Share
    certain_after: Positive
    tier_weights: Annotated[list[Count], Field(min_length=1)]
    affinity_bp: Share


class DropModel(Model):
    """An item that may fall."""

    bp: Share
    boss_bp: Share


class GuardianRulesModel(Model):
    """What a victory gives, in parts of what the quest would pay."""

    revies_bp: Factor
    xp_bp: Factor
    awakening: Count
    relic_bp: Share
    first_relic: bool = False


class SpoilsModel(Model):
    """What bosses leave in a range of areas."""

    areas: Range
    awakening_times: Count
    rarities: dict[Positive, Count]


class QuestsFile(Model):
    """quests.yaml"""

    areas: Positive
    quests: Positive
    most_times: Annotated[int, Field(ge=1, le=50)]
    advised: Annotated[int, Field(ge=1, le=10)]
    capture: CaptureModel
    drops: dict[Id, DropModel]
    bosses: dict[Positive, GuardianRulesModel]
    spoils: list[SpoilsModel]
    relic_after: Positive
    element_fragments: Count
