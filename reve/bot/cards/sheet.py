"""Several cards in one picture."""

from PIL import Image

from reve.bot.cards.card import CardPress
from reve.bot.cards.colour import Rgb
from reve.bot.cards.layout import LARGE, TILE
from reve.bot.cards.spec import CardSpec

MOST_TILES = 5
GAP = 14
ROWS: dict[int, tuple[int, ...]] = {2: (2,), 3: (3,), 4: (4,), 5: (3, 2)}


def places(count: int) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    """The picture's size, and the top left corner of each card: centred rows."""
    rows = ROWS[count]
    step_x, step_y = TILE.width + GAP, TILE.height + GAP
    width, height = max(rows) * step_x + GAP, len(rows) * step_y + GAP
    corners = [
        ((width - row * step_x + GAP) // 2 + column * step_x, GAP + line * step_y)
        for line, row in enumerate(rows)
        for column in range(row)
    ]
    return (width, height), corners


def sheet(press: CardPress, specs: tuple[CardSpec, ...], backdrop: Rgb) -> Image.Image:
    """One card large, or two to five side by side."""
    if len(specs) == 1:
        return press.print(specs[0], LARGE)
    size, corners = places(len(specs))
    picture = Image.new("RGB", size, backdrop)
    for spec, corner in zip(specs, corners, strict=True):
        picture.paste(press.print(spec, TILE), corner)
    return picture
