"""The shape of the files of a content pack that set goals: achievements, codex and collection."""

from typing import Annotated

from pydantic import Field

from reve.content.rule_models import BundleModel
from reve.content.shapes import Count, Id, Model, Name, Positive, Text
from reve.game.goals import Category


class AchievementModel(Model):
    """A one-time goal."""

    name: Name
    category: Category
    metric: Id
    value: Positive
    points: Count
    reward: BundleModel
    description: Text


class AchievementsFile(Model):
    """achievements.yaml"""

    achievements: dict[Id, AchievementModel]
    points: dict[Positive, BundleModel]


class CodexSetModel(Model):
    """Species that belong together."""

    name: Name
    species: Annotated[list[Id], Field(min_length=1, max_length=12)]
    reward: BundleModel
    description: Text


class CodexFile(Model):
    """codex.yaml"""

    sets: dict[Id, CodexSetModel]


class ValueModel(Model):
    """What a collection is worth."""

    unique: Count
    copy_: Annotated[int, Field(alias="copy", ge=0, le=2**53)]
    tier_squared: Count
    star: Count


class CollectionFile(Model):
    """collection.yaml"""

    value: ValueModel
    mastery: Annotated[dict[Id, Count], Field(min_length=1)]
    balance: dict[Id, Positive]
    rarest: Positive
    most_missing: Positive
    recent_days: Positive
    most_recent_days: Positive
    milestones: dict[Positive, BundleModel]
