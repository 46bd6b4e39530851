"""The shop: what is on offer, for how much, how often, and what it gives."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, days, deals, shop
from reve.game.bundle import Bundle
from reve.game.days import date_of, period_of, start_of_period
from reve.game.state import Growth, Wallet
from reve.game.vocabulary.shop import Bought, Buy, ShopBought, ShopShown, ShowShop
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, of_type, started

RICH = Wallet({"revies": 10**12, "erythl": 10**6})


def rich(**options: object) -> Play:
    play = started(**options)
    play.have(wallet=RICH)
    return play


def on_deal(play: Play, offer: str) -> None:
    """Let days pass until an offer is among the deals."""
    while offer not in (one.id for one in deals.of_day(play.world, days.day_of(play.now_ms))):
        play.wait(DAY_MS)


def lines(play: Play, shelf: str) -> dict[str, tuple[int, int]]:
    shown = play.do(ShowShop(shelf))
    assert isinstance(shown, ShopShown)
    return {line.id: (line.price, line.left) for line in shown.lines}


@pytest.mark.parametrize(
    ("offer", "price", "stock"),
    [
        ("energy_potion", 1_000, 5),
        ("stamina_elixir", 2_500, 3),
        ("xp_orb", 500, 10),
        ("echo_key", 10_000, 1),
        ("capture_charm", 15_000, 2),
        ("fragment_bundle_small", 5_000, 3),
    ],
)
def test_a_deal_costs_revies_and_is_there_so_often_a_day(offer: str, price: int, stock: int) -> None:
    play = rich()
    on_deal(play, offer)
    assert lines(play, "deals")[offer] == (price, stock)
    before = play.state.items.get(offer, 0)
    bought = play.do(Buy(offer, stock))
    assert isinstance(bought, Bought)
    assert (bought.spent, bought.left, bought.balance) == (price * stock, 0, 10**12 - price * stock)
    assert play.state.items[offer] == before + stock
    refused = play.refused(Buy(offer))
    midnight = (days.day_of(play.now_ms) + 1) * DAY_MS
    assert refused.code == "ALREADY_CLAIMED"
    assert refused.params == {"key": "sold_out", "left": 0, "next_at_ms": midnight}


def test_four_deals_a_day_are_the_same_for_everyone() -> None:
    ada, bilal = rich(), started("vigorous", username="Bilal")
    assert len(lines(ada, "deals")) == 4
    assert lines(ada, "deals") == lines(bilal, "deals")


def test_deals_follow_from_pack_version_and_date() -> None:
    world = catalogue()
    seen = [tuple(one.id for one in deals.of_day(world, day)) for day in range(20_000, 20_060)]
    assert seen == [tuple(one.id for one in deals.of_day(world, day)) for day in range(20_000, 20_060)]
    assert len(set(seen)) > 10
    other = replace(world, version=world.version + 1)
    assert seen != [tuple(one.id for one in deals.of_day(other, day)) for day in range(20_000, 20_060)]


def test_deals_are_drawn_by_weight_without_replacement() -> None:
    world, sample = catalogue(), 4_000
    counts = Counter[str]()
    for day in range(sample):
        drawn = [one.id for one in deals.of_day(world, day)]
        assert len(set(drawn)) == 4
        counts.update(drawn)
    told = deals.odds_ppm(world)
    assert 4 * deals.PPM - 6 <= sum(told.values()) <= 4 * deals.PPM
    for offer, ppm in told.items():
        due = sample * ppm / deals.PPM
        spread = (due * (1 - ppm / deals.PPM)) ** 0.5
        assert abs(counts[offer] - due) < 4 * spread, offer


@pytest.mark.parametrize(
    ("offer", "price", "limit", "per"),
    [
        ("building_boost", 50, 3, "week"),
        ("fusion_catalyst", 30, 5, "week"),
        ("awakening_stone", 100, 1, "week"),
        ("skill_reset_token", 75, 2, "month"),
        ("building_slot", 200, 7, "ever"),
        ("fragment_bundle_large", 40, 10, "week"),
    ],
)
def test_premium_goods_cost_erythl_and_are_limited(offer: str, price: int, limit: int, per: str) -> None:
    play = rich()
    shown = play.do(ShowShop("premium"))
    assert isinstance(shown, ShopShown)
    (line,) = (one for one in shown.lines if one.id == offer)
    assert (line.currency, line.price, line.limit, line.per) == ("erythl", price, limit, per)
    play.do(Buy(offer, limit))
    assert play.refused(Buy(offer)).code == "ALREADY_CLAIMED"
    assert play.balance("erythl") == 10**6 - price * limit


@pytest.mark.parametrize(
    ("offer", "price", "limit", "goods"),
    [
        (
            "starter_bundle",
            100,
            1,
            Bundle(
                revies=50_000,
                items={"energy_potion": 10, "stamina_elixir": 5, "fusion_catalyst": 2, "echo_key": 3},
            ),
        ),
        ("builder_bundle", 250, 3, Bundle(revies=100_000, items={"building_boost": 5, "building_slot": 1})),
        (
            "fusion_bundle",
            150,
            5,
            Bundle(
                items={"fusion_catalyst": 10, "fragment_bundle_large": 3},
                element_fragments=dict.fromkeys(catalogue().elements, 100),
            ),
        ),
    ],
)
def test_a_crate_gives_all_that_is_in_it(offer: str, price: int, limit: int, goods: Bundle) -> None:
    play = rich()
    bought = play.do(Buy(offer))
    assert isinstance(bought, Bought)
    assert (bought.spent, bought.granted, bought.left) == (price, goods, limit - 1)
    assert play.balance("revies") == 10**12 + goods.revies


def test_the_first_crate_is_there_for_seven_days() -> None:
    play = rich()
    play.now_ms = NOON_MS + 7 * DAY_MS - 1
    assert "starter_bundle" in lines(play, "bundles")
    play.wait(1)
    assert "starter_bundle" not in lines(play, "bundles")
    assert play.refused(Buy("starter_bundle")).params["reason"] == "not_on_offer"


@pytest.mark.parametrize(("level", "factor"), [(1, 1), (9, 1), (10, 1), (19, 1), (20, 2), (99, 9), (200, 20)])
def test_prices_in_revies_grow_with_the_level_and_those_in_erythl_do_not(level: int, factor: int) -> None:
    play = rich()
    play.have(growth=Growth(level=level))
    on_deal(play, "xp_orb")
    assert lines(play, "deals")["xp_orb"][0] == 500 * factor
    assert lines(play, "premium")["fusion_catalyst"][0] == 30


def test_what_is_limited_by_the_week_is_there_again_on_monday() -> None:
    play = rich()  # a Thursday
    play.do(Buy("awakening_stone"))
    play.wait(3 * DAY_MS)  # Sunday noon
    refused = play.refused(Buy("awakening_stone"))
    assert refused.params["next_at_ms"] == NOON_MS + 3 * DAY_MS + DAY_MS // 2
    play.wait(DAY_MS)
    assert isinstance(play.do(Buy("awakening_stone")), Bought)


def test_what_is_limited_by_the_month_is_there_again_on_its_first() -> None:
    play = rich()
    play.do(Buy("skill_reset_token", 2))
    play.now_ms = start_of_period("month", 2026 * 12 + 1) - 1
    assert play.refused(Buy("skill_reset_token")).code == "ALREADY_CLAIMED"
    play.wait(1)
    assert isinstance(play.do(Buy("skill_reset_token")), Bought)


def test_hazard_18_what_may_be_bought_so_often_ever_stays_bought() -> None:
    play = rich()
    play.do(Buy("builder_bundle", 3))
    play.wait(400 * DAY_MS)
    refused = play.refused(Buy("builder_bundle"))
    assert refused.params == {"key": "sold_out", "left": 0}


def test_more_than_is_left_is_refused_with_what_is_left() -> None:
    play = rich()
    assert play.refused(Buy("builder_bundle", 4)).params == {"key": "stock", "left": 3}
    play.do(Buy("builder_bundle", 2))
    assert play.refused(Buy("builder_bundle", 2)).params == {"key": "stock", "left": 1}
    assert play.refused(Buy("builder_bundle", 0)).params["reason"] == "out_of_range"


def test_too_little_money_is_refused_whole() -> None:
    play = started()
    refused = play.refused(Buy("fusion_catalyst", 2))
    assert refused.params == {"kind": "erythl", "need": 60, "have": 30}


def test_what_would_not_fit_is_not_sold() -> None:
    play = rich()
    play.have(items={"fusion_catalyst": 999_998, "building_boost": 999_999, "building_slot": 999_999})
    assert play.refused(Buy("fusion_catalyst", 2)).code == "STACK_LIMIT"
    assert isinstance(play.do(Buy("fusion_catalyst")), Bought)
    assert isinstance(play.do(Buy("builder_bundle")), Bought)  # its revies fit


def test_hazard_39_a_button_of_another_price_shows_the_shop_instead_of_selling() -> None:
    play = rich()
    on_deal(play, "xp_orb")
    play.have(growth=Growth(level=20))
    assert isinstance(play.do(Buy("xp_orb", 1, price=500)), ShopShown)
    assert play.balance("revies") == 10**12
    assert isinstance(play.do(Buy("xp_orb", 1, price=1_000)), Bought)


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (Buy("gold"), "item"),
        (Buy("fusion_catalyst", 0), "count"),
        (ShowShop("attic"), "shelf"),
    ],
)
def test_what_the_shop_does_not_have_is_refused(action: commands.Action, field: str) -> None:
    assert rich().refused(action).params["field"] == field


def test_the_ledger_says_what_the_shop_took_and_gave() -> None:
    play = rich()
    decision = play.decide(Buy("builder_bundle"))
    entries = {(entry.account, entry.currency): entry.amount for entry in decision.entries}
    assert entries[("burn/shop", "erythl")] == 250
    assert entries[("mint/shop", "revies")] == -100_000
    assert [event.offer for event in of_type(list(decision.events), ShopBought)] == ["builder_bundle"]


@given(st.lists(st.tuples(st.sampled_from(sorted(catalogue().shop.offers)), st.integers(1, 10)), max_size=25))
@settings(max_examples=60, deadline=None)
def test_nothing_is_ever_sold_more_often_than_its_limit(purchases: list[tuple[str, int]]) -> None:
    play = rich()
    for offer, count in purchases:
        play.do(Buy(offer, count))
        play.wait(DAY_MS // 3)
    sold = Counter[tuple[str, int]]()
    for event in of_type(play.events, ShopBought):
        sold[event.offer, event.period] += event.count
    assert all(n <= catalogue().shop.offers[offer].limit for (offer, _), n in sold.items())


@given(st.integers(0, 60_000))
def test_periods_begin_where_the_one_before_ends(day: int) -> None:
    for per in ("day", "week", "month"):
        period = period_of(per, day)
        assert start_of_period(per, period) <= day * DAY_MS < start_of_period(per, period + 1)
    assert period_of("ever", day) == 0
    assert date_of(start_of_period("month", period_of("month", day)) // DAY_MS).endswith("-01")
    assert (start_of_period("week", period_of("week", day)) // DAY_MS + 3) % 7 == 0


def test_the_shelves_are_those_of_the_pack() -> None:
    assert {one.shelf for one in catalogue().shop.offers.values()} == set(shop.SHELVES)
