"""Relics: what they make of the copy that wears them, and that they are each player's own."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, relic, wearing
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.state import Growth, Stack
from reve.game.vocabulary.relic import (
    EquipRelic,
    ListRelics,
    RelicChanged,
    RelicEquipped,
    RelicSalvaged,
    RelicsShown,
    RelicUnequipped,
    RelicWorn,
    SalvageRelic,
    UnequipRelic,
)
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, moment, of_type, started

RELICS = catalogue().growing.relics
BASE = (1_000, 500, 2_000)


def smith(level: int = 10, **free: int) -> Play:
    play = started()
    play.own({"inferno_t4": 2, "verdant_t5": 1, "abyssal_t9": 1, "umbral_t13": 1})
    play.have(growth=Growth(level=level), relics=free)
    return play


def worn(play: Play, action: EquipRelic | UnequipRelic) -> RelicWorn:
    reply = play.do(action)
    assert isinstance(reply, RelicWorn)
    return reply


@pytest.mark.parametrize(
    ("names", "stats"),
    [
        (["iron_sword"], (1_080, 500, 2_000)),
        (["iron_sword", "iron_sword"], (1_160, 500, 2_000)),
        (["oak_shield"], (1_000, 540, 2_000)),
        (["reed_charm"], (1_000, 500, 2_200)),
        (["berserker_blade"], ((1_000 + 75) * 125 // 100, 500, 2_000)),
        (["tidal_mail"], (1_000, (500 + 240) * 118 // 100, 2_000)),
        (["guardian_plate"], (1_000, (500 + 200) * 130 // 100, 2_400)),
        (["gale_spike"], ((1_000 + 200) * 132 // 100, 500, 2_000)),
        (["vampiric_ring"], ((1_000 + 500) * 115 // 100, 500, 2_000)),
        (["fortress_crown"], (1_000, (500 + 300) * 120 // 100, (2_000 + 175) * 130 // 100)),
        (["entropy_orb"], ((1_000 + 125 + 500) * 140 // 100, (500 + 250) * 140 // 100, 2_800)),
        (
            ["berserker_blade", "vampiric_ring"],
            ((1_000 + 75 + 500) * 140 // 100, 500, 2_000),
        ),
    ],
)
def test_conversions_read_the_base_and_then_boosts_are_added_up(
    names: list[str], stats: tuple[int, int, int]
) -> None:
    assert wearing.improved(BASE, [RELICS[name] for name in names]) == stats


@pytest.mark.parametrize(
    ("species", "slots"), [("inferno_t4", 1), ("verdant_t5", 2), ("abyssal_t9", 3), ("umbral_t13", 4)]
)
def test_slots_grow_with_the_tier(species: str, slots: int) -> None:
    play = smith(iron_sword=5)
    for slot in range(1, slots + 1):
        worn(play, EquipRelic(species, slot, "iron_sword"))
    no = play.refused(EquipRelic(species, slots + 1, "iron_sword"))
    assert (no.code, no.params["slots"]) == ("SLOT_LOCKED", slots)
    assert play.refused(EquipRelic(species, 0, "iron_sword")).code == "SLOT_LOCKED"
    assert play.state.stacks[species].relics == ("iron_sword",) * slots
    assert play.state.relics.get("iron_sword", 0) == 5 - slots


def test_what_a_slot_held_comes_back() -> None:
    play = smith(iron_sword=1, oak_shield=1)
    worn(play, EquipRelic("inferno_t4", 1, "iron_sword"))
    reply = worn(play, EquipRelic("inferno_t4", 1, "oak_shield"))
    assert reply.removed == "iron_sword"
    assert play.state.relics == {"iron_sword": 1}
    event = list(of_type(play.events, RelicEquipped))[-1]
    assert (event.replaced, event.relics) == ("iron_sword", ("oak_shield",))
    reply = worn(play, UnequipRelic("inferno_t4", 1))
    assert (reply.relic, reply.removed) == (None, "oak_shield")
    assert play.state.relics == {"iron_sword": 1, "oak_shield": 1}
    assert play.refused(UnequipRelic("inferno_t4", 1)).code == "SLOT_EMPTY"


def test_relics_open_at_level_10() -> None:
    play = smith(9, iron_sword=1)
    assert play.refused(EquipRelic("inferno_t4", 1, "iron_sword")).params["level"] == 10
    assert play.refused(SalvageRelic("iron_sword")).params["level"] == 10


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (EquipRelic("nobody", 1, "iron_sword"), "ESPRIT_NOT_OWNED"),
        (EquipRelic("inferno_t4", 1, "none"), "INVALID_ARGUMENT"),
        (EquipRelic("inferno_t4", 1, "oak_shield"), "INSUFFICIENT"),
        (UnequipRelic("inferno_t4", 1), "SLOT_EMPTY"),
        (SalvageRelic("none"), "INVALID_ARGUMENT"),
        (SalvageRelic("iron_sword", 0), "INVALID_ARGUMENT"),
        (SalvageRelic("iron_sword", 2), "INSUFFICIENT"),
    ],
)
def test_what_is_not_there_cannot_be_worn_or_salvaged(
    action: EquipRelic | UnequipRelic | SalvageRelic, code: str
) -> None:
    assert smith(iron_sword=1).refused(action).code == code


def test_what_is_there_already_is_refused() -> None:
    play = smith(iron_sword=2)
    worn(play, EquipRelic("inferno_t4", 1, "iron_sword"))
    assert play.refused(EquipRelic("inferno_t4", 1, "iron_sword")).params["reason"] == "same"


def test_hazard_12_what_one_player_wears_changes_nothing_for_another() -> None:
    ada, bilal = smith(entropy_orb=1), smith()
    world, species = catalogue(), catalogue().species["inferno_t4"]
    before = wearing.champion(world, species, bilal.state.stacks["inferno_t4"])
    worn(ada, EquipRelic("inferno_t4", 1, "entropy_orb"))
    after = wearing.champion(world, species, bilal.state.stacks["inferno_t4"])
    assert before == after
    assert bilal.state.stacks["inferno_t4"].relics == ()
    assert bilal.refused(EquipRelic("inferno_t4", 1, "entropy_orb")).code == "INSUFFICIENT"


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("iron_sword", 2),
        ("ember_fang", 4),
        ("tidal_mail", 8),
        ("gale_spike", 16),
        ("vampiric_ring", 32),
        ("entropy_orb", 100),
    ],
)
def test_salvage_gives_fragments_by_rarity(name: str, each: int) -> None:
    play = smith(**{name: 3})
    play.have(fragments={})
    reply = play.do(SalvageRelic(name, 2))
    assert isinstance(reply, RelicSalvaged)
    assert (reply.fragments, reply.left) == (2 * each, 1)
    assert play.state.fragments == {"awakening": 2 * each}
    assert play.state.relics == {name: 1}


def test_the_list_says_what_is_free_and_who_wears_the_rest() -> None:
    play = smith(iron_sword=1, oak_shield=2)
    worn(play, EquipRelic("inferno_t4", 1, "iron_sword"))
    shown = play.do(ListRelics())
    assert isinstance(shown, RelicsShown)
    assert [(line.relic, line.quantity, line.worn_by) for line in shown.lines] == [
        ("iron_sword", 0, ("inferno_t4",)),
        ("oak_shield", 2, ()),
    ]


def test_relics_in_slots_that_a_pack_no_longer_has_become_free() -> None:
    play = smith()
    crowded = Stack(1, 0, 0, NOON_MS, 0, ("iron_sword", None, "oak_shield"))
    play.have(stacks={**play.state.stacks, "inferno_t4": crowded})
    draft = Draft(play.state, moment(), evolve, username="Ada", locale=None)
    relic.return_surplus(draft)
    assert draft.state.stacks["inferno_t4"].relics[:1] == ("iron_sword",)
    assert not any(draft.state.stacks["inferno_t4"].relics[1:])
    assert draft.state.relics == {"oak_shield": 1}


def test_a_relic_that_becomes_free_beyond_what_can_be_kept_is_salvaged_and_not_lost() -> None:
    play = smith()
    cap = play.world.caps.item_stack
    crowded = Stack(1, 0, 0, NOON_MS, 0, ("iron_sword", "oak_shield"))
    play.have(stacks={**play.state.stacks, "inferno_t4": crowded}, relics={"oak_shield": cap}, fragments={})
    draft = Draft(play.state, moment(), evolve, username="Ada", locale=None)
    relic.return_surplus(draft)
    assert draft.state.relics == {"oak_shield": cap}
    assert draft.state.stacks["inferno_t4"].relics == ("iron_sword",)
    assert draft.state.fragments == {"awakening": play.world.growing.salvage[1]}


def test_the_first_command_under_a_pack_with_fewer_slots_frees_what_is_too_much() -> None:
    play = smith()
    crowded = Stack(1, 0, 0, NOON_MS, 0, ("iron_sword", "oak_shield"))
    play.have(stacks={**play.state.stacks, "inferno_t4": crowded})
    play.world = replace(play.world, version=play.world.version + 1)
    play.do(commands.ClaimDaily())
    assert [type(one) for one in play.events[-10:]].count(RelicUnequipped) == 1
    assert play.state.stacks["inferno_t4"].relics[:1] == ("iron_sword",)
    assert play.state.relics["oak_shield"] == 1
    free = dict(play.state.relics)
    play.wait(DAY_MS)
    play.do(commands.ClaimDaily())
    assert play.state.relics == free


actions = st.one_of(
    st.builds(
        EquipRelic,
        st.sampled_from(["inferno_t4", "verdant_t5"]),
        st.integers(0, 3),
        st.sampled_from(["iron_sword", "oak_shield"]),
    ),
    st.builds(UnequipRelic, st.sampled_from(["inferno_t4", "verdant_t5"]), st.integers(0, 3)),
    st.builds(SalvageRelic, st.sampled_from(["iron_sword", "oak_shield"]), st.integers(0, 2)),
)


@given(st.lists(actions, max_size=25))
@settings(max_examples=80, deadline=None)
def test_no_relic_is_lost_or_made_by_wearing_it(
    script: list[EquipRelic | UnequipRelic | SalvageRelic],
) -> None:
    play = smith(iron_sword=2, oak_shield=3)
    for action in script:
        play.do(action)
    salvaged = sum(-one.delta for one in of_type(play.events, RelicChanged) if one.reason == "salvage")
    in_slots = sum(name is not None for stack in play.state.stacks.values() for name in stack.relics)
    assert sum(play.state.relics.values()) + in_slots + salvaged == 5
    assert all(count > 0 for count in play.state.relics.values())


def test_a_relic_that_would_pass_the_most_that_can_be_free_is_neither_taken_off_nor_replaced() -> None:
    most = catalogue().caps.item_stack
    play = smith(iron_sword=1, oak_shield=1)
    worn(play, EquipRelic("jelune", 1, "iron_sword"))
    play.have(relics={"iron_sword": most, "oak_shield": 1})
    for action in (UnequipRelic("jelune", 1), EquipRelic("jelune", 1, "oak_shield")):
        assert play.refused(action).code == "STACK_LIMIT"
    play.have(relics={"iron_sword": most - 1, "oak_shield": 1})
    worn(play, UnequipRelic("jelune", 1))
    assert play.state.relics["iron_sword"] == most
