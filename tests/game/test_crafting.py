"""Crafting: what it takes, what it gives, and that it never pays to undo it."""

from collections import Counter

import pytest

from reve.game import crafting
from reve.game.state import Growth, Wallet
from reve.game.vocabulary.crafting import Craft, Crafted, EspritCrafted, FragmentsShown, ShowFragments
from tests.game.sample import Play, catalogue, of_type, started

COST = {1: 1_000, 2: 1_600, 7: 17_000, 15: 720_000}


def crafter(tier: int = 2, level: int = 8) -> Play:
    """A player with plenty of everything who has met tiers 1 and `tier`."""
    play = started()
    play.own({f"umbral_t{tier}" if tier > 1 else "gloomb": 1})
    fragments = {f"tier:{n}": 10**6 for n in range(1, 18)} | dict.fromkeys(
        (f"element:{name}" for name in catalogue().elements), 10**6
    )
    play.have(growth=Growth(level=level), wallet=Wallet({"revies": 10**9}), fragments=fragments)
    return play


def crafted(play: Play, action: Craft) -> Crafted:
    reply = play.do(action)
    assert isinstance(reply, Crafted)
    return reply


@pytest.mark.parametrize("tier", COST)
def test_a_craft_takes_fragments_by_tier_and_five_times_its_cost(tier: int) -> None:
    play = crafter(tier)
    reply = crafted(play, Craft(tier, "inferno", 3))
    assert reply.tier_fragments == 3 * (50 + 10 * tier)
    assert reply.element_fragments == 3 * (25 + 5 * tier)
    assert reply.revies == 3 * 5 * COST[tier]
    assert play.state.fragments[f"tier:{tier}"] == 10**6 - reply.tier_fragments
    assert play.state.fragments["element:inferno"] == 10**6 - reply.element_fragments
    assert play.balance("revies") == 10**9 - reply.revies
    for result in reply.results:
        species = catalogue().species[result.species]
        assert (species.tier, species.element) == (tier, "inferno")
    assert len(list(of_type(play.events, EspritCrafted))) == 3


def test_each_species_of_the_tier_and_element_is_as_likely() -> None:
    play = crafter(1)
    for _ in range(60):
        play.do(Craft(1, "inferno", 10))
    counts = Counter(event.species for event in of_type(play.events, EspritCrafted))
    assert set(counts) == {"blazeblob", "inferno_kin"}
    assert sum((n - 300) ** 2 / 300 for n in counts.values()) < 10.83


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (Craft(0, "inferno"), "tier"),
        (Craft(16, "inferno"), "tier"),
        (Craft(19, "inferno"), "tier"),
        (Craft(2, "ice"), "element"),
        (Craft(2, "inferno", 0), "count"),
        (Craft(2, "inferno", 11), "count"),
    ],
)
def test_what_does_not_exist_cannot_be_crafted(action: Craft, field: str) -> None:
    no = crafter().refused(action)
    assert (no.code, no.params["field"]) == ("INVALID_ARGUMENT", field)


def test_crafting_opens_at_level_8_and_only_for_tiers_that_were_met() -> None:
    assert crafter(level=7).refused(Craft(2, "inferno")).params == {"feature": "crafting", "level": 8}
    no = crafter().refused(Craft(3, "inferno"))
    assert (no.code, no.params["tier"]) == ("LOCKED", 3)


def test_fragments_of_the_tier_then_of_the_element_then_revies_must_be_there_for_all() -> None:
    play = crafter()
    play.have(fragments={"tier:2": 139, "element:inferno": 0}, wallet=Wallet({"revies": 0}))
    assert play.refused(Craft(2, "inferno", 2)).params["fragment"] == "tier:2"
    play.have(fragments={"tier:2": 140, "element:inferno": 69})
    assert play.refused(Craft(2, "inferno", 2)).params["fragment"] == "element:inferno"
    play.have(fragments={"tier:2": 140, "element:inferno": 70}, wallet=Wallet({"revies": 15_999}))
    assert play.refused(Craft(2, "inferno", 2)).params["kind"] == "revies"
    play.have(wallet=Wallet({"revies": 16_000}))
    crafted(play, Craft(2, "inferno", 2))
    assert play.state.fragments == {"tier:2": 0, "element:inferno": 0}


def test_what_would_not_fit_is_refused_before_paying() -> None:
    play = crafter()
    play.own({"inferno_t2": 999_999})
    assert play.refused(Craft(2, "inferno")).code == "STACK_LIMIT"


def test_releasing_what_was_crafted_gives_back_less_than_it_took() -> None:
    world = catalogue()
    for tier in range(1, 16):
        due = crafting.recipe(world, started().state, tier)
        assert world.growing.materials[tier].release_element < due.element_fragments
        assert due.tier_fragments > 0


def test_the_fragments_are_shown_with_what_can_be_made_of_them() -> None:
    play = crafter()
    play.have(fragments={"awakening": 5, "tier:2": 70, "tier:17": 3, "element:umbral": 35})
    shown = play.do(ShowFragments())
    assert isinstance(shown, FragmentsShown)
    assert (shown.awakening, shown.tiers, shown.elements) == (5, {2: 70, 17: 3}, {"umbral": 35})
    assert [(one.tier, one.known) for one in shown.recipes] == [(2, True)]


def test_a_choice_of_an_older_state_shows_how_things_are_instead_of_acting() -> None:
    play = crafter()
    shown = play.do(ShowFragments())
    assert isinstance(shown, FragmentsShown)
    assert isinstance(play.do(Craft(2, "inferno", 1, shown.version)), Crafted)
    before = play.state
    assert isinstance(play.do(Craft(2, "inferno", 1, shown.version)), FragmentsShown)
    assert play.state is before
