"""Every card of the shipped pack can be drawn, is told from the others, and can be read."""

from dataclasses import replace

import pytest
from PIL import Image

from reve.bot.cards.card import CardPress
from reve.bot.cards.colour import WHITE, Rgb, contrast
from reve.bot.cards.layout import LARGE, TILE, Box, Layout
from reve.bot.cards.lettering import Line
from reve.bot.cards.ribbon import CLOTH, THREAD
from reve.bot.cards.scheme import TEXT_RATIO
from reve.bot.cards.spec import CardSpec

type Specs = dict[tuple[str, int], CardSpec]

both_layouts = pytest.mark.parametrize("layout", [TILE, LARGE], ids=lambda layout: layout.name)


def worst_contrast(blank: Image.Image, line: Line) -> float:
    """The contrast of a line with the lightest and darkest colours that its box could hold."""
    box = line.box
    bands = blank.crop((box.left, box.top, box.right, box.bottom)).getextrema()
    lows, highs = zip(*bands, strict=True)
    darkest: Rgb = tuple(lows)
    lightest: Rgb = tuple(highs)
    return min(contrast(line.ink, darkest), contrast(line.ink, lightest))


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def overlap(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def test_the_pack_has_a_species_for_every_element_and_tier(specs: Specs) -> None:
    assert len(specs) == 6 * 18


@both_layouts
def test_text_is_legible_on_every_element_and_tier(press: CardPress, specs: Specs, layout: Layout) -> None:
    faint = {
        (place, line.text): ratio
        for place, spec in specs.items()
        for line in press.lines(spec, layout)
        if (ratio := worst_contrast(press.blank(spec, layout), line)) < TEXT_RATIO
    }
    assert faint == {}


def test_the_word_on_the_ribbon_is_legible() -> None:
    assert contrast(THREAD, CLOTH) >= TEXT_RATIO


def test_a_colour_without_contrast_is_found_out(press: CardPress, specs: Specs) -> None:
    blank = press.blank(specs["radiant", 1], TILE)
    line = press.lines(specs["radiant", 1], TILE)[0]
    assert worst_contrast(blank, Line(line.text, line.box, line.face, line.size, WHITE)) < TEXT_RATIO


@both_layouts
def test_every_element_and_tier_has_a_picture_of_its_own(
    press: CardPress, specs: Specs, layout: Layout
) -> None:
    drawn = {press.print(spec, layout).tobytes() for spec in specs.values()}
    assert len(drawn) == len(specs)


@both_layouts
def test_a_card_has_the_size_of_its_layout(press: CardPress, specs: Specs, layout: Layout) -> None:
    card = press.print(specs["umbral", 18], layout)
    assert (card.mode, card.size) == ("RGB", (layout.width, layout.height))


@both_layouts
def test_text_lies_on_plates_and_never_on_other_text(press: CardPress, specs: Specs, layout: Layout) -> None:
    boxes = [line.box for line in press.lines(specs["inferno", 9], layout)]
    assert all(any(inside(box, plate) for plate in layout.plates) for box in boxes)
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[:i])


@both_layouts
def test_everything_in_a_spec_is_seen(press: CardPress, specs: Specs, layout: Layout) -> None:
    spec = specs["abyssal", 3]
    others = [
        replace(spec, stars=1),
        replace(spec, quantity=2),
        replace(spec, new=False),
        replace(spec, name="Somebody"),
        replace(spec, attack=12_345),
        replace(spec, defense=12_345),
        replace(spec, hp=12_345),
    ]
    drawn = {press.print(one, layout).tobytes() for one in (spec, *others)}
    assert len(drawn) == 1 + len(others)


@both_layouts
def test_the_ribbon_hides_no_text(press: CardPress, specs: Specs, layout: Layout) -> None:
    spec = specs["radiant", 17]
    new, known = (press.print(replace(spec, new=new), layout) for new in (True, False))
    for box in (line.box for line in press.lines(spec, layout)):
        place = (box.left, box.top, box.right, box.bottom)
        assert new.crop(place).tobytes() == known.crop(place).tobytes()
