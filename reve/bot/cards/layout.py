"""Where things are on a card: two shapes, a tile for several side by side and a large one alone."""

from dataclasses import dataclass
from typing import NamedTuple


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
    """The places on a card; `plates` are the panels on which text lies."""

    name: str
    width: int
    height: int
    frame: int
    art: Box
    plates: tuple[Box, ...]
    title: Box
    title_size: int
    centred: bool
    sigil: Box
    element: Box | None
    tier: Box
    line_size: int
    stars: Box
    stats: tuple[StatBox, StatBox, StatBox]
    label_size: int
    figure_size: int
    copies: Box
    copies_size: int
    ribbon: int


TILE = Layout(
    name="tile",
    width=228,
    height=328,
    frame=6,
    art=Box(39, 28, 150, 150),
    plates=(Box(14, 210, 200, 104), Box(158, 182, 56, 22)),
    title=Box(22, 214, 184, 28),
    title_size=25,
    centred=True,
    sigil=Box(18, 18, 26, 26),
    element=None,
    tier=Box(22, 243, 184, 20),
    line_size=17,
    stars=Box(18, 184, 100, 18),
    stats=(
        StatBox(Box(42, 270, 14, 14), None, Box(20, 286, 60, 22)),
        StatBox(Box(107, 270, 14, 14), None, Box(84, 286, 60, 22)),
        StatBox(Box(172, 270, 14, 14), None, Box(148, 286, 60, 22)),
    ),
    label_size=12,
    figure_size=19,
    copies=Box(160, 183, 52, 20),
    copies_size=16,
    ribbon=92,
)

LARGE = Layout(
    name="large",
    width=720,
    height=400,
    frame=9,
    art=Box(42, 68, 264, 264),
    plates=(Box(344, 30, 346, 340),),
    title=Box(366, 44, 302, 58),
    title_size=46,
    centred=False,
    sigil=Box(366, 110, 28, 28),
    element=Box(400, 110, 110, 28),
    tier=Box(366, 146, 302, 28),
    line_size=23,
    stars=Box(366, 186, 180, 30),
    stats=(
        StatBox(Box(374, 236, 26, 26), Box(410, 236, 80, 26), Box(500, 234, 160, 30)),
        StatBox(Box(374, 280, 26, 26), Box(410, 280, 80, 26), Box(500, 278, 160, 30)),
        StatBox(Box(374, 324, 26, 26), Box(410, 324, 80, 26), Box(500, 322, 160, 30)),
    ),
    label_size=20,
    figure_size=28,
    copies=Box(560, 188, 108, 26),
    copies_size=22,
    ribbon=138,
)
