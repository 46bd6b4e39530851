"""The ribbon across the corner of a card that is new to the player's collection."""

from PIL import Image, ImageDraw

from reve.bot.cards.colour import BLACK, Rgb, mix
from reve.bot.cards.layout import Box
from reve.bot.cards.lettering import Face, Lettering, Line

CLOTH: Rgb = (200, 24, 62)
THREAD: Rgb = (255, 244, 224)
OVERSAMPLE = 3


def ribbon(word: str, side: int, lettering: Lettering) -> Image.Image:
    """A square that holds the ribbon over its top right corner, RGBA."""
    big = side * OVERSAMPLE
    length, breadth = round(big * 1.42), round(big * 0.235)
    strip = Image.new("RGBA", (length, length), (*CLOTH, 0))
    top = (length - breadth) // 2
    canvas = ImageDraw.Draw(strip)
    canvas.rectangle((0, top - 3, length, top + breadth + 3), fill=(*mix(CLOTH, BLACK, 0.7), 150))
    canvas.rectangle((0, top, length, top + breadth), fill=CLOTH)
    for y in (top + breadth // 11, top + breadth - breadth // 11):
        canvas.line((0, y, length, y), fill=mix(CLOTH, THREAD, 0.7), width=OVERSAMPLE)
    word_box = Box(round(length * 0.3), top + breadth // 6, round(length * 0.4), breadth * 2 // 3)
    lettering.write(strip, Line(word, word_box, Face.PLAIN, round(breadth * 0.72), THREAD, "m"))
    turned = strip.rotate(-45, Image.Resampling.BICUBIC)
    # The strip's middle line is laid through the points at 0.58 of the square's top and right edges.
    shift = round(big * 0.29)
    corner = length // 2
    cut = (corner - big // 2 - shift, corner - big // 2 + shift)
    square = turned.crop((cut[0], cut[1], cut[0] + big, cut[1] + big))
    return square.resize((side, side), Image.Resampling.LANCZOS)
