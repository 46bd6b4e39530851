"""No deeds that can be repeated give something for nothing (section 38 of the game's description)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from reve.content.loading import load_catalogue
from reve.game.catalogue import Catalogue
from tests.economy.conversions import REVIES, conversions, loop, purchases
from tests.economy.simplex import best_mixture

FREE = frozenset({REVIES})


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def test_what_is_made_released_fused_and_opened_never_comes_back_with_a_gain(shipped: Catalogue) -> None:
    assert loop(list(conversions(shipped)), free=FREE) == []


def test_a_shop_without_end_gives_no_gain_either(shipped: Catalogue) -> None:
    assert loop([*conversions(shipped), *purchases(shipped)]) == []


def test_a_release_that_gives_what_a_craft_takes_is_found(shipped: Catalogue) -> None:
    growing = shipped.growing
    rich = replace(growing.materials[4], release_element=100)
    cheap = replace(growing.crafting, tier_base=0, tier_step=0)
    broken = replace(growing, materials={**growing.materials, 4: rich}, crafting=cheap)
    found = loop(list(conversions(replace(shipped, growing=broken))), free=FREE)
    assert {"craft 4", "release 4"} <= set(found)


def test_keys_that_open_what_gives_more_than_they_cost_are_found(shipped: Catalogue) -> None:
    offer = shipped.shop.offers["echo_key"]
    gift = replace(offer, goods=replace(offer.goods, revies=offer.price))
    shop = replace(shipped.shop, offers={**shipped.shop.offers, "echo_key": gift})
    assert "buy echo_key" in loop([*conversions(shipped), *purchases(replace(shipped, shop=shop))])


def test_failures_that_leave_more_than_a_craft_takes_are_found(shipped: Catalogue) -> None:
    growing = shipped.growing
    generous = {tier: replace(one, failure=(900, 900)) for tier, one in growing.materials.items()}
    free_of_elements = replace(growing.crafting, element_base=0, element_step=0)
    broken = replace(growing, materials=generous, crafting=free_of_elements)
    found = loop(list(conversions(replace(shipped, growing=broken))), free=FREE)
    assert any(deed.startswith("craft") for deed in found)


def test_the_optimiser_finds_the_best_mixture() -> None:
    one, half = Fraction(1), Fraction(1, 2)
    assert best_mixture([[one, -one], [-one, 2 * one]]) == [half, half]
    assert best_mixture([[one, -2 * one], [-one, one]]) == [0, 0]
