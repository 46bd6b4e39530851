"""Leadership, class and power: what raises an army and its recovery."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import leadership, player_class, power
from reve.game.esprit import stats
from reve.game.shown import PowerShown
from reve.game.state import Growth, Person, Player, Stack
from tests.game.sample import NOON_MS, catalogue


def army(leader: str | None, **stacks: tuple[int, int]) -> Player:
    owned = {name: Stack(n, stars, 0, NOON_MS, 0) for name, (n, stars) in stacks.items()}
    return Player(7, registered=True, leader=leader, stacks=owned)


@pytest.mark.parametrize(
    ("species", "bonuses"),
    [
        ("inferno_t18", {"attack": 2_790, "energy_interval": 58_500}),
        ("verdant_t18", {"defense": 3_750, "revies": 2_025}),
        ("abyssal_t18", {"health": 2_790, "capture": 810}),
        ("tempest_t18", {"energy_interval": 42_750, "stamina_interval": 28_500}),
        ("umbral_t18", {"attack": 5_625, "defense": -1_515}),
        ("radiant_t18", {"defense": 2_940, "fusion": 1_515}),
    ],
)
def test_a_leader_of_the_top_gives_what_is_published(species: str, bonuses: dict[str, int]) -> None:
    assert leadership.bonuses(catalogue(), species, 5) == bonuses


def test_a_negative_bonus_is_floored() -> None:
    assert leadership.bonuses(catalogue(), "umbral_t2", 1)["defense"] == -583


@pytest.mark.parametrize(("level", "bp"), [(1, 1_000), (9, 1_000), (10, 1_100), (199, 2_900), (200, 3_000)])
def test_a_class_helps_more_with_every_ten_levels(level: int, bp: int) -> None:
    player = Player(7, growth=Growth(level=level), person=Person(class_id="focused"))
    assert player_class.bonus_on(player, catalogue(), "energy_regeneration") == bp
    assert player_class.bonus_on(player, catalogue(), "stamina_regeneration") == 0


def test_nobody_has_no_power() -> None:
    assert power.army(Player(7), catalogue()) == PowerShown(0, 0, 0, 0)


def test_power_sums_copies_then_applies_skills_then_the_leader() -> None:
    player = army("umbral_t3", umbral_t3=(2, 1), inferno_t5=(3, 0))
    player = replace(player, growth=Growth(skills={"attack": 7, "defense": 3}))
    one = stats(catalogue().species["umbral_t3"], 1, catalogue().power)
    other = stats(catalogue().species["inferno_t5"], 0, catalogue().power)
    attack = (2 * one.attack + 3 * other.attack) * 10_070 // 10_000 * (10_000 + 1_650) // 10_000
    defense = (2 * one.defense + 3 * other.defense) * 10_030 // 10_000 * (10_000 - 616) // 10_000
    health = 2 * one.health + 3 * other.health
    assert power.army(player, catalogue()) == PowerShown(
        attack, defense, health, attack + defense + health // 10
    )


def test_power_of_the_largest_army_is_exact_and_fits_64_bits() -> None:
    tops = {name: (999_999, 5) for name, one in catalogue().species.items() if one.tier == 18}
    for leader in tops:
        total = power.army(army(leader, **tops), catalogue()).total
        assert 2**53 < total < 10**18


def test_species_that_the_pack_does_not_know_count_for_nothing() -> None:
    assert power.army(army("long_gone", long_gone=(5, 5)), catalogue()).total == 0


# -- stack by stack -------------------------------------------------------------------------------

stacks = st.builds(
    Stack,
    st.integers(0, 999_999),
    st.integers(0, 5),
    st.just(0),
    st.just(0),
    st.just(0),
    st.lists(st.sampled_from([None, *catalogue().growing.relics]), max_size=4).map(tuple),
)


@given(st.lists(st.tuples(st.sampled_from(sorted(catalogue().species)), stacks), max_size=30))
@settings(max_examples=80, deadline=None)
def test_sums_revised_stack_by_stack_are_those_of_all_stacks(
    changes: list[tuple[str, Stack]],
) -> None:
    world, owned, sums = catalogue(), dict[str, Stack](), power.Sums()
    for species, stack in changes:
        sums = power.revised(sums, world, species, owned.get(species), stack)
        owned[species] = stack
    assert sums == power.base(Player(1, stacks=owned), world)


def test_a_full_army_of_the_last_tier_fits_into_64_bits() -> None:
    world = catalogue()
    every = {name: Stack(999_999, 5, 0, 0, 0, ("entropy_orb",) * 4) for name in world.species}
    skills = {"attack": 199, "defense": 199}
    player = Player(1, stacks=every, leader="umbral_t18", growth=Growth(level=200, skills=skills))
    assert power.army(player, world).total < 2**63


def test_relics_improve_one_copy_and_count_nothing_without_copies() -> None:
    world = catalogue()
    plain = power.contribution(world, "inferno_t4", Stack(3, 0, 0, 0, 0))
    armed = power.contribution(world, "inferno_t4", Stack(3, 0, 0, 0, 0, ("iron_sword",)))
    assert (armed.attack - plain.attack, armed.defense, armed.health) == (
        835 * 8 // 100,
        plain.defense,
        plain.health,
    )
    assert power.contribution(world, "inferno_t4", Stack(0, 5, 0, 0, 0, ("iron_sword",))) == power.Sums()
