"""The ground of a card as SVG: tinted light, a pattern, a glow behind the figure, plates for text."""

from reve.bot.cards.colour import BLACK, WHITE, Rgb, css
from reve.bot.cards.layout import Box, Layout
from reve.bot.cards.motifs import Motif
from reve.bot.cards.scheme import Scheme

CORNER = 0.055  # of the height
RAYS = 24


def ground_svg(layout: Layout, scheme: Scheme, motif: Motif, backdrop: Rgb) -> str:
    """Everything under the figure, opaque; the backdrop shows at the rounded corners."""
    width, height = layout.width, layout.height
    radius = round(height * CORNER)
    x, y = layout.art.middle
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f"<defs>{_light(layout, scheme)}{_tile(motif)}"
        f'<clipPath id="card"><rect width="{width}" height="{height}" rx="{radius}"/></clipPath></defs>'
        f'<rect width="{width}" height="{height}" fill="{css(backdrop)}"/><g clip-path="url(#card)">'
        f'<rect width="{width}" height="{height}" fill="url(#light)"/>'
        f'<g color="{css(scheme.pattern)}" opacity=".13">'
        f'<rect width="{width}" height="{height}" fill="url(#tile)"/></g>'
        f'<g transform="translate({x} {y})">{_rays(layout.art.width, scheme)}</g>'
        f'<circle cx="{x}" cy="{y}" r="{layout.art.width * 0.78:.0f}" fill="url(#glow)"/>'
        f"{_halo(layout.art, scheme)}{''.join(_plate(box, scheme) for box in layout.plates)}"
        f"{''.join(_rule(box) for box in layout.rules)}"
        "</g></svg>"
    )


def _light(layout: Layout, scheme: Scheme) -> str:
    x, y = layout.art.middle
    reach = max(layout.height * 0.86, layout.width * 0.66)
    centre, middle, edge, glow = (css(c) for c in (scheme.centre, scheme.middle, scheme.edge, scheme.glow))
    rule = css(scheme.soft_ink)
    return (
        f'<radialGradient id="light" gradientUnits="userSpaceOnUse" cx="{x}" cy="{y}" r="{reach:.0f}">'
        f'<stop offset="0" stop-color="{centre}"/><stop offset=".42" stop-color="{middle}"/>'
        f'<stop offset="1" stop-color="{edge}"/></radialGradient>'
        f'<radialGradient id="glow"><stop offset="0" stop-color="{glow}" stop-opacity=".95"/>'
        f'<stop offset=".35" stop-color="{glow}" stop-opacity=".50"/>'
        f'<stop offset=".7" stop-color="{glow}" stop-opacity=".14"/>'
        f'<stop offset="1" stop-color="{glow}" stop-opacity="0"/></radialGradient>'
        f'<radialGradient id="ray" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="{layout.art.width}">'
        f'<stop offset=".2" stop-color="{glow}" stop-opacity=".34"/>'
        f'<stop offset="1" stop-color="{glow}" stop-opacity="0"/></radialGradient>'
        f'<linearGradient id="rule"><stop offset="0" stop-color="{rule}" stop-opacity=".6"/>'
        f'<stop offset="1" stop-color="{rule}" stop-opacity=".1"/></linearGradient>'
        '<linearGradient id="sheen" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{css(WHITE)}" stop-opacity=".07"/>'
        f'<stop offset="1" stop-color="{css(BLACK)}" stop-opacity=".05"/></linearGradient>'
    )


def _tile(motif: Motif) -> str:
    return (
        f'<pattern id="tile" width="{motif.width}" height="{motif.height}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({motif.turn})">{motif.tile}</pattern>'
    )


def _rays(reach: int, scheme: Scheme) -> str:
    spread = reach * 0.055
    wedges = (
        f'<path transform="rotate({360 / RAYS * turn:.1f})" '
        f'd="M0 0L{-spread:.1f} {-reach}L{spread:.1f} {-reach}z" fill="url(#ray)"/>'
        for turn in range(RAYS)
    )
    return "".join(wedges)


def _halo(art: Box, scheme: Scheme) -> str:
    x, y = art.middle
    ring = css(scheme.glow)
    return (
        f'<circle cx="{x}" cy="{y}" r="{art.width * 0.50:.1f}" fill="none" stroke="{ring}" '
        f'stroke-width="{art.width * 0.008:.1f}" opacity=".75"/>'
        f'<circle cx="{x}" cy="{y}" r="{art.width * 0.545:.1f}" fill="none" stroke="{ring}" '
        f'stroke-width="{art.width * 0.018:.1f}" stroke-dasharray="{art.width * 0.012:.1f} '
        f'{art.width * 0.059:.1f}" opacity=".55"/>'
    )


def _plate(box: Box, scheme: Scheme) -> str:
    radius = min(16, box.height // 2)
    place = f'x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" rx="{radius}"'
    return (
        f'<rect {place} fill="{css(scheme.plate)}" fill-opacity="{scheme.plate_opacity}"/>'
        f'<rect {place} fill="url(#sheen)" stroke="{css(scheme.glow)}" stroke-opacity=".32"/>'
    )


def _rule(box: Box) -> str:
    return f'<rect x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" fill="url(#rule)"/>'
