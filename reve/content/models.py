"""The shape of the files of a content pack that describe things: esprits, items, classes and so on."""

from typing import Annotated, Literal

from pydantic import Field

from reve.content.shapes import (
    Colour,
    Count,
    Emoji,
    Figure,
    Icon,
    Id,
    Model,
    Name,
    Numeral,
    Percent,
    Positive,
    Range,
    Text,
    TierNumber,
)
from reve.game.catalogue import ClassBonus, LeaderBonus, Section
from reve.game.uses import Refillable


class PackFile(Model):
    """pack.yaml: which pack this is."""

    version: Annotated[int, Field(ge=1, lt=2**31)]
    name: Name


# -- elements, tiers, species ----------------------------------------------------------------------


class Stats(Model):
    """Three figures, one for each stat."""

    attack: Count
    defense: Count
    health: Count


class Shares(Model):
    """How an element splits a tier's total stats, in percent."""

    attack: Percent
    defense: Percent
    health: Percent


class Pvp(Model):
    """When an element fights in a battle between players."""

    stage: Literal[1, 2]
    initiative: Positive


class LeaderModel(Model):
    """One bonus that a leader gives."""

    bonus: LeaderBonus
    base: Figure
    step: Figure


class ElementModel(Model):
    """An element."""

    name: Name
    emoji: Emoji
    colour: Colour
    shares: Shares
    strong_against: Id
    pvp: Pvp
    leader: Annotated[list[LeaderModel], Field(min_length=1)]


class ElementsFile(Model):
    """elements.yaml"""

    elements: dict[Id, ElementModel]


class TierModel(Model):
    """A tier; `fusion_bp` is missing where nothing is fused from it."""

    numeral: Numeral
    name: Name
    colour: Colour
    base_attack: Positive
    relic_slots: Annotated[int, Field(ge=1, le=9)]
    cost: Positive
    fusion_bp: Annotated[int, Field(ge=1, le=10_000)] | None = None


class TiersFile(Model):
    """tiers.yaml"""

    tiers: dict[TierNumber, TierModel]


class SpeciesModel(Model):
    """An esprit."""

    name: Name
    tier: TierNumber
    stats: Stats
    icon: Icon
    description: Text


class SpeciesFile(Model):
    """species/*.yaml: esprits of one element."""

    element: Id
    species: dict[Id, SpeciesModel]


# -- items, titles, classes ------------------------------------------------------------------------


class RarityModel(Model):
    """How rare items can be."""

    name: Name
    colour: Colour


class RefillModel(Model):
    """Using the item fills a bar."""

    kind: Literal["refill"]
    resource: Refillable
    amount: Positive
    overfill: Count


class StudyModel(Model):
    """Using the item gives experience."""

    kind: Literal["study"]
    xp: Positive


class CharmModel(Model):
    """Using the item helps to capture."""

    kind: Literal["charm"]
    quests: Positive
    most: Positive


class PermitModel(Model):
    """Using the item gives slots for buildings."""

    kind: Literal["permit"]
    slots: Positive


class SplintersModel(Model):
    """Using the item gives fragments."""

    kind: Literal["splinters"]
    count: Annotated[int, Field(ge=1, le=1_000)]
    tiers: Range


type UseModel = RefillModel | StudyModel | CharmModel | PermitModel | SplintersModel


class ItemModel(Model):
    """A thing for the bag."""

    name: Name
    rarity: Id
    section: Section
    description: Text
    use: Annotated[UseModel, Field(discriminator="kind")] | None = None


class ItemsFile(Model):
    """items.yaml"""

    rarities: dict[Id, RarityModel]
    items: dict[Id, ItemModel]


class TitleModel(Model):
    """A title."""

    name: Name
    colour: Colour


class TitlesFile(Model):
    """titles.yaml"""

    titles: dict[Id, TitleModel]


class ClassModel(Model):
    """A player class."""

    name: Name
    bonus: ClassBonus
    starter: Id
    description: Text


class ClassRulesModel(Model):
    """How the bonus of a class grows."""

    base_bp: Count
    step_bp: Count
    step_levels: Positive


class ClassChangeModel(Model):
    """What another class costs."""

    erythl_step: Count
    erythl_most: Count


class ClassesFile(Model):
    """classes.yaml; as many classes as fit in a row of buttons."""

    bonus: ClassRulesModel
    change: ClassChangeModel
    classes: Annotated[dict[Id, ClassModel], Field(min_length=1, max_length=5)]
