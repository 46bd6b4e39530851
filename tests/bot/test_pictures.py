"""The studio speaks the words of the catalogue."""

from dataclasses import replace

import pytest

from reve.bot.pictures import Studios, described, studio
from reve.bot.screens.things import card
from reve.bot.words.catalogue import Library
from reve.content.icons import species_icons
from tests.bot.samples import context
from tests.bot.stage import Heard, shipped

pytestmark = pytest.mark.anyio


async def test_a_card_is_drawn_and_says_what_it_shows() -> None:
    spec = card(context(), "blazeblob", stars=2, quantity=3, new=True)
    picture = await studio(shipped(), species_icons(), Library.read().words()).esprit_card(spec)
    assert picture.data[:4] == b"RIFF"
    assert picture.alt.startswith("Blazeblob, Inferno, tier I, 2 stars: ATK")


async def test_a_boss_on_a_card_has_neither_stars_nor_copies() -> None:
    spec = replace(card(context(), "blazeblob"), foe=True)
    cards = studio(shipped(), species_icons(), Library.read().words())
    boss, own = await cards.esprit_card(spec), await cards.esprit_card(replace(spec, foe=False))
    assert boss.alt == "A boss in the shape of Blazeblob, Inferno, tier I: ATK 41, DEF 6, HP 16"
    assert boss.data != own.data


async def test_whether_a_card_was_kept_is_observed() -> None:
    heard, content = Heard(), (shipped(), species_icons())
    studios = Studios(lambda: content, Library.read().words(), observed=heard)
    for _ in range(2):
        await studios.esprit_card(card(context(), "blazeblob"))
    assert heard.looks == [("cards", False), ("cards", True)]


def test_what_the_pack_no_longer_knows_is_described_by_its_id() -> None:
    spec = replace(card(context(), "blazeblob"), element="void", tier=99)
    assert "void, tier 99, 0 stars" in described(spec, shipped(), Library.read().words())
