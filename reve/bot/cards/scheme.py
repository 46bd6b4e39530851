"""The colours of one card, derived from its element's and its tier's.

Dark elements make dark cards with light text; a light element makes a light card with dark text.
Text is judged against `plate`, the panel that lies under all of it.
"""

from dataclasses import dataclass
from typing import Self

from reve.bot.cards.colour import BLACK, WHITE, Rgb, legible, luminance, mix, vivid

TEXT_RATIO = 4.5
TARGET_RATIO = 5.6  # room for the plate's shading and the pattern that shines through it
GOLD: Rgb = (255, 201, 64)
LIGHT_FROM = 0.6
WARMER = -0.024  # shades of a light colour lean towards red, or they look like olive


@dataclass(frozen=True, slots=True)
class Scheme:
    """The ground from its lit centre to its edge, what lies on it, and the inks."""

    centre: Rgb
    middle: Rgb
    edge: Rgb
    glow: Rgb
    pattern: Rgb
    plate: Rgb
    plate_opacity: float
    figure_top: Rgb
    figure_bottom: Rgb
    shadow: Rgb
    ink: Rgb
    soft_ink: Rgb
    element_ink: Rgb
    star: Rgb
    empty_star: Rgb

    @classmethod
    def of(cls, colour: Rgb) -> Self:
        """The scheme of an element's colour."""
        return cls._light(colour) if luminance(colour) >= LIGHT_FROM else cls._dark(colour)

    def tier_ink(self, colour: Rgb) -> Rgb:
        """A tier's colour as text can wear it on this card."""
        return legible(colour, self.plate, TARGET_RATIO)

    @classmethod
    def _dark(cls, colour: Rgb) -> Self:
        # Dark elements keep some of their dark: umbral stays a night beside tempest's overcast day.
        lit = vivid(colour, 0.58, 1.2)
        middle = 0.22 + 0.16 * luminance(colour) ** 0.5
        plate = mix(vivid(colour, 0.20), BLACK, 0.66)
        return cls(
            centre=vivid(colour, middle + 0.20, 1.2),
            middle=vivid(colour, middle * 0.80, 1.15),
            edge=vivid(colour, middle * 0.30, 1.15),
            glow=vivid(colour, 0.68, 1.6),
            pattern=vivid(colour, 0.75),
            plate=plate,
            plate_opacity=0.84,
            figure_top=mix(WHITE, lit, 0.06),
            figure_bottom=mix(WHITE, lit, 0.52),
            shadow=mix(colour, BLACK, 0.86),
            ink=mix(WHITE, lit, 0.04),
            soft_ink=legible(mix(WHITE, lit, 0.42), plate, TARGET_RATIO),
            element_ink=legible(lit, plate, TARGET_RATIO),
            star=GOLD,
            empty_star=mix(plate, WHITE, 0.30),
        )

    @classmethod
    def _light(cls, colour: Rgb) -> Self:
        deep = vivid(colour, 0.26, 0.80, turn=WARMER)
        plate = mix(colour, WHITE, 0.45)
        return cls(
            centre=mix(colour, WHITE, 0.60),
            middle=vivid(colour, 0.74, 0.92),
            edge=vivid(colour, 0.52, 0.80, turn=WARMER),
            glow=WHITE,
            pattern=vivid(colour, 0.38, 0.85),
            plate=plate,
            plate_opacity=0.88,
            figure_top=vivid(colour, 0.44, 0.95, turn=WARMER),
            figure_bottom=vivid(colour, 0.22, 0.85, turn=2 * WARMER),
            shadow=mix(colour, WHITE, 0.85),
            ink=mix(deep, BLACK, 0.62),
            soft_ink=legible(mix(deep, BLACK, 0.15), plate, TARGET_RATIO),
            element_ink=legible(deep, plate, TARGET_RATIO),
            star=vivid(GOLD, 0.46, 1.0),
            empty_star=mix(plate, deep, 0.30),
        )
