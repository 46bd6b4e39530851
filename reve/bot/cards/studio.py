"""The studio: draws cards in a worker thread, one picture at a time, and keeps the latest."""

from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO

import anyio.to_thread
from PIL import Image

from reve.bot.cards.card import CardPress
from reve.bot.cards.colour import Rgb
from reve.bot.cards.errors import Crowded, DrawingFailed, WrongCount
from reve.bot.cards.icons import Icons
from reve.bot.cards.layers import Layers
from reve.bot.cards.layout import LARGE, TILE
from reve.bot.cards.lettering import Lettering
from reve.bot.cards.palette import Palette
from reve.bot.cards.rasters import Rasters
from reve.bot.cards.sheet import MOST_TILES, sheet
from reve.bot.cards.shelf import Shelf
from reve.bot.cards.spec import CardSpec, Labels, Picture

BACKDROP: Rgb = (22, 23, 28)
MAX_LAYER_BYTES = 48 << 20
MAX_PICTURE_BYTES = 8 << 20
MAX_WAITING = 32
QUALITY = 80
METHOD = 2  # less than half the work of the next method, for a twentieth more bytes


def encode(image: Image.Image) -> bytes:
    """Encode an opaque image as WebP."""
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=METHOD)
    return buffer.getvalue()


class Cards:
    """Draws pictures of esprits; whatever goes wrong is a `CardError`."""

    def __init__(
        self,
        palette: Palette,
        *,
        labels: Labels,
        describe: Callable[[CardSpec], str],
        icons: Icons | None = None,
        rasters: Rasters | None = None,
        max_layer_bytes: int = MAX_LAYER_BYTES,
        max_picture_bytes: int = MAX_PICTURE_BYTES,
        looked_up: Callable[[bool], None] = lambda kept: None,
    ) -> None:
        self._palette = palette
        self._layers = Layers(
            palette,
            icons or Icons.shipped(),
            backdrop=BACKDROP,
            max_bytes=max_layer_bytes,
            rasters=rasters,
        )
        self._press = CardPress(palette, self._layers, Lettering(), labels)
        self._describe = describe
        self._looked_up = looked_up
        self._kept: Shelf[tuple[CardSpec, ...], bytes] = Shelf(max_picture_bytes)
        # One at a time: layers and fonts have a single user, and the event loop keeps its core.
        self._easel = anyio.CapacityLimiter(1)
        self._waiting = 0

    @property
    def kept(self) -> Shelf[tuple[CardSpec, ...], bytes]:
        """The pictures that are kept."""
        return self._kept

    @property
    def kept_bytes(self) -> int:
        """The memory that kept pictures take."""
        return self._kept.used

    @property
    def layer_bytes(self) -> int:
        """The memory that kept layers take."""
        return self._layers.used_bytes

    async def pull_card(self, specs: tuple[CardSpec, ...]) -> Picture:
        """Draw one to five esprits that came together."""
        if not 1 <= len(specs) <= MOST_TILES:
            raise WrongCount(len(specs), MOST_TILES)
        return await self._picture("pull", specs)

    async def esprit_card(self, spec: CardSpec) -> Picture:
        """Draw one esprit, large."""
        return await self._picture("esprit", (spec,))

    async def warm(self) -> None:
        """Draw grounds and frames ahead of time; pictures asked for meanwhile come in between."""
        for layout in (LARGE, TILE):
            for element in self._palette.elements:
                await self._work(self._layers.ground, layout, element)
            for tier in self._palette.tiers:
                await self._work(self._layers.frame, layout, tier)

    async def _picture(self, what: str, specs: tuple[CardSpec, ...]) -> Picture:
        data = self._kept.get(specs)
        self._looked_up(data is not None)
        if data is None:
            data = await self._drawn(specs)
        mark = blake2b(data, digest_size=6).hexdigest()
        return Picture(data, f"{what}-{mark}.webp", "; ".join(map(self._describe, specs)))

    async def _drawn(self, specs: tuple[CardSpec, ...]) -> bytes:
        if self._waiting >= MAX_WAITING:
            raise Crowded(self._waiting)
        self._waiting += 1
        try:
            data = await self._work(self._draw, specs)
        finally:
            self._waiting -= 1
        self._kept.put(specs, data, len(data))
        return data

    async def _work[*A, R](self, task: Callable[[*A], R], *args: *A) -> R:
        return await anyio.to_thread.run_sync(task, *args, limiter=self._easel)

    def _draw(self, specs: tuple[CardSpec, ...]) -> bytes:
        try:
            return encode(sheet(self._press, specs, BACKDROP))
        except (OSError, ValueError) as error:
            raise DrawingFailed(f"{type(error).__name__}: {error}") from error
