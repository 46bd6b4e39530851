"""The icons that ship are those that are used, with their authors' names."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from reve.bot.cards.errors import UnknownArt
from reve.bot.cards.gather import CREDITS, NotInPackage, credit, pick
from reve.bot.cards.icons import SIDE, Icons
from reve.bot.cards.motifs import ATTACK, DEFENSE, EMBLEMS, HEALTH, MOTIFS
from reve.bot.cards.palette import Palette
from reve.bot.cards.rasters import Rasters
from reve.content.icons import icon_authors, species_icons
from reve.game.catalogue import Catalogue


def package(folder: Path, **icons: str) -> Path:
    """An icon package with these bodies."""
    bodies = {name: {"body": body} for name, body in icons.items()}
    text = json.dumps({"width": SIDE, "height": SIDE, "icons": bodies})
    (folder / "icons.json").write_text(text, encoding="utf-8")
    return folder


def test_every_species_has_its_icon_shipped(catalogue: Catalogue) -> None:
    chosen, shipped = species_icons(), Icons.shipped()
    lacking = [one for one in catalogue.species if chosen.get(one) not in shipped.bodies]
    assert lacking == []


def test_every_emblem_is_shipped_and_credited(palette: Palette) -> None:
    used = {ATTACK, DEFENSE, HEALTH} | {motif.sigil for motif in MOTIFS.values()}
    assert used == set(EMBLEMS)
    assert used <= set(Icons.shipped().bodies)


def test_no_icon_ships_unused() -> None:
    assert set(Icons.shipped().bodies) == set(EMBLEMS) | set(species_icons().values())


def test_the_credits_name_every_author_and_the_licence() -> None:
    text = files("reve.bot.cards").joinpath("icons", CREDITS).read_text(encoding="utf-8")
    assert text == credit({**icon_authors(), **EMBLEMS})
    assert "CC BY 3.0" in text


def test_every_element_of_the_pack_has_a_motif(palette: Palette) -> None:
    assert set(MOTIFS) == set(palette.elements)


def test_every_icon_paints_something() -> None:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 {SIDE} {SIDE}">'
    blank = [
        name
        for name, body in Icons.shipped().bodies.items()
        if Rasters().draw(f"{head}{body}</svg>").getchannel("A").getbbox() is None
    ]
    assert blank == []


def test_the_fonts_ship_with_their_licences() -> None:
    fonts = files("reve.bot.cards").joinpath("fonts")
    for name in ("Cinzel-OFL.txt", "BarlowSemiCondensed-OFL.txt"):
        assert "SIL Open Font License" in fonts.joinpath(name).read_text(encoding="utf-8")


def test_an_icon_that_is_not_shipped_is_unknown_art() -> None:
    with pytest.raises(UnknownArt) as caught:
        Icons.shipped().body("no-such-icon")
    assert (caught.value.kind, caught.value.name) == ("icon", "no-such-icon")


def test_gathering_takes_only_what_is_wanted(tmp_path: Path) -> None:
    assert pick(package(tmp_path, a="<a/>", b="<b/>"), ["b"]) == {"b": "<b/>"}


def test_gathering_names_all_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NotInPackage) as caught:
        pick(package(tmp_path, a="<a/>"), ["z", "a", "y"])
    assert caught.value.wanted == ("y", "z")
