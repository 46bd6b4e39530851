"""What content says about looks: the colours of elements and tiers, the icons of species."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from reve.bot.cards.colour import Rgb, rgb
from reve.bot.cards.errors import UnknownArt
from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class ElementLook:
    """How an element is called and coloured."""

    name: str
    colour: Rgb


@dataclass(frozen=True, slots=True)
class TierLook:
    """How a tier is numbered, called and coloured."""

    numeral: str
    name: str
    colour: Rgb


@dataclass(frozen=True, slots=True)
class Palette:
    """The looks of one content pack; asking for what it lacks is `UnknownArt`."""

    elements: Mapping[str, ElementLook]
    tiers: Mapping[int, TierLook]
    icons: Mapping[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, icons: Mapping[str, str]) -> Self:
        """Take the looks from a catalogue, and from `icons` the icon of each species."""
        return cls(
            elements={e.id: ElementLook(e.name, rgb(e.colour)) for e in catalogue.elements.values()},
            tiers={t.number: TierLook(t.numeral, t.name, rgb(t.colour)) for t in catalogue.tiers.values()},
            icons=dict(icons),
        )

    def element(self, element_id: str) -> ElementLook:
        """Look an element up."""
        if (look := self.elements.get(element_id)) is None:
            raise UnknownArt("element", element_id)
        return look

    def tier(self, number: int) -> TierLook:
        """Look a tier up."""
        if (look := self.tiers.get(number)) is None:
            raise UnknownArt("tier", number)
        return look

    def icon(self, species_id: str) -> str:
        """Look the icon of a species up."""
        if (name := self.icons.get(species_id)) is None:
            raise UnknownArt("species", species_id)
        return name
