"""The reve: charges, odds, pity and its receipt."""

from collections import Counter
from dataclasses import replace

import pytest

from actors.identity import ActorId
from reve.game import commands, events, reve
from reve.game.catalogue import ReveRow
from reve.game.dice import HmacDice
from reve.game.rates import PPM, effective_ppm, rates
from reve.game.replies import Pulled, ReveShown
from reve.game.state import Gauge, Luck
from tests.game.sample import MINUTE_MS, NOON_MS, SECRET, catalogue, of_type, started

RULES = catalogue().reve
CRITICAL_8 = 26.12  # chi-square with 8 degrees of freedom, one in a thousand


class Fixed:
    """Dice that always show the same share of what is asked."""

    def __init__(self, numerator: int, denominator: int) -> None:
        self.share = (numerator, denominator)

    def below(self, n: int) -> int:
        return n * self.share[0] // self.share[1]


def stream(seq: int) -> HmacDice:
    return HmacDice(SECRET, ActorId("player", 1), seq, NOON_MS)


def chi_square(counts: list[int], expected: list[float]) -> float:
    return sum((found - due) ** 2 / due for found, due in zip(counts, expected, strict=True))


@pytest.mark.parametrize("row", RULES.rows, ids=lambda row: f"level {row.from_level}")
def test_every_row_draws_by_its_weights(row: ReveRow) -> None:
    dice, draws = stream(row.from_level), 20_000
    columns = Counter(reve.draw(catalogue(), row, reve.Pity(0, 0), dice).column for _ in range(draws))
    expected = [draws * weight / sum(RULES.weights) for weight in RULES.weights]
    assert chi_square([columns[column] for column in range(1, 10)], expected) < CRITICAL_8


def test_elements_are_equally_likely_whatever_the_number_of_their_species() -> None:
    world, row = catalogue(), RULES.rows[0]
    dice = stream(99)
    drawn = [reve.draw(world, row, reve.Pity(0, 0), dice).species for _ in range(6_000)]
    elements = Counter(world.species[species].element for species in drawn)
    assert chi_square([elements[name] for name in world.elements], [1_000] * 6) < 20.52  # 5 degrees


@pytest.mark.parametrize(
    ("level", "tiers"),
    [
        (1, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (39, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (40, (2, 3, 4, 5, 6, 7, 8, 9, 10)),
        (160, (5, 6, 7, 8, 9, 10, 11, 12, 12)),
        (199, (5, 6, 7, 8, 9, 10, 11, 12, 12)),
        (200, (6, 7, 8, 9, 10, 11, 12, 12, 12)),
    ],
)
def test_a_level_draws_from_its_row(level: int, tiers: tuple[int, ...]) -> None:
    assert reve.row_for(RULES, level).tiers == tiers


def test_a_bright_result_is_certain_on_the_40th_pull_and_not_before() -> None:
    pity, dull = reve.Pity(0, 0), Fixed(0, 1)
    columns = []
    for _ in range(80):
        result = reve.draw(catalogue(), RULES.rows[0], pity, dull)
        columns.append((result.column, result.forced))
        pity = pity.after(RULES, result.column)
    assert columns == ([(1, False)] * 39 + [(5, True)]) * 2


def test_a_brilliant_result_is_certain_on_the_250th_pull_and_not_before() -> None:
    pity, dull = reve.Pity(0, 0), Fixed(0, 1)
    columns = []
    for _ in range(500):
        result = reve.draw(catalogue(), RULES.rows[0], pity, dull)
        columns.append(result.column)
        pity = pity.after(RULES, result.column)
    assert [n for n, column in enumerate(columns, 1) if column == 7] == [250, 500]
    assert [n for n, column in enumerate(columns[:250], 1) if column == 5] == [40, 80, 120, 160, 200, 240]


def test_the_higher_pity_comes_first_when_both_fall_due() -> None:
    assert reve.Pity(39, 249).due(RULES) == 7
    assert reve.Pity(38, 249).due(RULES) == 7
    assert reve.Pity(39, 248).due(RULES) == 5
    assert reve.Pity(38, 248).due(RULES) is None


@pytest.mark.parametrize(
    ("column", "after"), [(4, (31, 101)), (5, (0, 101)), (6, (0, 101)), (7, (0, 0)), (9, (0, 0))]
)
def test_a_result_resets_the_counters_of_its_range(column: int, after: tuple[int, int]) -> None:
    assert reve.Pity(30, 100).after(RULES, column) == reve.Pity(*after)


def test_no_stream_ever_passes_the_bounds_of_pity() -> None:
    pity, dice = reve.Pity(0, 0), stream(5)
    for _ in range(5_000):
        result = reve.draw(catalogue(), RULES.rows[0], pity, dice)
        pity = pity.after(RULES, result.column)
        assert pity.since_bright < 40
        assert pity.since_brilliant < 250


def test_published_long_run_odds_are_those_of_the_draws() -> None:
    shares = effective_ppm(RULES)
    assert PPM - 9 <= sum(shares) <= PPM
    assert (sum(shares[4:]) + 500) // 1_000 == 75  # bright 7.5 %
    assert (sum(shares[6:]) + 50) // 100 == 113  # brilliant 1.13 %
    pity, dice, counts = reve.Pity(0, 0), stream(6), Counter[int]()
    for _ in range(60_000):
        result = reve.draw(catalogue(), RULES.rows[0], pity, dice)
        pity = pity.after(RULES, result.column)
        counts[result.column] += 1
    expected = [60_000 * share / PPM for share in shares]
    assert chi_square([counts[column] for column in range(1, 10)], expected) < CRITICAL_8


def test_rates_are_told_for_every_row_and_tier() -> None:
    told = rates(catalogue())
    assert told.total_weight == 100_000
    assert [(row.from_level, row.to_level) for row in told.rows][-1] == (200, 200)
    for row in told.rows:
        assert sum(tier.weight for tier in row.tiers) == 100_000
        assert all(tier.elements == 6 for tier in row.tiers)
    assert [(tier.tier, tier.weight) for tier in told.rows[-1].tiers][-1] == (12, 800 + 200 + 50)


def test_an_element_without_the_tier_is_neither_drawn_nor_told() -> None:
    world = catalogue()
    species = {name: one for name, one in world.species.items() if (one.element, one.tier) != ("umbral", 2)}
    poorer = replace(world, species=species)
    assert rates(poorer).rows[0].tiers[1].elements == 5
    dice = stream(7)
    row = ReveRow(1, 200, (2,) * 9)
    drawn = {reve.draw(poorer, row, reve.Pity(0, 0), dice).species for _ in range(200)}
    assert {poorer.species[name].element for name in drawn} == set(world.elements) - {"umbral"}


def test_a_pull_costs_charges_and_adds_copies() -> None:
    play = started()
    before = sum(stack.quantity for stack in play.state.stacks.values())
    reply = play.do(commands.Pull(3))
    assert isinstance(reply, Pulled)
    assert len(reply.results) == 3
    assert (reply.charges.value, play.state.luck.charges.value) == (2, 2)
    assert sum(stack.quantity for stack in play.state.stacks.values()) == before + 3
    for result in reply.results:
        assert catalogue().species[result.species].tier == result.tier
    assert reply.bright_in == 40 - play.state.luck.since_bright


def test_a_result_is_new_only_the_first_time() -> None:
    play = started()
    play.own(dict.fromkeys(catalogue().species, 1))
    reply = play.do(commands.Pull(5))
    assert isinstance(reply, Pulled)
    assert not any(result.new for result in reply.results)
    assert not list(of_type(play.events[-6:], events.EspritDiscovered))


def test_more_pulls_than_charges_are_refused_whole_with_the_time_of_the_next() -> None:
    play = started()
    play.do(commands.Pull(4))
    refused = play.refused(commands.Pull(2))
    assert refused.code == "INSUFFICIENT"
    next_at_ms = NOON_MS + 9 * MINUTE_MS
    assert refused.params == {"kind": "charges", "need": 2, "have": 1, "next_at_ms": next_at_ms}


@pytest.mark.parametrize("count", [0, -1, 6, 1 << 70])
def test_a_count_out_of_range_is_refused(count: int) -> None:
    refused = started().refused(commands.Pull(count))
    assert refused.params == {"field": "count", "reason": "out_of_range"}


def test_charges_come_back_one_by_one_up_to_five() -> None:
    play = started()
    play.do(commands.Pull(5))
    play.wait(45 * MINUTE_MS - 1)
    shown = play.do(commands.ShowReve())
    assert isinstance(shown, ReveShown)
    assert (shown.charges.value, shown.charges.next_at_ms) == (4, NOON_MS + 45 * MINUTE_MS)
    play.wait(1)
    shown = play.do(commands.ShowReve())
    assert isinstance(shown, ReveShown)
    assert (shown.charges.value, shown.charges.full_at_ms) == (5, None)


def test_pity_lives_on_between_pulls() -> None:
    play = started()
    play.have(luck=Luck(Gauge(5, NOON_MS), since_bright=38, since_brilliant=100))
    reply = play.do(commands.Pull(2))
    assert isinstance(reply, Pulled)
    first_bright = reply.results[0].column >= 5
    assert first_bright or (reply.results[1].column, reply.results[1].forced) == (5, True)


def test_a_receipt_recomputes_the_pull() -> None:
    play = started()
    reply = play.do(commands.Pull(5))
    assert isinstance(reply, Pulled)
    receipt = reply.receipt
    dice = HmacDice(SECRET, ActorId("player", play.state.key), receipt.seq, NOON_MS)
    pity = reve.Pity(receipt.since_bright, receipt.since_brilliant)
    for result in reply.results:
        again = reve.draw(catalogue(), reve.row_for(RULES, receipt.level), pity, dice)
        assert (again.species, again.column) == (result.species, result.column)
        pity = pity.after(RULES, again.column)
    assert receipt.words == tuple(f"{word:016x}" for word in dice.words)
    assert (receipt.date, receipt.commitment) == ("2026-01-01", dice.commitment)
    (event,) = of_type(play.events, events.RevePulled)
    assert event.receipt == receipt
