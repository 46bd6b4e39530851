"""What a card shows, and the picture that comes of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSpec:
    """Everything that is drawn on one card; equal specs make equal pictures.

    A `foe` belongs to nobody: it has neither stars nor copies.
    """

    species_id: str
    name: str
    element: str
    tier: int
    stars: int
    attack: int
    defense: int
    hp: int
    quantity: int
    new: bool
    foe: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded image, ready to be attached; `alt` says the same in words."""

    data: bytes
    filename: str
    alt: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that stand on a card, in the language of the message catalogue."""

    attack: str
    defense: str
    hp: str
    new: str
    foe: str
