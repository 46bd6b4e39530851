"""The frame of a card as SVG, in the metal of its tier; each band of three tiers adds ornament."""

from collections.abc import Callable
from dataclasses import dataclass

from reve.bot.cards.colour import BLACK, WHITE, Rgb, css, mix
from reve.bot.cards.ground import CORNER
from reve.bot.cards.layout import Layout

TIERS_PER_BAND = 3
_SOFT = '<filter id="soft"><feGaussianBlur stdDeviation="5"/></filter>'


@dataclass(frozen=True, slots=True)
class _Bench:
    """What an ornament needs to know: the card's size, one unit of ornament, the inset of the bar."""

    width: int
    height: int
    unit: float
    bar: float
    inset: float
    light: str
    lit: str
    dark: str


def band(tier: int) -> int:
    """The band of a tier, from 0."""
    return (tier - 1) // TIERS_PER_BAND


def frame_svg(layout: Layout, tier: int, colour: Rgb) -> str:
    """The frame on a transparent ground."""
    rank = band(tier)
    bar = layout.frame * (0.55 + 0.12 * min(rank, 4))
    bench = _Bench(
        width=layout.width,
        height=layout.height,
        unit=layout.ornament,
        bar=bar,
        inset=layout.frame * 0.45 + bar / 2,
        light=css(mix(colour, WHITE, 0.62)),
        lit=css(mix(colour, WHITE, 0.2)),
        dark=css(mix(colour, BLACK, 0.55)),
    )
    ornaments = (draw(bench) for least, draw in ORNAMENTS if rank >= least)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width}" height="{layout.height}">'
        f"<defs>{_metal(colour)}{_SOFT}</defs>{''.join(ornaments)}</svg>"
    )


def _metal(colour: Rgb) -> str:
    stops = ((0, 0.60, WHITE), (22, 0.0, WHITE), (45, 0.42, BLACK), (60, 0.45, WHITE), (80, 0.0, WHITE),
             (100, 0.50, BLACK))  # fmt: skip
    shades = (f'<stop offset="{at}%" stop-color="{css(mix(colour, to, by))}"/>' for at, by, to in stops)
    return f'<linearGradient id="metal" x1="0" y1="0" x2="1" y2="1">{"".join(shades)}</linearGradient>'


def _outline(bench: _Bench, inset: float, paint: str) -> str:
    radius = max(2.0, bench.height * CORNER - inset)
    return (
        f'<rect x="{inset:.2f}" y="{inset:.2f}" width="{bench.width - 2 * inset:.2f}" '
        f'height="{bench.height - 2 * inset:.2f}" rx="{radius:.2f}" fill="none" {paint}/>'
    )


def _bar(bench: _Bench) -> str:
    bar = bench.bar
    return (
        _outline(bench, bench.inset, f'stroke="#000" stroke-opacity=".55" stroke-width="{bar + 2.2:.2f}"')
        + _outline(bench, bench.inset, f'stroke="url(#metal)" stroke-width="{bar:.2f}"')
        + _outline(bench, bench.inset - bar / 2 + 0.6, f'stroke="{bench.light}" stroke-opacity=".55"')
    )


def _hairline(bench: _Bench) -> str:
    paint = f'stroke="{bench.light}" stroke-opacity=".7" stroke-width="1.1"'
    return _outline(bench, bench.inset + bench.unit * 0.95, paint)


def _aura(bench: _Bench) -> str:
    """The metal's light on the card, along the inside of the frame."""
    paint = f'stroke="{bench.lit}" stroke-opacity=".75" stroke-width="{bench.unit:.2f}" filter="url(#soft)"'
    return _outline(bench, bench.inset + bench.unit * 0.6, paint)


def _corners(bench: _Bench, shape: str, *, bottom: bool = True) -> str:
    """A shape drawn for the top left corner, mirrored into the others."""
    places = [(0, 0, 1, 1), (bench.width, 0, -1, 1)]
    if bottom:
        places += [(0, bench.height, 1, -1), (bench.width, bench.height, -1, -1)]
    return "".join(
        f'<g transform="translate({x} {y}) scale({sx * bench.unit:.2f} {sy * bench.unit:.2f})">{shape}</g>'
        for x, y, sx, sy in places
    )


def _top(bench: _Bench, shape: str) -> str:
    """A shape drawn for the middle of the top edge."""
    return f'<g transform="translate({bench.width / 2} 0) scale({bench.unit:.2f})">{shape}</g>'


def _bottom(bench: _Bench, shape: str) -> str:
    """The same, set on the bottom edge."""
    place = f"translate({bench.width / 2} {bench.height}) scale({bench.unit:.2f} {-bench.unit:.2f})"
    return f'<g transform="{place}">{shape}</g>'


def _brackets(bench: _Bench) -> str:
    shape = '<path d="M.4 4.6V2.2Q.4 .4 2.2 .4H4.6L3.8 1.5H2.5Q1.5 1.5 1.5 2.5V3.8z"'
    return _corners(bench, f'{shape} fill="url(#metal)" stroke="{bench.dark}" stroke-width=".16"/>')


def _diamonds(bench: _Bench) -> str:
    return _corners(
        bench,
        f'<path d="M2.5 1.1L3.9 2.5L2.5 3.9L1.1 2.5z" fill="{bench.light}" stroke="{bench.dark}" '
        'stroke-width=".3"/><path d="M2.5 1.1L3.9 2.5H1.1z" fill="#fff" fill-opacity=".45"/>',
    )


def _scrolls(bench: _Bench) -> str:
    curl = "M1.3 9.2C1.3 6.4 2 4.6 3.4 4.6C4.6 4.6 4.9 5.8 4.2 6.3C3.6 6.7 3 6.2 3.2 5.7"
    twin = "M9.2 1.3C6.4 1.3 4.6 2 4.6 3.4C4.6 4.6 5.8 4.9 6.3 4.2C6.7 3.6 6.2 3 5.7 3.2"
    strokes = "".join(
        f'<path d="{curl}{twin}" fill="none" stroke="{ink}" stroke-width="{size}" stroke-linecap="round"/>'
        for ink, size in ((bench.dark, 0.75), (bench.light, 0.4))
    )
    return _corners(bench, strokes, bottom=False)


def _gems(bench: _Bench) -> str:
    gem = (
        f'<path d="M-5.5 .5L0 0L5.5 .5L1.8 1.9L0 3.2L-1.8 1.9z" fill="url(#metal)" stroke="{bench.dark}" '
        f'stroke-width=".22"/><path d="M0 .35L1.25 1.45L0 2.7L-1.25 1.45z" fill="{bench.light}" '
        f'stroke="{bench.dark}" stroke-width=".18"/><path d="M0 .35L1.25 1.45H-1.25z" fill="#fff" '
        'fill-opacity=".6"/>'
    )
    return _top(bench, gem) + _bottom(bench, gem)


def _crown(bench: _Bench) -> str:
    points = "M-7.4 .3L-6 2.4L-4.3 1.3L-2.9 3.5L-1.6 1.9L0 5L1.6 1.9L2.9 3.5L4.3 1.3L6 2.4L7.4 .3z"
    jewels = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{bench.light}" stroke="{bench.dark}" stroke-width=".2"/>'
        for x, y, r in (
            (0, 2.1, 0.85),
            (-2.9, 1.7, 0.5),
            (2.9, 1.7, 0.5),
            (-5.7, 1.2, 0.34),
            (5.7, 1.2, 0.34),
        )
    )
    crest = f'<path d="{points}" fill="url(#metal)" stroke="{bench.dark}" stroke-width=".24"/>'
    return _top(bench, crest + jewels)


def _sparkles(bench: _Bench) -> str:
    star = "M0 -1L.18 -.18L1 0L.18 .18L0 1L-.18 .18L-1 0L-.18 -.18z"
    spots = ((6.4, 6.6, 1.5), (2.7, 11.6, 1.0), (11.6, 2.9, 1.0), (4.4, 15.5, 0.7), (15, 4.4, 0.7))
    shapes = "".join(
        f'<path transform="translate({x} {y}) scale({size})" d="{star}" fill="#fff" fill-opacity=".92"/>'
        for x, y, size in spots
    )
    return _corners(bench, shapes, bottom=False)


ORNAMENTS: tuple[tuple[int, Callable[[_Bench], str]], ...] = (
    (3, _aura),
    (0, _bar),
    (1, _hairline),
    (1, _brackets),
    (3, _scrolls),
    (2, _diamonds),
    (4, _gems),
    (5, _crown),
    (5, _sparkles),
)
"""What is drawn from which band on, in order."""
