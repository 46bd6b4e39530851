"""Echoes: what they hold, who may open them, keys and pity."""

from collections import Counter
from dataclasses import replace

import pytest

from actors.identity import ActorId
from reve.game import commands, echo, events
from reve.game.dice import HmacDice
from reve.game.echo import element_weights, range_for
from reve.game.growing import Echo
from reve.game.growth_rates import PPM, echoes, effective_ppm
from reve.game.state import Growth, Pity
from reve.game.vocabulary.echo import EchoesOpened, EchoesShown, EchoOpened, ListEchoes, OpenEchoes
from tests.game.sample import NOON_MS, SECRET, Play, catalogue, of_type, started

KINDS = {"faded": 50, "vivid": 60, "brilliant": 60, "elemental": 80, "cosmic": 30}
CRITICAL = {1: 10.83, 2: 13.82, 3: 16.27, 4: 18.47, 5: 20.52, 6: 22.46, 7: 24.32}
ECHOES = catalogue().growing.echoes.echoes
RANGES = [(kind, part) for kind, one in ECHOES.items() for part in range(len(one.ranges))]


class Dull:
    """Dice that always show 0."""

    def below(self, n: int) -> int:
        return 0


def stream(seq: int) -> HmacDice:
    return HmacDice(SECRET, ActorId("player", 1), seq, NOON_MS)


def holder(level: int = 50, **items: int) -> Play:
    play = started()
    play.have(growth=Growth(level=level), items=items)
    return play


def opened(play: Play, action: OpenEchoes) -> EchoesOpened:
    reply = play.do(action)
    assert isinstance(reply, EchoesOpened)
    return reply


def drawn(one: Echo, index: int, count: int, *, wanted: str | None) -> list[str]:
    dice, part = stream(index), one.ranges[index]
    return [echo.draw(catalogue(), one, part, 0, dice, wanted=wanted).species for _ in range(count)]


def even[K](counts: Counter[K], weights: dict[K, int]) -> bool:
    """Whether counts follow weights, by chi-square at one in a thousand."""
    total, whole = sum(counts.values()), sum(weights.values())
    found = sum(
        (counts[key] - total * weight / whole) ** 2 / (total * weight / whole)
        for key, weight in weights.items()
        if weight
    )
    return found < CRITICAL[len([one for one in weights.values() if one]) - 1]


@pytest.mark.parametrize(("kind", "index"), RANGES)
def test_every_range_draws_tiers_and_elements_by_its_weights(kind: str, index: int) -> None:
    one, part = ECHOES[kind], ECHOES[kind].ranges[index]
    wanted = "umbral" if one.chosen else None
    species = [catalogue().species[name] for name in drawn(one, index, 4_000, wanted=wanted)]
    assert even(Counter(found.tier for found in species), dict(part.tiers))
    weights = dict(element_weights(catalogue(), one, part, part.top, wanted=wanted))
    assert even(Counter(found.element for found in species), weights)


def test_the_element_that_is_called_comes_three_times_in_four() -> None:
    one = ECHOES["elemental"]
    weights = element_weights(catalogue(), one, one.ranges[0], 1, wanted="inferno")
    assert (weights["inferno"], sum(weights.values())) == (30, 40)


def test_a_favorite_element_weighs_half_as_much_again_but_not_where_one_is_called() -> None:
    vivid = ECHOES["vivid"]
    weights = element_weights(catalogue(), vivid, vivid.ranges[0], 3, wanted="umbral")
    assert weights == {
        "inferno": 24,
        "verdant": 24,
        "abyssal": 24,
        "tempest": 24,
        "umbral": 24,
        "radiant": 16,
    }
    play = holder(elemental_echo=10)
    play.have(person=replace(play.state.person, favorite="umbral"))
    same = holder(elemental_echo=10)
    call = OpenEchoes("elemental", 10, element="radiant")
    assert opened(play, call).results == opened(same, call).results


def test_hazard_23_opening_an_echo_changes_nothing_that_others_share() -> None:
    before = {kind: [dict(part.elements) for part in one.ranges] for kind, one in ECHOES.items()}
    play = holder(vivid_echo=10)
    play.have(person=replace(play.state.person, favorite="umbral"))
    opened(play, OpenEchoes("vivid", 10))
    assert {kind: [dict(part.elements) for part in one.ranges] for kind, one in ECHOES.items()} == before
    part = ECHOES["vivid"].ranges[0]
    with pytest.raises(TypeError):
        part.elements["umbral"] = 999  # type: ignore[index]
    with pytest.raises(TypeError):
        part.tiers[3] = 999  # type: ignore[index]


def test_hazard_22_every_tier_that_can_be_drawn_has_species_of_every_element() -> None:
    for one in ECHOES.values():
        for part in one.ranges:
            assert all(isinstance(weight, int) and weight > 0 for weight in part.tiers.values())
            for tier in part.tiers:
                assert all(catalogue().kin[element, tier] for element in catalogue().elements)


def test_an_element_without_the_tier_is_left_out_of_the_draw() -> None:
    world = catalogue()
    species = {name: one for name, one in world.species.items() if (one.element, one.tier) != ("umbral", 3)}
    poorer, one = replace(world, species=species), ECHOES["vivid"]
    weights = element_weights(poorer, one, one.ranges[0], 3, wanted=None)
    assert set(weights) == set(world.elements) - {"umbral"}


# -- pity -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "bound"), KINDS.items())
def test_the_best_tier_is_certain_on_the_nth_opening_and_not_before(kind: str, bound: int) -> None:
    one = ECHOES[kind]
    for part in one.ranges:
        since, best = 0, []
        for number in range(1, 2 * bound + 1):
            result = echo.draw(catalogue(), one, part, since, Dull(), wanted="inferno")
            since = 0 if result.tier == part.top else since + 1
            if result.tier == part.top:
                best.append((number, result.forced))
        assert best == [(bound, True), (2 * bound, True)]


def test_pity_lives_on_between_openings_and_from_range_to_range() -> None:
    play = holder(level=25, faded_echo=2)
    play.have(pity=Pity(echo={"faded": 48}))
    play.do(OpenEchoes("faded"))
    since = play.state.pity.echo["faded"]
    assert since in (0, 49)
    play.have(pity=Pity(echo={"faded": 49}), growth=Growth(level=26))
    result = opened(play, OpenEchoes("faded")).results[0]
    assert (result.tier, result.forced, play.state.pity.echo["faded"]) == (4, True, 0)


def test_each_kind_has_a_pity_of_its_own() -> None:
    play = holder(faded_echo=1, vivid_echo=1)
    play.have(pity=Pity(echo={"faded": 10, "vivid": 20}))
    play.do(OpenEchoes("faded"))
    assert play.state.pity.echo["vivid"] == 20


@pytest.mark.parametrize(("kind", "index"), RANGES)
def test_published_long_run_odds_are_those_of_the_draws(kind: str, index: int) -> None:
    one, part = ECHOES[kind], ECHOES[kind].ranges[index]
    shares = effective_ppm(part, one.pity)
    assert PPM - 9 <= sum(shares.values()) <= PPM
    dice, since, best = stream(100 + index), 0, 0
    for _ in range(6_000):
        result = echo.draw(catalogue(), one, part, since, dice, wanted=None)
        since = 0 if result.tier == part.top else since + 1
        best += result.tier == part.top
    due = 6_000 * shares[part.top] / PPM
    assert (best - due) ** 2 / due < 10.83


def test_rates_are_told_for_every_echo_at_every_level() -> None:
    told = echoes(catalogue())
    assert [(one.kind, one.pity) for one in told] == list(KINDS.items())
    for one in told:
        assert (one.ranges[0].from_level, one.ranges[-1].to_level) == (1, 200)
        for part in one.ranges:
            assert sum(tier.weight for tier in part.tiers) == part.total_weight


# -- levels -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "level", "tiers"),
    [
        ("faded", 1, {1: 70, 2: 25, 3: 5}),
        ("faded", 25, {1: 70, 2: 25, 3: 5}),
        ("faded", 26, {1: 40, 2: 40, 3: 15, 4: 5}),
        ("faded", 200, {3: 25, 4: 35, 5: 25, 6: 12, 7: 3}),
        ("elemental", 101, {2: 15, 3: 20, 4: 25, 5: 20, 6: 12, 7: 5, 8: 2, 9: 1}),
        ("cosmic", 150, {8: 40, 9: 30, 10: 20, 11: 8, 12: 2}),
        ("cosmic", 151, {10: 40, 11: 32, 12: 20, 13: 7, 14: 1}),
    ],
)
def test_a_level_draws_from_its_range(kind: str, level: int, tiers: dict[int, int]) -> None:
    assert range_for(ECHOES[kind], level).tiers == tiers


@pytest.mark.parametrize(("kind", "level"), [("elemental", 20), ("cosmic", 40)])
def test_greater_echoes_open_at_their_level(kind: str, level: int) -> None:
    element = "inferno" if kind == "elemental" else None
    play = holder(level - 1, **{f"{kind}_echo": 1})
    no = play.refused(OpenEchoes(kind, element=element))
    assert (no.code, no.params["level"]) == ("LOCKED", level)
    play.have(growth=Growth(level=level))
    assert opened(play, OpenEchoes(kind, element=element)).results


# -- echoes and keys ----------------------------------------------------------------------------------


def test_opening_uses_up_echoes_and_adds_copies() -> None:
    play = holder(faded_echo=7)
    before = sum(stack.quantity for stack in play.state.stacks.values())
    reply = opened(play, OpenEchoes("faded", 7))
    assert (len(reply.results), reply.left) == (7, 0)
    assert "faded_echo" not in play.state.items
    assert sum(stack.quantity for stack in play.state.stacks.values()) == before + 7
    (event,) = of_type(play.events, EchoOpened)
    assert (len(event.results), event.key_used) == (7, False)


@pytest.mark.parametrize(("kind", "keys"), [("faded", 1), ("vivid", 1), ("brilliant", 3), ("elemental", 1)])
def test_keys_open_instead_of_the_echo_which_must_be_owned(kind: str, keys: int) -> None:
    element = "inferno" if kind == "elemental" else None
    call = OpenEchoes(kind, 2, use_key=True, element=element)
    play = holder(echo_key=2 * keys)
    no = play.refused(call)
    assert (no.code, no.params["item"]) == ("INSUFFICIENT", f"{kind}_echo")
    play.have(items={f"{kind}_echo": 1, "echo_key": 2 * keys - 1})
    no = play.refused(call)
    assert (no.params["item"], no.params["need"]) == ("echo_key", 2 * keys)
    play.have(items={f"{kind}_echo": 1, "echo_key": 2 * keys})
    reply = opened(play, call)
    assert (reply.keys_spent, reply.left, reply.keys_left) == (2 * keys, 1, 0)
    assert play.state.items == {f"{kind}_echo": 1}


def test_no_key_ever_opens_a_cosmic_echo() -> None:
    play = holder(cosmic_echo=1, echo_key=99)
    assert play.refused(OpenEchoes("cosmic", use_key=True)).params["field"] == "use_key"


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (OpenEchoes("silent"), "type"),
        (OpenEchoes("faded", 0), "count"),
        (OpenEchoes("faded", 11), "count"),
        (OpenEchoes("faded", element="inferno"), "element"),
        (OpenEchoes("elemental"), "element"),
        (OpenEchoes("elemental", element="ice"), "element"),
    ],
)
def test_what_does_not_fit_is_refused(action: OpenEchoes, field: str) -> None:
    no = holder(faded_echo=9, elemental_echo=9).refused(action)
    assert (no.code, no.params["field"]) == ("INVALID_ARGUMENT", field)


def test_more_than_one_has_are_refused_whole() -> None:
    no = holder(faded_echo=3).refused(OpenEchoes("faded", 4))
    assert no.params == {"kind": "item", "need": 4, "have": 3, "item": "faded_echo"}


def test_a_copy_that_does_not_fit_is_discarded_and_told() -> None:
    play = holder(faded_echo=1)
    play.own(dict.fromkeys(catalogue().species, 999_999))
    reply = opened(play, OpenEchoes("faded"))
    assert reply.results[0].discarded
    (event,) = list(of_type(play.events, events.EspritGained))[-1:]
    assert (event.n, event.discarded) == (0, 1)


def test_the_list_says_what_each_holds_at_ones_level() -> None:
    shown = holder(level=30, faded_echo=3, echo_key=2).do(ListEchoes())
    assert isinstance(shown, EchoesShown)
    assert (shown.level, shown.keys) == (30, 2)
    faded, *_, cosmic = shown.lines
    assert (faded.kind, faded.quantity, faded.tiers, faded.best_in) == ("faded", 3, (1, 2, 3, 4), 50)
    assert (cosmic.open, cosmic.level, cosmic.keys) == (False, 40, None)


def test_hazard_2_an_orb_that_brings_levels_and_an_echo_are_one_decision_each() -> None:
    play = holder(1, xp_orb=99, faded_echo=1)
    for action in (commands.UseItem("xp_orb", 99), OpenEchoes("faded")):
        decision = play.decide(action)
        assert decision.events
        assert not decision.refused
        play.do(action)
    assert play.state.growth.level > 5


def test_hazard_3_nothing_of_a_command_happens_without_the_rest_of_it() -> None:
    play = holder(faded_echo=1)
    names = [type(one).__name__ for one in play.decide(OpenEchoes("faded")).events]
    assert names[0] == "ItemChanged"
    assert {"EchoOpened", "EspritGained"} <= set(names)
    assert play.state.items == {"faded_echo": 1}
