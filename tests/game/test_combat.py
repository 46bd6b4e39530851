"""Boss fights: rounds, phases, passives, what a round costs, and how a fight ends, once."""

from dataclasses import replace

import pytest

from actors.identity import ActorId
from reve.game import history, victory
from reve.game.currency import REVIES, credit
from reve.game.dice import dice_maker
from reve.game.draft import Draft
from reve.game.fight import Fight, Working
from reve.game.fight_moves import of
from reve.game.fight_round import phase_of, play
from reve.game.state import Gauge
from reve.game.vocabulary.combat import (
    BossExpired,
    BossFled,
    BossLost,
    BossRound,
    BossStarted,
    BossWon,
    FightEnded,
    FightShown,
    Flee,
    ShowFight,
    Spoils,
    Strike,
)
from reve.game.vocabulary.team import ClearMember, SetMember
from reve.stored import player_codec
from tests.game.fighting import army, begin, fight, fought, pack, rounds, side
from tests.game.sample import DAY_MS, SECRET, Play, of_type

BOSSES = """
1 1600/26/60 28000/260/600 240000/1300/3000
2 320000/5200/12000 560000/5200/12000 960000/5200/12000
3 4000000/65000/150000 7000000/65000/150000 12000000/65000/150000
4 20000000/325000/750000 35000000/325000/750000 60000000/325000/750000
5 64000000/1040000/2400000 112000000/1040000/2400000 192000000/1040000/2400000
6 160000000/2600000/6000000 280000000/2600000/6000000 480000000/2600000/6000000
7 360000000/5850000/13500000 630000000/5850000/13500000 1080000000/5850000/13500000
8 960000000/15600000/36000000 1680000000/15600000/36000000 2880000000/15600000/36000000
9 2400000000/39000000/90000000 4200000000/39000000/90000000 7200000000/39000000/90000000
10 7200000000/117000000/270000000 12600000000/117000000/270000000 21600000000/117000000/270000000
11 20000000000/325000000/750000000 35000000000/325000000/750000000 60000000000/325000000/750000000
12 40000000000/650000000/1500000000 70000000000/650000000/1500000000 120000000000/650000000/1500000000
"""
AFFINITIES = ["verdant", "abyssal", "inferno", "tempest", "umbral", "radiant"] * 2


def wounded(one: Play, health: int) -> None:
    """Leave the boss of a fight with so much health."""
    now = one.state.fight
    assert now is not None
    one.have(fight=replace(now, foe=replace(now.foe, health=health)))


def test_the_bosses_have_the_figures_of_the_table() -> None:
    for line in BOSSES.strip().splitlines():
        area, *figures = line.split()
        for letter, three in zip("abc", figures, strict=True):
            boss = pack().combat.bosses[f"area_{area}_{letter}"]
            assert f"{boss.health}/{boss.attack}/{boss.defense}" == three
    assert len(pack().combat.bosses) == 36


def test_the_bosses_of_the_first_area_have_the_shapes_that_are_named_and_others_those_of_their_rule() -> None:
    bosses, species = pack().combat.bosses, pack().species
    assert bosses["area_1_a"].pool == ("muddroot", "boulderback", "verdiant")
    assert bosses["area_1_b"].pool == ("shadowcub", "cyghost", "gloomb")
    assert bosses["area_1_c"].pool == ("thornpup", "mossback", "prismheart")
    for area in range(2, 13):
        pools = [[species[name] for name in bosses[f"area_{area}_{letter}"].pool] for letter in "abc"]
        affinity = AFFINITIES[area - 1]
        assert {(one.element, one.tier) for one in pools[0]} == {(affinity, area)}
        assert {one.tier for one in pools[1]} == {area + 1}
        assert len({one.element for one in pools[1]}) == 6
        assert {(one.element, one.tier) for one in pools[2]} == {(affinity, area + 2)}


def test_a_fight_begins_with_the_army_the_team_and_the_figures_of_the_boss() -> None:
    one = army(10)
    one.have(supports={"support1": "muddroot"})
    begun = begin(one)
    power = 10 * 35, 10 * 12, 10 * 16  # and the second starter's
    assert (begun.foe.health, begun.foe.attack, begun.foe.defense) == (1_600, 26, 60)
    assert begun.own.attack >= power[0]
    assert begun.own.defense >= power[1]
    assert begun.own.health == begun.own.full_health >= power[2]
    assert begun.species in pack().combat.bosses["area_1_a"].pool
    assert (begun.leader, begun.supports, begun.round) == ("jelune", {"support1": "muddroot"}, 1)
    assert begun.expires_at_ms == one.now_ms + DAY_MS
    assert one.state.fight == begun
    assert one.state.counters["boss_attempts"] == 1


def test_the_boss_grows_fiercer_as_it_bleeds() -> None:
    phases = pack().combat.phases

    def at(health: int) -> tuple[int, tuple[str, ...], int]:
        phase = phase_of(phases, side(full=10_000, health=health))
        return phase.power, phase.effects, phase.effect_bp

    assert at(10_000) == at(5_001) == (100, (), 0)
    assert at(5_000) == at(2_501) == (150, ("burn",), 3_000)
    assert at(2_500) == at(1) == (200, ("vulnerability_mark", "weakened"), 10_000)


@pytest.mark.parametrize(
    ("element", "other", "damage"),
    [
        ("jelune", "radiant", 6_825),
        ("jelune", "umbral", 4_200),
        ("jelune", "inferno", 5_250),
        ("blazeblob", "verdant", 6_825),
        ("muddroot", "abyssal", 6_825),
        ("droozle", "inferno", 6_825),
        ("shynix", "umbral", 6_910),  # the grace of a Radiant leader adds 125 bp
        ("gloomb", "tempest", 6_825),
        ("blazeblob", "abyssal", 4_200),
    ],
)
def test_elements_are_strong_and_weak_in_two_triangles(element: str, other: str, damage: int) -> None:
    assert rounds(fight(element, foe=side(other)), "basic").shown.damage == damage


def test_a_hit_varies_by_three_twentieths_and_may_be_critical() -> None:
    class Dice:
        def __init__(self, *words: int) -> None:
            self.words = list(words)

        def below(self, n: int) -> int:
            return self.words.pop(0) if self.words else n - 1

    one, move = fight("jelune"), of(pack(), fight("jelune"), "basic")
    assert move is not None
    assert play(pack(), one, move, Dice(0, 9_999)).shown.damage == 5_250 * 8_500 // 10_000
    assert play(pack(), one, move, Dice(3_000, 9_999)).shown.damage == 5_250 * 11_500 // 10_000
    # the passive of a Tempest leader of tier 1 adds 5 x 50 bp to the chance of 1,000 bp
    assert play(pack(), one, move, Dice(1_500, 1_249)).shown.damage == 5_250 * 3 // 2
    assert play(pack(), one, move, Dice(1_500, 1_250)).shown.damage == 5_250


def test_a_hit_always_does_something() -> None:
    assert rounds(fight("jelune", own=side(attack=0, defense=0)), "basic").shown.damage == 1


def test_an_angry_leader_hits_harder_below_half_health() -> None:
    calm = fight("blazeblob", own=side(health=500_000), foe=side())
    angry = fight("blazeblob", own=side(health=499_999), foe=side())
    assert rounds(calm, "basic").shown.damage == 5_250
    assert rounds(angry, "basic").shown.damage == 5_250 * 105 // 100


def test_a_growing_leader_heals_every_round() -> None:
    one = rounds(fight("muddroot", own=side(health=500_000), foe=side(attack=1)), "basic")
    assert one.shown.healed == 12_500 * 105 // 100  # 5 x 25 bp, and 5 % better


def test_a_shelled_leader_takes_less() -> None:
    assert rounds(fight("droozle", foe=side()), "basic").shown.taken == 5_000 * 9_750 // 10_000


def test_a_leeching_leader_heals_by_what_it_deals() -> None:
    one = rounds(fight("gloomb", own=side(health=500_000), foe=side("inferno")), "basic")
    assert one.shown.healed == 5_250 * 250 // 10_000


def test_a_gracious_leader_blesses_stronger_and_hits_harder() -> None:
    one = rounds(fight("shynix", foe=side("inferno"), support1="blazeblob"), "support1")
    assert one.shown.damage == 2_500 * 10_125 // 10_000
    assert one.fight.own.working("attack_boost") == Working("attack_boost", 1, (2_100,), 1)


def test_a_support_hits_by_half_in_its_own_element_and_rests() -> None:
    one = fight("jelune", foe=side("verdant"), support2="blazeblob")
    played = rounds(one, "support2")
    assert played.shown.damage == 2_500 * 13_000 // 10_000
    assert played.shown.effects == ("attack_boost",)
    assert played.fight.cooldowns == {"support2": 2}
    assert rounds(one, "support2", "basic", "basic").fight.cooldowns == {}


@pytest.mark.parametrize(("leader", "rest"), [("jelune", 4), ("tidecaller", 5)])
def test_an_ultimate_rests_for_four_rounds_and_from_tier_5_for_five(leader: str, rest: int) -> None:
    move = of(pack(), fight(leader), "ultimate")
    assert move is not None
    assert move.rest == rest


def test_a_basic_attack_brings_each_effect_by_chance_and_an_ultimate_for_sure() -> None:
    assert rounds(fight("flameheart"), "basic").shown.effects == ()
    brought = ("burn", "vulnerability_mark", "power_siphon")
    assert rounds(fight("flameheart"), "basic", lucky=True).shown.effects == brought
    assert rounds(fight("flameheart"), "ultimate").shown.effects == (
        "burn",
        "berserker_rage",
        "elemental_weakness",
    )


def test_a_round_takes_stamina_and_leads_to_the_next() -> None:
    one = army()
    begin(one)
    reply = fought(one)
    assert isinstance(reply, FightShown)
    assert reply.fight.round == 2
    assert one.state.stamina.value == 99
    event = next(of_type(one.events, BossRound))
    assert (event.round, event.seed_step) == (1, one.seq)
    assert reply.last is not None
    assert event.damage == reply.last.damage == 1_600 - event.foe.health


def test_without_stamina_no_round_passes() -> None:
    one = army()
    begin(one)
    one.have(stamina=Gauge(1, one.now_ms))
    reply = one.refused(Strike("ultimate"))
    assert (reply.code, reply.params["kind"], reply.params["need"]) == ("INSUFFICIENT", "stamina", 2)


def test_what_rests_costs_nothing_and_passes_no_round() -> None:
    one = army()
    begin(one)
    fought(one, "ultimate")
    reply = one.refused(Strike("ultimate"))
    assert (reply.code, reply.params) == ("ON_COOLDOWN", {"action": "ultimate", "rounds": 3})


def test_nobody_supports_from_an_empty_place_and_nobody_dances() -> None:
    one = army()
    begin(one)
    assert one.refused(Strike("support1")).code == "SLOT_EMPTY"
    assert one.refused(Strike("dance")).code == "INVALID_ARGUMENT"


def test_without_a_fight_there_is_none() -> None:
    one = army()
    assert [one.refused(action).code for action in (ShowFight(), Strike("basic"), Flee())] == ["NO_BOSS"] * 3


def test_a_button_of_another_round_or_fight_only_shows_the_present_one() -> None:
    one = army()
    begin(one)
    now = one.state.fight
    assert now is not None
    fought(one)
    for stale in (Strike("basic", 1, now.seed), Strike("basic", 2, now.seed + 1), Flee(1, now.seed)):
        before = one.state
        reply = one.do(stale)
        assert isinstance(reply, FightShown)
        assert reply.fight.round == 2
        assert one.state == before


def test_hazard_5_a_boss_that_four_clicks_kill_pays_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def pay(draft: Draft, won: Fight) -> Spoils:
        credit(draft, REVIES, 500, "mint/quest", won.boss)
        return Spoils()

    monkeypatch.setattr(victory, "pay", pay)
    one = army()
    begin(one)
    wounded(one, 1)
    before, now = one.balance("revies"), one.state.fight
    assert now is not None
    replies = [one.do(Strike("basic", now.round, now.seed)) for _ in range(4)]
    assert isinstance(replies[0], FightEnded)
    assert replies[0].outcome == "won"
    assert one.balance("revies") == before + 500
    assert len(list(of_type(one.events, BossWon))) == 1
    assert one.state.fight is None
    assert one.state.counters["bosses_defeated"] == 1


def test_an_army_without_health_has_lost() -> None:
    one = army(1)
    begin(one, "area_12_c")
    reply = fought(one)
    assert isinstance(reply, FightEnded)
    assert reply.outcome == "lost"
    assert [type(event) for event in one.events[-2:]] == [BossRound, BossLost]
    assert one.state.fight is None


def test_who_flees_has_no_fight_any_more() -> None:
    one = army()
    begun = begin(one)
    reply = one.do(Flee(begun.round, begun.seed))
    assert isinstance(reply, FightEnded)
    assert reply.outcome == "fled"
    assert isinstance(one.events[-1], BossFled)
    assert [line.event for line in history.lines("combat.flee", one.events[-1:])] == ["boss.fled"]
    assert one.state.fight is None


def test_a_fight_that_is_left_for_a_day_is_over_and_makes_room() -> None:
    one = army()
    begin(one)
    one.wait(DAY_MS - 1)
    assert isinstance(one.do(ShowFight()), FightShown)
    one.wait(1)
    assert one.refused(ShowFight()).code == "NO_BOSS"
    assert one.refused(Strike("basic")).code == "NO_BOSS"
    begin(one)
    assert [type(event) for event in one.events[-2:]] == [BossExpired, BossStarted]


def test_a_team_does_not_change_in_a_fight() -> None:
    one = army(level=20)
    one.own({"muddroot": 1})
    begin(one)
    for action in (
        SetMember("leader", "muddroot"),
        SetMember("support1", "muddroot"),
        ClearMember("support1"),
    ):
        assert one.refused(action).code == "BOSS_ACTIVE"
    one.do(Flee())
    one.do(SetMember("leader", "muddroot"))
    assert one.state.leader == "muddroot"


def test_a_boss_that_is_eaten_by_flames_is_beaten() -> None:
    burning = side(health=5_251, effects=(Working("burn", 2, (100,)),))
    assert rounds(fight("jelune", foe=burning), "basic").outcome == "won"


def test_what_is_thrown_back_can_win() -> None:
    own = side(effects=(Working("counter_stance", 2, (10_000,)),))
    assert rounds(fight("jelune", own=own, foe=side(health=5_251)), "basic").outcome == "won"


def test_who_falls_to_the_hit_that_is_thrown_back_has_lost() -> None:
    own = side(health=1, effects=(Working("counter_stance", 2, (10_000,)),))
    assert rounds(fight("jelune", own=own, foe=side(health=5_251)), "basic").outcome == "lost"


def test_flames_can_take_the_last_of_an_army() -> None:
    own = side(health=5_001, effects=(Working("burn", 2, (100,)),))
    assert rounds(fight("jelune", own=own), "basic").outcome == "lost"


def test_a_fight_replays_bit_for_bit_from_its_numbers() -> None:
    one = army(60)
    begun = begin(one, "area_1_b")
    actions = ("ultimate", *["basic"] * 9)
    for action in actions:
        if one.state.fight is not None:
            fought(one, action)
    replayed, moves = begun, iter(actions)
    for event in of_type(one.events, BossRound):
        move = of(pack(), replayed, next(moves))
        assert move is not None
        dice = dice_maker(SECRET)(ActorId("player", one.state.key), event.seed_step, one.now_ms)
        replayed = play(pack(), replayed, move, dice).fight
        assert (replayed.foe, replayed.own, replayed.cooldowns) == (event.foe, event.own, event.cooldowns)


def test_a_fight_comes_back_from_storage_after_every_round() -> None:
    codec, one = player_codec(), army(60)
    begin(one, "area_1_b")
    assert codec.decode_state(1, codec.encode_state(one.state)) == one.state
    assert codec.decode_events(1, codec.encode_events(tuple(one.events))) == tuple(one.events)
    for action in ("ultimate", *["basic"] * 20):
        if one.state.fight is None:
            break
        events, reply = len(one.events), fought(one, action)
        fresh = tuple(one.events[events:])
        assert codec.decode_reply(1, codec.encode_reply(reply)) == reply
        assert codec.decode_events(1, codec.encode_events(fresh)) == fresh
        assert codec.decode_state(1, codec.encode_state(one.state)) == one.state
