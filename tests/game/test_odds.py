"""Odds of the shipped content: whatever is drawn follows its table, from the same seeds in each run."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

import pytest

from reve.content.loading import load_catalogue
from reve.game import commands, deals, echo, fragment, fusion, rates, reve
from reve.game.catalogue import Catalogue, ReveRow
from reve.game.days import day_of
from reve.game.state import Growth, Pity, Stack, Wallet
from reve.game.uses import Splinters
from reve.game.vocabulary.awakening import Awaken, AwakeningFailed, AwakeningSucceeded
from reve.game.vocabulary.fusion import Fuse, FusionFailed, FusionSucceeded
from reve.game.vocabulary.search import RandomSpecies, SpeciesShown
from tests.game.chances import follows, stream
from tests.game.sample import NOON_MS, Play, of_type, started


@cache
def shipped() -> Catalogue:
    return load_catalogue()


CONTENT = shipped()
TIERS = tuple(CONTENT.growing.fusion.chance_bp)
STARS = range(len(CONTENT.growing.awakening.success_bp))
BUNDLES = [item for item in CONTENT.items.values() if isinstance(item.use, Splinters)]


def even(names: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(names, 1)


def veteran() -> Play:
    play = started("focused", world=CONTENT)
    play.have(growth=Growth(level=60), pack_seen=CONTENT.version)
    return play


# -- dice, the reve, echoes ----------------------------------------------------------------------------


@pytest.mark.parametrize("n", [2, 3, 6, 7, 100])
def test_each_number_is_as_likely(n: int) -> None:
    dice = stream(n)
    assert follows((dice.below(n) for _ in range(100 * n)), dict.fromkeys(range(n), 1))


def test_a_loaded_die_is_found_out() -> None:
    dice = stream(1)
    loaded = [min(5, dice.below(7)) for _ in range(600)]
    assert not follows(loaded, dict.fromkeys(range(6), 1))
    assert not follows([0, 1, 2] * 10, {0: 1, 1: 1})


@pytest.mark.parametrize("row", CONTENT.reve.rows, ids=lambda row: f"level {row.from_level}")
def test_with_pity_every_row_gives_its_tiers_as_often_as_is_published(row: ReveRow) -> None:
    dice, pity, drawn = stream(row.from_level), reve.Pity(0, 0), []
    for _ in range(20_000):
        result = reve.draw(CONTENT, row, pity, dice)
        pity = pity.after(CONTENT.reve, result.column)
        drawn.append(result.tier)
    told = next(one for one in rates.rates(CONTENT).rows if one.from_level == row.from_level)
    assert follows(drawn, {one.tier: one.effective_ppm for one in told.tiers})


def test_within_an_element_each_species_of_a_tier_is_as_likely_to_be_summoned() -> None:
    dice, row, drawn = stream(3), CONTENT.reve.rows[0], Counter[str]()
    for _ in range(12_000):
        result = reve.draw(CONTENT, row, reve.Pity(0, 0), dice)
        drawn[result.species] += result.tier == 1
    for pool in CONTENT.pools[1]:
        assert follows((name for name in pool for _ in range(drawn[name])), even(pool))


@pytest.mark.parametrize("kind", CONTENT.growing.echoes.echoes)
def test_with_pity_every_echo_gives_its_tiers_as_often_as_is_published(kind: str) -> None:
    one = CONTENT.growing.echoes.echoes[kind]
    wanted = next(iter(CONTENT.elements)) if one.chosen else None
    for index, part in enumerate(one.ranges):
        dice, since, drawn = stream(100 + index), 0, list[int]()
        for _ in range(6_000):
            result = echo.draw(CONTENT, one, part, since, dice, wanted=wanted)
            since = 0 if result.tier == part.top else since + 1
            drawn.append(result.tier)
        assert follows(drawn, dict(zip(part.tiers, long_run(one.pity, part.tiers), strict=True)))


def long_run(bound: int, tiers: Mapping[int, int]) -> list[float]:
    """The share of each tier where the highest is certain within `bound`."""
    whole, top = sum(tiers.values()), max(tiers)
    miss = 1 - tiers[top] / whole
    length = sum(miss**n for n in range(bound))  # the expected openings from one of the best to the next
    free = length - miss ** (bound - 1)
    return [1 / length if tier == top else free * weight / whole / length for tier, weight in tiers.items()]


def test_within_an_element_each_species_of_a_tier_is_as_likely_to_be_in_an_echo() -> None:
    one, dice = CONTENT.growing.echoes.echoes["faded"], stream(5)
    drawn = Counter(
        echo.draw(CONTENT, one, one.ranges[0], 0, dice, wanted=None).species for _ in range(12_000)
    )
    pools = [pool for (_, tier), pool in CONTENT.kin.items() if tier in one.ranges[0].tiers]
    assert set(drawn) <= {name for pool in pools for name in pool}
    for pool in pools:
        if sum(drawn[name] for name in pool) >= 5 * len(pool):
            assert follows((name for name in pool for _ in range(drawn[name])), even(pool))


# -- fusion --------------------------------------------------------------------------------------------


def fusions(first: str, second: str, attempts: int) -> Play:
    """A player who has tried the same fusion so often, without pity."""
    play = veteran()
    play.own({first: 900_000, second: 900_000})
    while len([*of_type(play.events, FusionSucceeded), *of_type(play.events, FusionFailed)]) < attempts:
        play.have(pity=Pity(), wallet=Wallet({"revies": 10**15}), leader=None)
        play.do(Fuse(first, second))
    return play


@pytest.mark.parametrize("tier", TIERS)
def test_at_every_tier_fusions_succeed_as_often_as_is_told_and_fail_with_even_fragments(tier: int) -> None:
    pool = CONTENT.kin["inferno", tier]
    one, other = CONTENT.species[pool[0]], CONTENT.species[pool[-1]]
    play = fusions(one.id, other.id, 600)
    odds = fusion.chance(CONTENT, fusion.Pair(one, other, 0, False, 0), 0).total_bp
    won = list(of_type(play.events, FusionSucceeded))
    lost = list(of_type(play.events, FusionFailed))
    outcomes = [True] * len(won) + [False] * len(lost)
    assert follows(outcomes, {True: odds, False: 10_000 - odds})
    assert follows((one.result for one in won), even(CONTENT.kin["inferno", tier + 1]))
    least, most = CONTENT.growing.materials[tier].failure
    assert follows((one.fragments_gained for one in lost), dict.fromkeys(range(least, most + 1), 1))


@pytest.mark.parametrize("pair", CONTENT.growing.fusion.chart, ids="-".join)
def test_every_pair_of_elements_gives_each_that_its_chart_names_as_often(pair: tuple[str, str]) -> None:
    first, second = (CONTENT.kin[element, 1][0] for element in pair)
    won = of_type(fusions(first, second, 250).events, FusionSucceeded)
    elements = [CONTENT.species[one.result].element for one in won]
    assert follows(elements, even(CONTENT.growing.fusion.chart[pair]))


# -- awakening -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("stars", STARS)
def test_at_every_star_tries_succeed_as_often_as_is_told_and_fail_with_even_fragments(stars: int) -> None:
    play, tier = veteran(), 7
    name = CONTENT.kin["inferno", tier][0]
    for _ in range(500):
        play.have(
            stacks={**play.state.stacks, name: Stack(900_000, stars, 0, NOON_MS, 0)},
            wallet=Wallet({"revies": 10**15}),
            fragments={"awakening": 10**8},
        )
        play.do(Awaken(name, False, play.seq + 1))
    won = list(of_type(play.events, AwakeningSucceeded))
    lost = list(of_type(play.events, AwakeningFailed))
    odds = CONTENT.growing.awakening.success_bp[stars]
    assert follows([True] * len(won) + [False] * len(lost), {True: odds, False: 10_000 - odds})
    if lost:
        least, most = CONTENT.growing.materials[tier].failure
        gained = [one.fragments_gained for one in lost]
        assert follows(gained, dict.fromkeys(range(least, most + 1), 1))


# -- the rest ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", BUNDLES, ids=lambda item: item.id)
def test_a_bundle_of_fragments_has_each_tier_and_each_element_as_often(item: object) -> None:
    bundle = next(one for one in BUNDLES if one is item)
    assert isinstance(bundle.use, Splinters)
    play, (low, high) = veteran(), bundle.use.tiers
    play.have(fragments={}, items={bundle.id: 30})
    play.do(commands.UseItem(bundle.id, 30))
    got = play.state.fragments
    for names in (
        [fragment.of_tier(tier) for tier in range(low, high + 1)],
        [fragment.of_element(element) for element in CONTENT.elements],
    ):
        assert follows((name for name in names for _ in range(got.get(name, 0))), even(names))
    assert sum(got.values()) == 30 * bundle.use.count


@pytest.mark.parametrize("class_id", CONTENT.classes)
def test_the_second_starter_is_each_of_the_others_as_often(class_id: str) -> None:
    own, second = CONTENT.classes[class_id].starter, list[str]()
    for key in range(400):
        play = Play(replace(Play().state, key=key), world=CONTENT)
        play.do(commands.Start(class_id))
        second += [name for name in play.state.stacks if name != own]
    assert follows(second, even(name for name in CONTENT.starter.species if name != own))


def test_the_first_deal_of_a_day_is_as_likely_as_its_weight() -> None:
    first = [deals.of_day(CONTENT, day)[0].id for day in range(day_of(NOON_MS), day_of(NOON_MS) + 4_000)]
    weights = {one.id: one.weight for one in CONTENT.shop.offers.values() if one.shelf == "deals"}
    assert follows(first, weights)


def test_any_species_is_as_likely_to_be_shown_when_any_is_asked_for() -> None:
    play, shown = veteran(), list[str]()
    for _ in range(40 * len(CONTENT.kin["umbral", 1])):
        play.wait(1_000)
        reply = play.do(RandomSpecies("umbral", 1))
        assert isinstance(reply, SpeciesShown)
        shown.append(reply.line.species)
    assert follows(shown, even(CONTENT.kin["umbral", 1]))
