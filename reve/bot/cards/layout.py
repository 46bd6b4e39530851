"""Where things are on a card: two shapes, a tile for several side by side and a large one alone."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

type Align = Literal["l", "m", "r"]


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> tuple[int, int]:
        return self.left + self.width // 2, self.top + self.height // 2


@dataclass(frozen=True, slots=True)
class StatBox:
    """One stat: its icon, its label (none where space is short) and its figure."""

    icon: Box
    label: Box | None
    figure: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """The places on a card; `plates` are the panels on which text lies, `rules` thin lines on them.

    `frame` is the thickness of the frame's bar, `ornament` the unit in which its ornaments are drawn.
    """

    name: str
    width: int
    height: int
    frame: int
    ornament: float
    art: Box
    plates: tuple[Box, ...]
    rules: tuple[Box, ...]
    title: Box
    title_size: int
    align: Align
    sigil: Box
    element: Box | None
    tier: Box
    line_size: int
    stars: Box
    stats: tuple[StatBox, StatBox, StatBox]
    label_size: int
    figure_size: int
    figure_align: Align
    copies: Box
    copies_size: int
    ribbon: int


TILE = Layout(
    name="tile",
    width=228,
    height=328,
    frame=6,
    ornament=6,
    art=Box(37, 28, 154, 154),
    plates=(Box(20, 212, 188, 96), Box(146, 184, 62, 22), Box(98, 180, 32, 32)),
    rules=(Box(30, 265, 168, 1),),
    title=Box(26, 217, 176, 28),
    title_size=24,
    align="m",
    sigil=Box(103, 185, 22, 22),
    element=None,
    tier=Box(26, 245, 176, 19),
    line_size=17,
    stars=Box(19, 187, 74, 17),
    stats=(
        StatBox(Box(46, 269, 14, 14), None, Box(24, 283, 58, 22)),
        StatBox(Box(107, 269, 14, 14), None, Box(85, 283, 58, 22)),
        StatBox(Box(168, 269, 14, 14), None, Box(146, 283, 58, 22)),
    ),
    label_size=12,
    figure_size=18,
    figure_align="m",
    copies=Box(151, 186, 52, 18),
    copies_size=16,
    ribbon=92,
)

LARGE = Layout(
    name="large",
    width=720,
    height=400,
    frame=9,
    ornament=7.4,
    art=Box(44, 66, 268, 268),
    plates=(Box(346, 34, 336, 332), Box(558, 184, 102, 30)),
    rules=tuple(Box(368, y, 292, 1) for y in (224, 268, 312)),
    title=Box(368, 48, 292, 58),
    title_size=45,
    align="l",
    sigil=Box(368, 110, 28, 28),
    element=Box(403, 110, 130, 28),
    tier=Box(368, 144, 292, 28),
    line_size=23,
    stars=Box(365, 184, 176, 30),
    stats=(
        StatBox(Box(370, 234, 26, 26), Box(406, 234, 80, 26), Box(500, 232, 160, 30)),
        StatBox(Box(370, 278, 26, 26), Box(406, 278, 80, 26), Box(500, 276, 160, 30)),
        StatBox(Box(370, 322, 26, 26), Box(406, 322, 80, 26), Box(500, 320, 160, 30)),
    ),
    label_size=20,
    figure_size=28,
    figure_align="r",
    copies=Box(564, 186, 90, 26),
    copies_size=21,
    ribbon=138,
)
