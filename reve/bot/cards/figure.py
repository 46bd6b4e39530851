"""Icons as SVG: the figure in the middle of a card, its small emblems, and a star."""

from reve.bot.cards.colour import Rgb, css
from reve.bot.cards.icons import SIDE
from reve.bot.cards.scheme import Scheme

STAR = "M0-10 2.94-4.05 9.51-3.09 4.76 1.55 5.88 8.09 0 5-5.88 8.09-4.76 1.55-9.51-3.09-2.94-4.05z"


def figure_svg(body: str, side: int, scheme: Scheme) -> str:
    """The species' icon, lit from above, with its shadow; `side` includes room for the shadow."""
    top, bottom, shadow = css(scheme.figure_top), css(scheme.figure_bottom), css(scheme.shadow)
    inner = SIDE * 1.16
    edge = (inner - SIDE) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" '
        f'viewBox="{-edge:.1f} {-edge:.1f} {inner:.1f} {inner:.1f}"><defs>'
        f'<linearGradient id="lit" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="{SIDE}">'
        f'<stop offset=".1" stop-color="{top}"/><stop offset=".95" stop-color="{bottom}"/></linearGradient>'
        '<filter id="blur" x="-20%" y="-20%" width="140%" height="140%">'
        '<feGaussianBlur stdDeviation="11"/></filter></defs>'
        f'<g color="{shadow}" transform="translate(0 10)" filter="url(#blur)" opacity=".85">{body}</g>'
        f'<g color="{shadow}" stroke="{shadow}" stroke-width="14" stroke-linejoin="round" opacity=".9">'
        f"{body}</g>{body.replace('currentColor', 'url(#lit)')}</svg>"
    )


def emblem_svg(body: str, side: int, ink: Rgb) -> str:
    """A small icon in one colour."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" '
        f'viewBox="0 0 {SIDE} {SIDE}" color="{css(ink)}">{body}</svg>'
    )


def stars_svg(count: int, most: int, width: int, height: int, scheme: Scheme) -> str:
    """A row of `most` stars, `count` of them lit."""
    size, step = height / 21, width / most
    row = "".join(
        f'<g transform="translate({step * (place + 0.5):.1f} {height / 2:.1f}) scale({size:.3f})">'
        f"{_star(lit=place < count, scheme=scheme)}</g>"
        for place in range(most)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{row}</svg>'


def _star(*, lit: bool, scheme: Scheme) -> str:
    fill, rim = (scheme.star, 0.55) if lit else (scheme.empty_star, 0.25)
    return (
        f'<path d="{STAR}" fill="{css(fill)}" stroke="#000" stroke-opacity="{rim}" stroke-width="1.1" '
        'stroke-linejoin="round"/>'
    )
