"""Text on cards: the fonts that ship with the bot, and lines that always fit their box."""

from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from io import BytesIO

from PIL import ImageDraw, ImageFont

from reve.bot.cards.colour import Rgb
from reve.bot.cards.layout import Align, Box

SMALLEST = 0.5  # of the wanted size; below that the line is cut instead
CUT = "…"


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
class SetLine:
    """A line as it is drawn: what of its text fits, in which size, from which point."""

    text: str
    font: ImageFont.FreeTypeFont
    at: tuple[int, int]
    anchor: str
    ink: Rgb

    def extent(self) -> tuple[float, float, float, float]:
        """The box that its letters cover: left, top, right, bottom."""
        left, top, right, bottom = self.font.getbbox(self.text, anchor=self.anchor)
        return left + self.at[0], top + self.at[1], right + self.at[0], bottom + self.at[1]

    def draw(self, canvas: ImageDraw.ImageDraw) -> None:
        """Put it on the canvas."""
        canvas.text(self.at, self.text, font=self.font, fill=self.ink, anchor=self.anchor)


class Lettering:
    """Sets lines. Not safe for use by two threads at once: FreeType faces are not."""

    def __init__(self) -> None:
        self._files = {
            face: files("reve.bot.cards").joinpath("fonts", face.value).read_bytes() for face in Face
        }
        self._fonts: dict[tuple[Face, int], ImageFont.FreeTypeFont] = {}

    def font(self, face: Face, size: int) -> ImageFont.FreeTypeFont:
        """A font in a size; sizes come from the layouts, so they are few."""
        if (font := self._fonts.get((face, size))) is None:
            # The basic engine shapes alike wherever the bot runs; the other needs a system library.
            font = ImageFont.truetype(BytesIO(self._files[face]), size, layout_engine=ImageFont.Layout.BASIC)
            self._fonts[face, size] = font
        return font

    def set(self, line: Line) -> SetLine:
        """Shrink the line until it fits its box, and cut it if it is too long even then."""
        size = line.size
        while size > line.size * SMALLEST and not self._fits(line.text, line, size):
            size -= 1
        text = line.text
        while len(text) > 1 and not self._fits(text, line, size):
            text = text.removesuffix(CUT)[:-1] + CUT
        left, _, width, _ = line.box
        x = {"l": left, "m": left + width // 2, "r": line.box.right}[line.align]
        return SetLine(text, self.font(line.face, size), (x, line.box.middle[1]), f"{line.align}m", line.ink)

    def _fits(self, text: str, line: Line, size: int) -> bool:
        left, top, right, bottom = self.font(line.face, size).getbbox(text, anchor=f"{line.align}m")
        half = line.box.height / 2
        return right - left <= line.box.width and -top <= half and bottom <= half
