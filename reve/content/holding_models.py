"""The shape of the files of a content pack that set what players hold and hear of."""

from typing import Annotated, Literal

from pydantic import Field

from reve.content.shapes import Count, Emoji, Id, Model, Name, Positive, Text


class BuildingModel(Model):
    """A type of building; as many types as fit on a screen."""

    name: Name
    emoji: Emoji
    pays: Literal["revies", "centi_erythl"]
    price: Positive
    most: Positive
    income: Annotated[list[Positive], Field(min_length=1, max_length=99)]
    upkeep: Count = 0
    upgrade: list[Positive]
    description: Text


class BoostModel(Model):
    """The item that makes an upgrade cheaper, and what is left of the price."""

    item: Id
    price_bp: Annotated[int, Field(ge=1, le=10_000)]


class BuildingsFile(Model):
    """buildings.yaml"""

    tick_s: Positive
    most_ticks: Positive
    boost: BoostModel
    high_level: Positive
    slots: dict[Positive, Positive]
    types: Annotated[dict[Id, BuildingModel], Field(min_length=1, max_length=5)]


class NoticeModel(Model):
    """A kind of direct message."""

    default: bool
    gap_s: Count = 0
    at_minute: Annotated[int, Field(ge=0, lt=7 * 24 * 60)] = 0


class NoticesFile(Model):
    """notices.yaml; as many offsets as a menu has places."""

    per_day: Positive
    test_gap_s: Positive
    offsets: Annotated[
        list[Annotated[int, Field(ge=-14 * 60, le=14 * 60)]], Field(min_length=1, max_length=25)
    ]
    types: dict[Id, NoticeModel]


class TutorialFile(Model):
    """tutorial.yaml"""

    steps: list[Id]
