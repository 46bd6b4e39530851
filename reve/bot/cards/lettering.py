"""Text on cards: the fonts that ship with the bot, and lines that always fit their box."""

from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from reve.bot.cards.colour import Rgb
from reve.bot.cards.layout import Align, Box
from reve.bot.cards.shelf import Shelf

SMALLEST = 0.5  # of the wanted size; below that the line is cut instead
CUT = "…"
MAX_BYTES = 4 << 20


class Face(Enum):
    """A shipped font."""

    TITLE = "Cinzel-Bold.ttf"
    PLAIN = "BarlowSemiCondensed-SemiBold.ttf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and the box that it must stay in."""

    text: str
    box: Box
    face: Face
    size: int
    ink: Rgb
    align: Align = "l"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a line is drawn: what of its text fits, in which size."""

    text: str
    font: ImageFont.FreeTypeFont


class Lettering:
    """Sets lines. Not safe for use by two threads at once: FreeType faces are not."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._files = {
            face: files("reve.bot.cards").joinpath("fonts", face.value).read_bytes() for face in Face
        }
        self._fonts: dict[tuple[Face, int], ImageFont.FreeTypeFont] = {}
        self._masks: Shelf[tuple[str, Face, int, int, int, Align], Image.Image] = Shelf(max_bytes)

    def write(self, card: Image.Image, line: Line) -> None:
        """Put a line on a card."""
        key = (line.text, line.face, line.size, line.box.width, line.box.height, line.align)
        if (mask := self._masks.get(key)) is None:
            mask = self._mask(line)
            self._masks.put(key, mask, mask.width * mask.height)
        card.paste(line.ink, line.box[:2], mask)

    def set(self, line: Line) -> Setting:
        """Shrink the line until it fits its box, and cut it if it is too long even then."""
        size, text = line.size, line.text
        while size > line.size * SMALLEST and not self._fits(text, line, size):
            size -= 1
        while len(text) > 1 and not self._fits(text, line, size):
            text = text.removesuffix(CUT)[:-1] + CUT
        return Setting(text, self._font(line.face, size))

    def _mask(self, line: Line) -> Image.Image:
        setting = self.set(line)
        width, height = line.box.width, line.box.height
        mask = Image.new("L", (width, height))
        at = {"l": 0, "m": width / 2, "r": width}[line.align], height / 2
        ImageDraw.Draw(mask).text(at, setting.text, 255, setting.font, anchor=f"{line.align}m")
        return mask

    def _font(self, face: Face, size: int) -> ImageFont.FreeTypeFont:
        # Sizes come from the layouts, so there are few.
        if (font := self._fonts.get((face, size))) is None:
            # The basic engine shapes alike wherever the bot runs; the other needs a system library.
            font = ImageFont.truetype(BytesIO(self._files[face]), size, layout_engine=ImageFont.Layout.BASIC)
            self._fonts[face, size] = font
        return font

    def _fits(self, text: str, line: Line, size: int) -> bool:
        left, top, right, bottom = self._font(line.face, size).getbbox(text, anchor=f"{line.align}m")
        half = line.box.height / 2
        return right - left <= line.box.width and -top <= half and bottom <= half
