"""Lines of text stay in their boxes, whatever they say."""

from dataclasses import replace

import pytest
from PIL import Image

from reve.bot.cards.card import CardPress
from reve.bot.cards.layout import LARGE, TILE, Box, Layout
from reve.bot.cards.lettering import CUT, Face, Lettering, Line
from reve.bot.cards.spec import CardSpec
from reve.game.catalogue import Catalogue

type Specs = dict[tuple[str, int], CardSpec]

both_layouts = pytest.mark.parametrize("layout", [TILE, LARGE], ids=lambda layout: layout.name)
WIDE = 888_888  # the widest figure: longer ones are shortened


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    return Lettering()


def width(lettering: Lettering, line: Line) -> float:
    setting = lettering.set(line)
    left, _, right, _ = setting.font.getbbox(setting.text, anchor=f"{line.align}m")
    return right - left


@both_layouts
def test_every_name_of_the_pack_fits_whole(
    press: CardPress, specs: Specs, catalogue: Catalogue, lettering: Lettering, layout: Layout
) -> None:
    for species in catalogue.species.values():
        spec = replace(specs[species.element, species.tier], name=species.name)
        for line in press.lines(spec, layout):
            assert lettering.set(line).text == line.text
            assert width(lettering, line) <= line.box.width


@both_layouts
def test_the_widest_figures_fit_whole(
    press: CardPress, specs: Specs, lettering: Lettering, layout: Layout
) -> None:
    spec = replace(specs["tempest", 10], attack=WIDE, defense=WIDE, hp=WIDE, quantity=WIDE)
    for line in press.lines(spec, layout):
        assert lettering.set(line).text == line.text
        assert width(lettering, line) <= line.box.width


@both_layouts
def test_a_name_too_long_even_when_small_is_cut(
    press: CardPress, specs: Specs, lettering: Lettering, layout: Layout
) -> None:
    title = press.lines(replace(specs["verdant", 1], name="Overgrown" * 12), layout)[0]
    assert lettering.set(title).text.endswith(CUT)
    assert 0 < width(lettering, title) <= title.box.width


def test_a_line_is_drawn_only_in_its_box(lettering: Lettering) -> None:
    card = Image.new("RGB", (120, 60))
    box = Box(30, 20, 50, 20)
    lettering.write(card, Line("QÅgjy" * 9, box, Face.TITLE, 40, (255, 255, 255), "m"))
    drawn = card.getbbox()
    assert drawn is not None
    assert drawn[0] >= box.left
    assert drawn[1] >= box.top
    assert drawn[2] <= box.right
    assert drawn[3] <= box.bottom


@pytest.mark.parametrize("face", Face)
def test_the_fonts_know_the_letters_of_latin_languages(lettering: Lettering, face: Face) -> None:
    def shape(letter: str) -> bytes:
        card = Image.new("L", (60, 60))
        lettering.write(card, Line(letter, Box(0, 0, 60, 60), face, 30, 255, "m"))  # type: ignore[arg-type]
        return card.tobytes()

    missing = shape("\uffff")
    assert all(shape(letter) != missing for letter in "AZaz09ÄÖÜßéèñçøåžłőÞ'-.,×…")
