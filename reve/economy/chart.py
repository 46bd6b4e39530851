"""The chart: tiers and levels over days, a stepped line for each life, drawn as a PNG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from reve.bot.cards.colour import Rgb
from reve.bot.cards.layout import Align, Box
from reve.bot.cards.lettering import Face, Lettering, Line
from reve.economy.outcome import Outcome

SIZE: Final = (1200, 900)
BACKDROP: Final[Rgb] = (22, 23, 28)
GRID: Final[Rgb] = (52, 54, 63)
INK: Final[Rgb] = (214, 216, 224)
STROKES: Final[tuple[Rgb, ...]] = ((94, 184, 255), (255, 186, 84), (255, 105, 130))
TEXT: Final = 20
LINES: Final = 6
GAPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of axes: days to the right, `top` at most upwards."""

    title: str
    box: Box
    days: int
    top: int

    def at(self, day: int, value: int) -> tuple[int, int]:
        """Return the pixel of a value on a day."""
        return (
            self.box.left + self.box.width * day // self.days,
            self.box.bottom - self.box.height * value // self.top,
        )


def save(outcomes: Sequence[Outcome], path: Path) -> None:
    """Draw the outcomes into a PNG file.

    :raises OSError: if the file cannot be written
    """
    draw(outcomes).save(path, "PNG")


def draw(outcomes: Sequence[Outcome]) -> Image.Image:
    """Draw the outcomes, which must be at least one."""
    paper, days = _Paper(), max(one.days for one in outcomes)
    parts = (
        ("highest tier", Box(90, 60, 1070, 340), [one.first_day_of_tier for one in outcomes]),
        ("level", Box(90, 470, 1070, 340), [one.first_day_of_level for one in outcomes]),
    )
    for title, box, series in parts:
        panel = Panel(title, box, days, _ceiling(max(max(reached, default=1) for reached in series)))
        _axes(paper, panel)
        for number, reached in enumerate(series):
            _steps(paper, panel, reached, STROKES[number % len(STROKES)])
    for number, one in enumerate(outcomes):
        name, box = f"{one.profile}, seed {one.seed}", Box(90 + 250 * number, 12, 240, 30)
        paper.write(name, box, STROKES[number % len(STROKES)])
    return paper.image


class _Paper:
    """The picture in the making. Mutable: lives within one `draw`."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", SIZE, BACKDROP)
        self.pen = ImageDraw.Draw(self.image)
        self._lettering = Lettering()

    def write(self, text: str, box: Box, ink: Rgb = INK, *, align: Align = "l") -> None:
        """Write a line of text into a box."""
        self._lettering.write(self.image, Line(text, box, Face.PLAIN, TEXT, ink, align))


def _axes(paper: _Paper, panel: Panel) -> None:
    box = panel.box
    for value in _marks(panel.top):
        _, y = panel.at(0, value)
        paper.pen.line((box.left, y, box.right, y), GRID)
        paper.write(str(value), Box(box.left - 80, y - 15, 70, 30), align="r")
    for day in _marks(panel.days):
        x, _ = panel.at(day, 0)
        paper.pen.line((x, box.top, x, box.bottom), GRID)
        paper.write(str(day), Box(x - 40, box.bottom + 5, 80, 30), align="m")
    paper.write(panel.title, Box(box.left + 12, box.top + 6, 300, 30))
    paper.write("day", Box(box.right - 60, box.bottom + 32, 60, 26), align="r")


def _steps(paper: _Paper, panel: Panel, reached: Mapping[int, int], colour: Rgb) -> None:
    points, height = [panel.at(0, 0)], 0
    for value, day in sorted(reached.items(), key=lambda item: (item[1], item[0])):
        if value > height:
            points += [panel.at(day - 1, height), panel.at(day - 1, value)]
            height = value
    points.append(panel.at(panel.days, height))
    paper.pen.line(points, colour, 3)


def _marks(most: int) -> range:
    return range(0, most + 1, _gap(most))


def _ceiling(most: int) -> int:
    """Return the mark that leaves room above the highest value."""
    return (most // _gap(most) + 1) * _gap(most)


def _gap(most: int) -> int:
    return next((one for one in GAPS if most // one <= LINES), most)
