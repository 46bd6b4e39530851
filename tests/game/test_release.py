"""Releasing, showing off and looking at esprits; and their abilities."""

import pytest

from reve.game import commands, sources
from reve.game.growth_rates import fusions
from reve.game.replies import EspritShown
from reve.game.state import Growth, Stack
from reve.game.vocabulary.esprit import EspritReleased, Release, Released, ReleaseShown, Showcase, Showcased
from tests.game.sample import NOON_MS, Play, catalogue, of_type, started

BANDS = {1: (1, 0), 4: (3, 1), 7: (10, 2), 10: (30, 3), 13: (90, 4), 16: (270, 5)}
EFFECTIVE = (858, 830, 802, 774, 746, 718, 691, 663, 636, 609, 582, 556, 538, 520, 503, 477, 452)
"""What of a thousand fusions from each tier succeeds in the long run."""


def keeper(species: str, quantity: int, level: int = 5) -> Play:
    play = started()
    play.own({species: quantity})
    play.have(growth=Growth(level=level), fragments={})
    return play


@pytest.mark.parametrize("tier", [first + shift for first in BANDS for shift in (0, 2)])
def test_a_released_copy_leaves_fragments_by_band(tier: int) -> None:
    awakening, element = BANDS[(tier - 1) // 3 * 3 + 1]
    species = "blazeblob" if tier == 1 else f"inferno_t{tier}"
    play = keeper(species, 8)
    reply = play.do(Release(species, 7))
    assert isinstance(reply, Released)
    assert (reply.quantity, reply.awakening, reply.element) == (1, 7 * awakening, 7 * element)
    due = {"awakening": 7 * awakening} | ({"element:inferno": 7 * element} if element else {})
    assert play.state.fragments == due
    (event,) = of_type(play.events, EspritReleased)
    assert (event.species, event.n) == (species, 7)


def test_the_last_copy_is_never_released() -> None:
    play = keeper("inferno_t4", 3)
    no = play.refused(Release("inferno_t4", 3))
    assert (no.params["kind"], no.params["need"], no.params["have"]) == ("copies", 4, 3)
    assert isinstance(play.do(Release("inferno_t4", 2)), Released)


def test_more_than_ten_at_once_are_asked_about_first() -> None:
    play = keeper("inferno_t4", 40)
    assert isinstance(play.do(Release("inferno_t4", 10)), Released)
    before = play.state
    asked = play.do(Release("inferno_t4", 11))
    assert isinstance(asked, ReleaseShown)
    assert (asked.awakening, asked.element, asked.quantity) == (33, 11, 30)
    assert play.state is before
    assert isinstance(play.do(Release("inferno_t4", 11, asked.version)), Released)
    assert isinstance(play.do(Release("inferno_t4", 11, asked.version)), ReleaseShown)


def test_releasing_opens_at_level_5_and_counts_from_one() -> None:
    assert keeper("inferno_t4", 9, level=4).refused(Release("inferno_t4")).params["level"] == 5
    play = keeper("inferno_t4", 9)
    for count in (0, -1):
        assert play.refused(Release("inferno_t4", count)).params["field"] == "count"
    assert play.refused(Release("nobody")).code == "ESPRIT_NOT_OWNED"


def test_an_esprit_is_shown_off_with_its_relics_and_the_leader_unless_told() -> None:
    play = keeper("inferno_t4", 9)
    armed = Stack(9, 2, 0, NOON_MS, 0, ("iron_sword",))
    play.have(stacks={**play.state.stacks, "inferno_t4": armed})
    shown = play.do(Showcase("inferno_t4"))
    assert isinstance(shown, Showcased)
    base = 835 * 14 // 10
    assert (shown.attack, shown.stars, shown.relics, shown.slots) == (
        base + base * 8 // 100,
        2,
        ("iron_sword",),
        1,
    )
    leader = play.do(Showcase())
    assert isinstance(leader, Showcased)
    assert (leader.species, leader.leads) == ("jelune", True)


def test_a_view_says_what_can_be_done_with_a_stack() -> None:
    play = keeper("inferno_t4", 9)
    shown = play.do(commands.ShowEsprit("inferno_t4"))
    assert isinstance(shown, EspritShown)
    assert shown.options is not None
    assert (shown.options.fusion_bp, shown.options.fusion_cost, shown.options.slots) == (7_600, 4_100, 1)
    assert shown.options.star is not None
    assert (shown.options.star.copies, shown.options.star.fragments) == (1, 20)
    assert (shown.options.attack, shown.options.role) == (835, None)


def test_every_species_has_a_source() -> None:
    world = catalogue()
    for species in world.species.values():
        assert sources.of(world, species)
    kinds = {one.kind for one in sources.of(world, world.species["inferno_t18"])}
    assert kinds == {"fusion"}


def test_every_species_has_a_basic_attack_an_ultimate_and_a_passive() -> None:
    world, abilities = catalogue(), catalogue().growing.abilities
    for species in world.species.values():
        own, figures = abilities.of(species.id, species.element, species.tier), abilities.tiers[species.tier]
        assert own.basic.name
        assert own.ultimate.effects
        assert own.passive
        assert figures.cooldown == (4 if species.tier <= 4 else 5)
        assert set(own.basic.effects + own.ultimate.effects) <= set(abilities.effects)


def test_long_run_odds_of_fusion_are_those_of_the_table() -> None:
    told = fusions(catalogue())
    assert [one.tier for one in told] == list(range(1, 18))
    assert [(one.effective_bp + 5) // 10 for one in told] == list(EFFECTIVE)
