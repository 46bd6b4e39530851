"""The shape of the files of a content pack by which a collection grows."""

from typing import Annotated, Literal

from pydantic import Field

from reve.content.shapes import Count, Id, Model, Name, Percent, Positive, Range, Text, TierNumber

type Share = Annotated[int, Field(ge=0, le=10_000)]
type Conversion = Literal["atk_to_def", "atk_to_hp", "def_to_atk", "def_to_hp", "hp_to_atk", "hp_to_def"]
type StatName = Literal["attack", "defense", "health"]


class GatesFile(Model):
    """gates.yaml"""

    levels: dict[Id, Positive]


class BoostModel(Model):
    """How fragments help a fusion."""

    step_bp: Share
    most_steps: Count
    cap_bp: Share


class PairModel(Model):
    """What the elements of a pair become; `all` stands for each element."""

    pair: Annotated[list[Id], Field(min_length=2, max_length=2)]
    gives: Annotated[list[Id], Field(min_length=1)]


class FusionFile(Model):
    """fusion.yaml"""

    cross_bp: Share
    pity_bp: Share
    cap_bp: Share
    boost: BoostModel
    catalyst: Id
    most_attempts: Annotated[int, Field(ge=1, le=50)]
    chart: list[PairModel]


class StoneModel(Model):
    """The item that saves copies."""

    item: Id
    saves: Count


class AwakeningFile(Model):
    """awakening.yaml"""

    success_bp: Annotated[list[Share], Field(min_length=1, max_length=10)]
    retry_bp: Share
    revies_factor: Count
    failed_copies_part: Positive
    stone: StoneModel


class ReleaseModel(Model):
    """What a released copy turns into."""

    awakening: Count
    element: Count


class BandModel(Model):
    """Materials of some tiers, first and last included."""

    tiers: Range
    awakening: Count
    boost: Positive
    failure: Annotated[list[Count], Field(min_length=2, max_length=2)]
    release: ReleaseModel


class LineModel(Model):
    """A figure that grows with the tier."""

    base: Count
    step: Count


class CraftingModel(Model):
    """What a crafted esprit takes."""

    tier_fragments: LineModel
    element_fragments: LineModel
    revies_factor: Count
    highest_tier: TierNumber
    most: Annotated[int, Field(ge=1, le=10)]


class MaterialsFile(Model):
    """materials.yaml"""

    bands: Annotated[list[BandModel], Field(min_length=1)]
    last_fragment_tier: TierNumber
    release_asks_above: Count
    crafting: CraftingModel


class ResetModel(Model):
    """What getting skill points back costs."""

    erythl_step: Positive
    most_steps: Positive
    item: Id
    every_ms: Count


class SkillsFile(Model):
    """skills.yaml"""

    skills: Annotated[list[Literal["energy", "stamina", "attack", "defense"]], Field(min_length=1)]
    reset: ResetModel


class FavoriteModel(Model):
    """How weights count for a favorite element, and for the others."""

    times: Positive
    others: Positive


class ChosenModel(Model):
    """The weights of an element that was named, and of the others."""

    chosen: Positive
    others: Count


class EchoRangeModel(Model):
    """What an echo draws at some levels."""

    levels: Range
    tiers: Annotated[dict[TierNumber, Count], Field(min_length=1)]
    elements: list[Count] | None = None


class EchoModel(Model):
    """An echo; ranges have weights of elements unless a player names one."""

    name: Annotated[str, Field(pattern=r"^[a-z]{1,20}$")]
    pity: Positive
    keys: Positive | None = None
    gate: Id | None = None
    chosen: ChosenModel | None = None
    ranges: Annotated[list[EchoRangeModel], Field(min_length=1)]


class EchoesFile(Model):
    """echoes.yaml; by the id of the item that is the echo."""

    favorite: FavoriteModel
    most: Annotated[int, Field(ge=1, le=10)]
    echoes: Annotated[dict[Id, EchoModel], Field(min_length=1, max_length=25)]


class RelicModel(Model):
    """A relic."""

    name: Name
    rarity: Annotated[int, Field(ge=1, le=9)]
    boost: dict[StatName, Percent] = Field(default_factory=dict)
    convert: dict[Conversion, Percent] = Field(default_factory=dict)
    description: Text


class RelicsFile(Model):
    """relics.yaml"""

    salvage: dict[Positive, Positive]
    relics: Annotated[dict[Id, RelicModel], Field(min_length=1)]
