"""The studio that draws cards, with its words in one language: pictures are shared by all readers."""

from collections.abc import Callable, Mapping
from pathlib import Path

from reve.bot.cards.palette import Palette
from reve.bot.cards.rasters import Rasters
from reve.bot.cards.spec import CardSpec, Labels, Picture
from reve.bot.cards.studio import Cards
from reve.bot.ports import Observed
from reve.bot.upkeep_views import CacheLine
from reve.bot.words import numbers
from reve.bot.words.catalogue import Words
from reve.game.catalogue import Catalogue

type Content = tuple[Catalogue, Mapping[str, str]]
"""A catalogue, and the icon of each of its species."""


class Studios:
    """Draws with the studio of the pack in force (`reve.bot.ports.CardStudio`).

    Mutable: `_studio`, made anew when the pack has changed.
    """

    def __init__(
        self,
        content: Callable[[], Content],
        words: Words,
        *,
        observed: Observed | None = None,
        folder: Path | None = None,
    ) -> None:
        """Draw what `content` holds; with `folder`, what is drawn is kept there for the next start."""
        self._rasters = Rasters(folder)
        self._content = content
        self._words = words
        self._observed = observed
        self._catalogue, icons = content()
        self._studio = studio(self._catalogue, icons, words, self._looked_up, self._rasters)

    async def pull_card(self, results: tuple[CardSpec, ...]) -> Picture | None:
        """Draw one to five esprits that came together."""
        return await self.now().pull_card(results)

    async def esprit_card(self, spec: CardSpec) -> Picture | None:
        """Draw one esprit, large."""
        return await self.now().esprit_card(spec)

    async def warm(self) -> None:
        """Draw ahead of time what all cards share."""
        await self.now().warm()

    def cache(self) -> CacheLine:
        """Tell what is kept of pictures."""
        kept = self.now().kept
        return CacheLine("cards", len(kept), kept.hits, kept.misses, kept.used)

    def drop(self) -> None:
        """Keep no picture any more."""
        self.now().kept.clear()

    def now(self) -> Cards:
        """Return the studio of the pack in force."""
        catalogue, icons = self._content()
        if catalogue is not self._catalogue:
            self._catalogue = catalogue
            self._studio = studio(catalogue, icons, self._words, self._looked_up, self._rasters)
        return self._studio

    def _looked_up(self, kept: bool) -> None:
        if self._observed:
            self._observed.looked_up("cards", hit=kept)


def studio(
    catalogue: Catalogue,
    icons: Mapping[str, str],
    words: Words,
    looked_up: Callable[[bool], None] = lambda kept: None,
    rasters: Rasters | None = None,
) -> Cards:
    """Make the studio of a pack; `icons` names the icon of each species."""
    labels = Labels(
        attack=words("card.attack"),
        defense=words("card.defense"),
        hp=words("card.hp"),
        new=words("card.new"),
        foe=words("card.foe"),
    )
    palette = Palette.of(catalogue, icons)
    return Cards(
        palette,
        labels=labels,
        describe=lambda spec: described(spec, catalogue, words),
        looked_up=looked_up,
        rasters=rasters,
    )


def described(spec: CardSpec, catalogue: Catalogue, words: Words) -> str:
    """Say what a card shows to those who cannot see it."""
    element, tier = catalogue.elements.get(spec.element), catalogue.tiers.get(spec.tier)
    facts = {
        "name": spec.name,
        "element": element.name if element else spec.element,
        "tier": tier.numeral if tier else spec.tier,
        "attack": numbers.short(spec.attack),
        "defense": numbers.short(spec.defense),
        "hp": numbers.short(spec.hp),
    }
    if spec.foe:
        return words("card.described.foe", **facts)
    stars = words.many("card.stars", spec.stars, count=spec.stars)
    copies = words.many("card.copies", spec.quantity, count=numbers.whole(spec.quantity))
    text = words("card.described", stars=stars, copies=copies, **facts)
    return words("card.described.new", text=text) if spec.new else text
