"""Effects of a fight, each with its figures: tier 5 applies them unless a test says otherwise."""

import pytest

from reve.game import fight_damage
from reve.game import fight_effects as effects
from reve.game.fight import Side
from reve.game.fight_damage import Blow
from reve.game.fight_effects import Application
from reve.game.fight_moves import moves
from tests.game.fighting import fight, pack, rounds, side

FIGURES = pack().combat.effects
RULES = pack().combat


def under(effect: str, tier: int = 5, *, times: int = 1, hit: int = 0, blessing_bp: int = 0) -> Side:
    """A side that an effect has come upon."""
    one = side()
    for _ in range(times):
        one = effects.applied(FIGURES, one, Application(effect, tier, hit, blessing_bp))
    return one


def aged(one: Side, count: int) -> Side:
    """The side after so many rounds."""
    for _ in range(count):
        one = effects.worn(FIGURES, one).side
    return one


def dealt(attacker: Side, target: Side) -> int:
    """Expected damage of a plain hit: 10,000 x 100 % x 10,000 / 20,000 = 5,000 without effects."""
    return fight_damage.expected(RULES, attacker, target, Blow(100, "tempest"))


def test_a_plain_hit_is_attack_by_its_share_of_attack_and_defense() -> None:
    assert dealt(side(), side()) == 5_000
    assert dealt(side(), side(defense=30_000)) == 2_500
    assert dealt(side(attack=20_000), side()) == 13_333


def test_burn_eats_a_share_of_its_hit_for_three_rounds() -> None:
    burning = under("burn", hit=10_000)  # 500 + 50 x 5 = 750 bp
    eaten = []
    for _ in range(4):
        after = effects.worn(FIGURES, burning)
        eaten.append(after.eaten)
        burning = after.side
    assert eaten == [750, 750, 750, 0]


def test_burn_stacks_three_times_and_the_strongest_stay() -> None:
    one = under("burn", hit=10_000, times=3)
    stronger = effects.applied(FIGURES, one, Application("burn", 5, 20_000))
    weaker = effects.applied(FIGURES, stronger, Application("burn", 5, 100))
    assert effects.worn(FIGURES, one).eaten == 3 * 750
    assert effects.worn(FIGURES, stronger).eaten == 1_500 + 2 * 750
    assert effects.worn(FIGURES, weaker).eaten == 1_500 + 2 * 750


def test_poison_eats_less_but_longer_and_stacks_five_times() -> None:
    one = under("poison", hit=10_000, times=7)  # 400 + 40 x 5 = 600 bp
    assert effects.worn(FIGURES, one).eaten == 5 * 600
    assert effects.worn(FIGURES, aged(one, 3)).eaten == 5 * 600
    assert effects.worn(FIGURES, aged(one, 4)).eaten == 0


def test_regeneration_heals_a_share_of_full_health_for_three_rounds() -> None:
    one = effects.hurt(under("regeneration"), 500_000)  # 500 + 10 x 5 = 550 bp
    assert effects.worn(FIGURES, one).healed == 55_000
    assert aged(one, 5).health == 500_000 + 3 * 55_000


def test_regeneration_heals_no_further_than_full_health() -> None:
    one = effects.hurt(under("regeneration"), 1_000)
    assert effects.worn(FIGURES, one).healed == 1_000


def test_an_attack_boost_deals_a_fifth_more() -> None:
    assert dealt(under("attack_boost"), side()) == 6_000


def test_a_defense_boost_raises_defense_by_three_tenths() -> None:
    assert fight_damage.defense(RULES, under("defense_boost")) == 13_000
    assert dealt(side(), under("defense_boost")) == 4_347


def test_the_weakened_deal_three_tenths_less() -> None:
    assert dealt(under("weakened"), side()) == 3_500


@pytest.mark.parametrize(("tier", "damage"), [(1, 10_500), (5, 12_500), (10, 15_000), (18, 15_000)])
def test_elemental_weakness_doubles_the_next_hit_and_at_most_trebles_it(tier: int, damage: int) -> None:
    assert dealt(side(), under("elemental_weakness", tier)) == damage


def test_elemental_weakness_is_gone_after_a_hit() -> None:
    one = fight("jelune", foe=under("elemental_weakness"))
    assert rounds(one, "basic").fight.foe.working("elemental_weakness") is None


def test_marks_add_up_to_five_and_one_more_for_four_tiers() -> None:
    assert dealt(side(), under("vulnerability_mark")) == 6_000  # 15 + 5 %
    assert dealt(side(), under("vulnerability_mark", times=3)) == 8_000
    assert effects.amount(FIGURES, under("vulnerability_mark", 1, times=9), "vulnerability_mark") == 5 * 1_600
    assert effects.amount(FIGURES, under("vulnerability_mark", 5, times=9), "vulnerability_mark") == 6 * 2_000


def test_marks_add_at_most_half_as_much_again_as_the_whole() -> None:
    assert effects.amount(FIGURES, under("vulnerability_mark", 18, times=9), "vulnerability_mark") == 15_000


def test_a_mark_that_comes_again_lasts_anew() -> None:
    again = effects.applied(
        FIGURES, aged(under("vulnerability_mark"), 2), Application("vulnerability_mark", 5)
    )
    assert effects.amount(FIGURES, aged(again, 2), "vulnerability_mark") == 4_000


def test_a_power_siphon_takes_attack_each_round_and_gives_as_much() -> None:
    one = under("power_siphon")  # 500 + 50 x 5 = 750 bp
    attacks = [fight_damage.attack(RULES, aged(one, n)) for n in range(5)]
    assert attacks == [9_250, 8_500, 7_750, 7_000, 10_000]
    assert dealt(side(), one) == 5_375


def test_a_power_siphon_takes_at_most_two_fifths() -> None:
    assert fight_damage.attack(RULES, aged(under("power_siphon", 18), 3)) == 6_000


def test_rage_grows_with_each_round_and_bares_its_side() -> None:
    one = under("berserker_rage")  # 1,500 + 50 x 5 = 1,750 bp
    assert [effects.amount(FIGURES, aged(one, n), "berserker_rage") for n in range(5)] == [
        0,
        1_750,
        3_500,
        5_250,
        0,
    ]
    assert fight_damage.defense(RULES, one) == 8_000


def test_rage_that_comes_again_grows_on_but_no_further_than_four_steps() -> None:
    one = under("berserker_rage")
    for _ in range(3):
        one = effects.applied(FIGURES, aged(one, 3), Application("berserker_rage", 5))
    assert effects.amount(FIGURES, one, "berserker_rage") == 4 * 1_750


@pytest.mark.parametrize(("tier", "share_bp"), [(5, 9_000), (18, 11_600)])
def test_a_perfect_counter_throws_back_one_hit(tier: int, share_bp: int) -> None:
    played = rounds(fight("jelune", own=under("perfect_counter", tier)), "basic", "basic")
    first = rounds(fight("jelune", own=under("perfect_counter", tier)), "basic")
    assert first.shown.returned == first.shown.taken * share_bp // 10_000
    assert played.shown.returned == 0


def test_a_perfect_counter_throws_back_at_most_a_fifth_more_than_the_hit() -> None:
    assert (
        effects.amount(FIGURES, under("perfect_counter", 18, blessing_bp=6_000), "perfect_counter") == 12_000
    )


def test_an_overcharge_waits_for_the_next_attack_and_is_used_up() -> None:
    charged = under("overcharge")  # 15,000 + 500 x 5 = x 1.75
    assert dealt(charged, side()) == 8_750
    assert aged(charged, 30).working("overcharge") is not None
    assert rounds(fight("jelune", own=charged), "basic").fight.own.working("overcharge") is None


def test_an_overcharged_attack_costs_double_stamina() -> None:
    plain, charged = fight("jelune"), fight("jelune", own=under("overcharge"))
    assert [one.stamina for one in moves(pack(), plain)] == [1, 2]
    assert [one.stamina for one in moves(pack(), charged)] == [2, 4]


def test_a_temporal_shift_brings_everything_back_sooner() -> None:
    one = fight("tidecaller", support1="jelune")  # Leviathan's Wrath of tier 6 shifts by 1, the round by 1
    after = rounds(one, "support1", "ultimate").fight
    assert after.cooldowns == {"ultimate": 5 - 1 - 1}
    assert FIGURES["temporal_shift"].most_stacks(18) == 2


def test_resonance_strengthens_abilities_and_knows_no_disadvantage() -> None:
    resonant = under("elemental_resonance")  # 10 + 5 %
    assert dealt(resonant, side()) == 5_750
    assert dealt(side(), side("umbral")) == 4_000
    assert dealt(resonant, side("umbral")) == 5_750


def test_a_counter_stance_returns_a_share_of_every_hit() -> None:
    one = fight("jelune", own=under("counter_stance"))  # 5,000 + 100 x 5 = 5,500 bp
    for count in (1, 2, 3):
        shown = rounds(one, *["basic"] * count).shown
        assert shown.returned == shown.taken * 5_500 // 10_000
    assert rounds(one, *["basic"] * 4).shown.returned == 0


def test_mana_burn_costs_a_tenth_of_damage_and_lets_effects_fail() -> None:
    assert dealt(under("mana_burn"), side()) == 4_500
    assert effects.amount(FIGURES, under("mana_burn"), "mana_burn") == 3_500  # 3,000 + 100 x 5
    burned = effects.hurt(under("mana_burn"), 900_000)
    shown = rounds(fight("jelune", foe=burned), "basic", lucky=True).shown
    assert (shown.foe_effects, shown.failed) == ((), ("vulnerability_mark", "weakened"))


def test_what_does_not_stack_keeps_the_stronger_and_lasts_anew() -> None:
    strong = under("counter_stance", 18)
    again = effects.applied(FIGURES, aged(strong, 2), Application("counter_stance", 1))
    assert effects.amount(FIGURES, aged(again, 2), "counter_stance") == 5_000 + 100 * 18


def test_all_that_adds_to_a_hit_is_summed_before_it_multiplies() -> None:
    boosted = effects.applied(FIGURES, under("attack_boost"), Application("overcharge", 5))
    assert dealt(boosted, under("vulnerability_mark")) == 5_000 * (10_000 + 2_000 + 7_500 + 2_000) // 10_000
