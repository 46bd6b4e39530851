"""Inventory: the bag, and using what is in it."""

from dataclasses import replace

import pytest

from reve.game import commands, events
from reve.game.replies import InventoryShown, ItemUsed
from reve.game.state import Gauge, Growth
from reve.game.uses import Refill
from tests.game.sample import NOON_MS, Play, catalogue, of_type, started


def tired(energy: int = 0, stamina: int = 0, **items: int) -> Play:
    play = started()
    play.have(energy=Gauge(energy, NOON_MS), stamina=Gauge(stamina, NOON_MS), items=items)
    return play


def used(play: Play, item: str, count: int = 1) -> ItemUsed:
    reply = play.do(commands.UseItem(item, count))
    assert isinstance(reply, ItemUsed)
    return reply


def test_a_potion_adds_energy_and_is_used_up() -> None:
    play = tired(energy=10, energy_potion=1)
    reply = used(play, "energy_potion")
    assert (reply.gained, reply.left, reply.stopped) == (50, 0, None)
    assert reply.gauge is not None
    assert (reply.gauge.value, play.state.energy.value) == (60, 60)
    assert "energy_potion" not in play.state.items


def test_an_elixir_adds_stamina() -> None:
    play = tired(stamina=30, stamina_elixir=2)
    assert used(play, "stamina_elixir").gained == 25
    assert play.state.stamina.value == 55


def test_potions_are_used_until_full_and_the_rest_stays() -> None:
    play = tired(energy=20, energy_potion=9)
    reply = used(play, "energy_potion", 9)
    assert (reply.used, reply.left, reply.gained, reply.stopped) == (2, 7, 100, "ALREADY_FULL")
    assert play.state.energy.value == 120


def test_a_potion_at_full_is_refused() -> None:
    refused = tired(energy=100, energy_potion=1).refused(commands.UseItem("energy_potion"))
    assert (refused.code, refused.params) == ("ALREADY_FULL", {"resource": "energy"})


def test_a_potion_fills_no_further_than_its_overfill() -> None:
    play = tired(energy=99, energy_potion=1)
    weak = replace(catalogue().items["energy_potion"], use=Refill("energy", 50, 10))
    play.world = replace(catalogue(), items={"energy_potion": weak})
    assert used(play, "energy_potion").gained == 11
    assert play.state.energy.value == 110


def test_a_potion_keeps_what_of_the_next_point_has_passed() -> None:
    play = tired(energy=10, energy_potion=1)
    play.wait(100_000)
    used(play, "energy_potion")
    assert play.state.energy == Gauge(60, NOON_MS)


def test_more_than_there_are_uses_all_and_says_what_was_missing() -> None:
    play = tired(xp_orb=3)
    reply = used(play, "xp_orb", 5)
    assert (reply.asked, reply.used, reply.left, reply.stopped) == (5, 3, 0, "INSUFFICIENT")
    assert reply.gained == 300


def test_an_item_that_one_has_not_is_refused() -> None:
    refused = tired().refused(commands.UseItem("xp_orb"))
    assert refused.code == "INSUFFICIENT"
    assert refused.params == {"kind": "item", "need": 1, "have": 0, "item": "xp_orb"}


@pytest.mark.parametrize("item", ["faded_echo", "fusion_catalyst", "echo_key"])
def test_an_item_for_another_command_is_refused(item: str) -> None:
    assert started().refused(commands.UseItem(item)).code == "NOT_A_CONSUMABLE"


@pytest.mark.parametrize("item", ["", "no such item", "x" * 4_000, "\0", "\u202egnirts", "🔥"])
def test_an_unknown_item_is_refused(item: str) -> None:
    refused = started().refused(commands.UseItem(item))
    assert refused.params == {"field": "item", "reason": "unknown"}


@pytest.mark.parametrize("count", [0, -5, 100, 1 << 65])
def test_a_count_out_of_range_is_refused(count: int) -> None:
    assert started().refused(commands.UseItem("xp_orb", count)).code == "INVALID_ARGUMENT"


def test_orbs_are_recorded_with_their_effect() -> None:
    play = tired(xp_orb=2)
    used(play, "xp_orb", 2)
    (event,) = of_type(play.events, events.ItemUsed)
    assert event == events.ItemUsed("xp_orb", 2, "xp", 200)
    assert play.state.growth == Growth(level=2, xp=100, skill_points=1)


def test_the_bag_shows_items_and_fragments_in_the_order_of_the_pack() -> None:
    shown = started().do(commands.ShowInventory())
    assert isinstance(shown, InventoryShown)
    assert [line.id for line in shown.lines][:3] == ["energy_potion", "xp_orb", "capture_charm"]
    assert [(line.id, line.quantity) for line in shown.lines][-3:] == [
        ("tier:1", 25),
        ("tier:2", 15),
        ("tier:3", 10),
    ]


def test_a_section_shows_only_what_belongs_there() -> None:
    shown = started().do(commands.ShowInventory("echoes"))
    assert isinstance(shown, InventoryShown)
    assert [line.id for line in shown.lines] == ["faded_echo", "vivid_echo"]
    assert started().refused(commands.ShowInventory("weapons")).code == "INVALID_ARGUMENT"


@pytest.mark.parametrize(("asked", "shown"), [(-3, 1), (0, 1), (1, 1), (2, 2), (3, 2), (1 << 80, 2)])
def test_a_page_that_does_not_exist_becomes_the_nearest(asked: int, shown: int) -> None:
    play = started()
    play.have(fragments={f"tier:{tier}": 1 for tier in range(1, 13)}, items={})
    reply = play.do(commands.ShowInventory(page=asked))
    assert isinstance(reply, InventoryShown)
    assert (reply.page, reply.pages, reply.total) == (shown, 2, 12)


def test_an_item_that_the_pack_does_not_know_stays_hidden_in_the_bag() -> None:
    play = started()
    play.have(items={"relic_of_old": 3})
    shown = play.do(commands.ShowInventory("other"))
    assert isinstance(shown, InventoryShown)
    assert shown.lines == ()
    play.do(commands.ClaimDaily())
    assert play.state.items["relic_of_old"] == 3


# -- charms, permits and bundles ------------------------------------------------------------------


def bag(**items: int) -> Play:
    play = started()
    play.have(items=items)
    return play


def test_a_charm_adds_ten_quests_up_to_fifty() -> None:
    play = bag(capture_charm=9)
    reply = play.do(commands.UseItem("capture_charm", 9))
    assert isinstance(reply, ItemUsed)
    assert (reply.used, reply.gained, reply.stopped) == (5, 50, "ALREADY_FULL")
    assert play.state.charm_left == 50
    assert play.refused(commands.UseItem("capture_charm")).params == {"resource": "charm"}
    play.have(charm_left=45)
    reply = play.do(commands.UseItem("capture_charm"))
    assert isinstance(reply, ItemUsed)
    assert (reply.gained, play.state.charm_left) == (5, 50)


def test_a_permit_makes_room_for_one_building_until_there_is_no_more() -> None:
    play = bag(building_slot=12)
    reply = play.do(commands.UseItem("building_slot", 12))
    assert isinstance(reply, ItemUsed)
    assert (reply.used, play.state.building_slots, reply.stopped) == (8, 10, "MAX_COUNT")
    assert play.refused(commands.UseItem("building_slot")).code == "MAX_COUNT"


@pytest.mark.parametrize(
    ("bundle", "count", "tiers"), [("small", 50, range(1, 7)), ("large", 200, range(4, 13))]
)
def test_half_of_a_bundle_is_of_tiers_in_its_range_and_half_of_any_element(
    bundle: str, count: int, tiers: range
) -> None:
    play = bag(**{f"fragment_bundle_{bundle}": 40})
    play.have(fragments={})
    reply = play.do(commands.UseItem(f"fragment_bundle_{bundle}", 40))
    assert isinstance(reply, ItemUsed)
    of_tiers = {name: n for name, n in reply.given.items() if name.startswith("tier:")}
    of_elements = {name: n for name, n in reply.given.items() if name.startswith("element:")}
    assert sum(of_tiers.values()) == sum(of_elements.values()) == 40 * count // 2
    assert set(of_tiers) == {f"tier:{tier}" for tier in tiers}
    assert len(of_elements) == 6
    assert play.state.fragments == reply.given
    for found in (of_tiers, of_elements):
        each = sum(found.values()) / len(found)
        assert sum((n - each) ** 2 / each for n in found.values()) < 26.12


def test_what_another_command_takes_is_no_consumable() -> None:
    play = bag(fusion_catalyst=1, awakening_stone=1, building_boost=1, echo_key=1, skill_reset_token=1)
    for item in list(play.state.items):
        assert play.refused(commands.UseItem(item)).code == "NOT_A_CONSUMABLE"
