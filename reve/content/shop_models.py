"""The shape of the file of a content pack that fills the shop."""

from typing import Annotated

from pydantic import Field

from reve.content.rule_models import BundleModel
from reve.content.shapes import Id, Model, Name, Positive
from reve.game.days import Per


class DealModel(Model):
    """An offer for revies that is there on some days."""

    price: Positive
    weight: Positive
    limit: Positive
    goods: BundleModel


class PremiumModel(Model):
    """An offer for erythl."""

    price: Positive
    limit: Positive
    per: Per
    goods: BundleModel


class CrateModel(PremiumModel):
    """An offer of several things, with a name of its own."""

    name: Name
    first_days: Positive | None = None


class ShopFile(Model):
    """shop.yaml; as many offers on a shelf as fit on a screen."""

    level_step: Positive
    per_day: Annotated[int, Field(ge=1, le=8)]
    deals: dict[Id, DealModel]
    premium: Annotated[dict[Id, PremiumModel], Field(max_length=8)]
    bundles: Annotated[dict[Id, CrateModel], Field(max_length=8)]
