"""Colours as numbers: mixing, vividness, and contrast as WCAG 2.2 defines it."""

import colorsys

type Rgb = tuple[int, int, int]

BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)


def rgb(code: int) -> Rgb:
    """The colour that 0xRRGGBB stands for."""
    return (code >> 16) & 0xFF, (code >> 8) & 0xFF, code & 0xFF


def css(colour: Rgb) -> str:
    """The colour as SVG writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """A blend of `a` and `b` in which `b` has `share`."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def vivid(colour: Rgb, lightness: float = 0.58, saturation: float = 1.35, *, turn: float = 0.0) -> Rgb:
    """`colour` at a given lightness, its saturation scaled, its hue turned: dark blues begin to glow."""
    hue, _, strength = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    lit = colorsys.hls_to_rgb((hue + turn) % 1.0, lightness, min(1.0, strength * saturation))
    red, green, blue = (round(part * 255) for part in lit)
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Rgb, b: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def legible(ink: Rgb, ground: Rgb, ratio: float) -> Rgb:
    """`ink`, moved no further than needed towards white or black to reach `ratio` on `ground`."""
    goal = WHITE if contrast(WHITE, ground) >= contrast(BLACK, ground) else BLACK
    for step in range(20):
        moved = mix(ink, goal, step / 20)
        if contrast(moved, ground) >= ratio:
            return moved
    return goal
