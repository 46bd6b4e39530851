"""The parts that cards are put together from, rasterised once and kept while there is room."""

from collections.abc import Callable, Hashable

from PIL import Image

from reve.bot.cards.colour import Rgb
from reve.bot.cards.errors import UnknownArt
from reve.bot.cards.figure import emblem_svg, figure_svg, stars_svg
from reve.bot.cards.frame import frame_svg
from reve.bot.cards.ground import ground_svg
from reve.bot.cards.icons import Icons
from reve.bot.cards.layout import Box, Layout
from reve.bot.cards.motifs import motif
from reve.bot.cards.palette import Palette
from reve.bot.cards.rasters import Rasters
from reve.bot.cards.scheme import Scheme
from reve.bot.cards.shelf import Shelf

MOST_STARS = 5


class Layers:
    """Not safe for use by two threads at once."""

    def __init__(
        self, palette: Palette, icons: Icons, *, backdrop: Rgb, max_bytes: int, rasters: Rasters | None = None
    ) -> None:
        self._palette = palette
        self._icons = icons
        self._backdrop = backdrop
        self._rasters = rasters or Rasters()
        self._schemes = {name: Scheme.of(look.colour) for name, look in palette.elements.items()}
        self._kept: Shelf[Hashable, Image.Image] = Shelf(max_bytes)

    @property
    def used_bytes(self) -> int:
        """The memory that the kept layers take."""
        return self._kept.used

    def scheme(self, element: str) -> Scheme:
        """The colours of an element's cards."""
        if (scheme := self._schemes.get(element)) is None:
            raise UnknownArt("element", element)
        return scheme

    def ground(self, layout: Layout, element: str) -> Image.Image:
        """The opaque ground, RGB."""

        def draw() -> Image.Image:
            svg = ground_svg(layout, self.scheme(element), motif(element), self._backdrop)
            return self._rasters.draw(svg).convert("RGB")

        return self._layer(("ground", layout.name, element), draw)

    def frame(self, layout: Layout, tier: int) -> Image.Image:
        """The frame of a tier."""
        colour = self._palette.tier(tier).colour
        return self._layer(
            ("frame", layout.name, tier), lambda: self._rasters.draw(frame_svg(layout, tier, colour))
        )

    def figure(self, layout: Layout, species: str, element: str) -> Image.Image:
        """The icon of a species, as large as the layout's place for it."""
        name = self._palette.icon(species)
        body = self._icons.body(name)
        side = layout.art.width
        return self._layer(
            ("figure", name, side, element),
            lambda: self._rasters.draw(figure_svg(body, side, self.scheme(element))),
        )

    def emblem(self, name: str, side: int, ink: Rgb) -> Image.Image:
        """A small icon in one colour."""
        body = self._icons.body(name)
        return self._layer(
            ("emblem", name, side, ink), lambda: self._rasters.draw(emblem_svg(body, side, ink))
        )

    def stars(self, count: int, box: Box, element: str) -> Image.Image:
        """The row of stars."""
        scheme = self.scheme(element)
        return self._layer(
            ("stars", count, box.width, box.height, element),
            lambda: self._rasters.draw(stars_svg(count, MOST_STARS, box.width, box.height, scheme)),
        )

    def own(self, key: Hashable, draw: Callable[[], Image.Image]) -> Image.Image:
        """A layer that the caller draws."""
        return self._layer(("own", key), draw)

    def _layer(self, key: Hashable, draw: Callable[[], Image.Image]) -> Image.Image:
        if (kept := self._kept.get(key)) is not None:
            return kept
        drawn = draw()
        self._kept.put(key, drawn, drawn.width * drawn.height * len(drawn.getbands()))
        return drawn
