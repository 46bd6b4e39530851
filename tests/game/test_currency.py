"""Currency: balances and their ledger."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, currency, events
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.ledger import postings
from reve.game.state import Player, Wallet
from tests.game.sample import DAY_MS, NOON_MS, catalogue, moment, of_type, started

TOP = 10**15
amounts = st.integers(0, 2 * TOP)


def draft_with(revies: int, *, cap: int = TOP) -> Draft:
    state = Player(7, registered=True, wallet=Wallet({"revies": revies}))
    world = replace(catalogue(), caps=replace(catalogue().caps, revies=cap))
    return Draft(state, moment(world=world), evolve, username="Ada", locale=None)


@pytest.mark.parametrize("have", [2**31 - 1, 2**31, 2**53 - 1, 2**53, 2**62])
def test_hazard_24_balances_stay_exact_past_31_and_53_bits(have: int) -> None:
    draft = draft_with(have, cap=2**63 - 1)
    currency.credit(draft, "revies", 5, "mint/test", "")
    assert draft.state.wallet.balances["revies"] == have + 5
    assert currency.debit(draft, "revies", 3, "burn/test", "") is None
    assert draft.state.wallet.balances["revies"] == have + 2


def test_hazard_24_a_daily_near_31_bits_is_credited_whole() -> None:
    play = started()
    play.have(wallet=Wallet({"revies": 2**31 - 1, "erythl": 0}, revies_earned=2**31 - 1))
    play.do(commands.ClaimDaily())
    assert play.balance("revies") == 2**31 - 1 + 5_000
    assert play.state.wallet.revies_earned == 2**31 - 1 + 5_000


def test_hazard_24_the_cap_clamps_and_records_what_is_discarded() -> None:
    draft = draft_with(TOP - 2)
    assert currency.credit(draft, "revies", 5, "mint/test", "why") == 3
    assert draft.events == [events.CurrencyChanged("revies", 2, TOP, "mint/test", "why", 3)]
    assert currency.credit(draft, "revies", 5, "mint/test", "why") == 5
    assert draft.events[-1] == events.CurrencyChanged("revies", 0, TOP, "mint/test", "why", 5)
    assert sum(entry.amount for entry in postings(draft.events) if entry.account == "wallet") == 2


@given(st.integers(0, TOP), st.lists(st.tuples(st.booleans(), amounts), max_size=12))
@settings(deadline=None)
def test_no_sequence_makes_a_balance_negative_or_loses_track(
    have: int, moves: list[tuple[bool, int]]
) -> None:
    draft = draft_with(have)
    for credit, amount in moves:
        if credit or not amount:
            currency.credit(draft, "revies", amount, "mint/test", "")
        else:
            before = draft.state
            refused = currency.debit(draft, "revies", amount, "burn/test", "")
            assert (refused is None) == (before.wallet.balances["revies"] >= amount)
            assert refused is None or draft.state is before
        assert 0 <= draft.state.wallet.balances["revies"] <= TOP
    moved = sum(event.delta for event in of_type(draft.events, events.CurrencyChanged))
    assert draft.state.wallet.balances["revies"] == have + moved
    assert sum(entry.amount for entry in postings(draft.events)) == 0


def test_a_short_balance_is_refused_with_what_is_needed() -> None:
    refused = currency.debit(draft_with(4), "revies", 5, "burn/test", "")
    assert refused is not None
    assert refused.params == {"kind": "revies", "need": 5, "have": 4}


def test_refunds_do_not_count_as_earned() -> None:
    draft = draft_with(0)
    currency.credit(draft, "revies", 5, "mint/test", "")
    currency.credit(draft, "revies", 7, "refund/test", "")
    assert draft.state.wallet == Wallet({"revies": 12}, revies_earned=5)


@pytest.mark.parametrize("amount", [-1, -(1 << 70)])
def test_a_negative_amount_is_an_error_of_the_rules(amount: int) -> None:
    with pytest.raises(ValueError, match="cannot credit"):
        currency.credit(draft_with(0), "revies", amount, "mint/test", "")
    with pytest.raises(ValueError, match="cannot debit"):
        currency.debit(draft_with(10), "revies", amount, "burn/test", "")


def test_postings_are_summed_per_account_and_name_their_reason() -> None:
    play = started()
    play.now_ms = NOON_MS
    decision = play.decide(commands.ClaimDaily())
    told = {(entry.account, entry.currency): entry.amount for entry in decision.entries}
    assert told == {("wallet", "revies"): 5_000, ("mint/daily", "revies"): -5_000}
    assert len(told) == len(decision.entries)


def test_balances_equal_the_ledger_over_a_month_of_days() -> None:
    play = started()
    for _ in range(30):
        play.do(commands.ClaimDaily())
        play.do(commands.Pull(5))
        play.wait(DAY_MS)
    for name in ("revies", "erythl"):
        wallet = [
            entry.amount for entry in play.entries if (entry.account, entry.currency) == ("wallet", name)
        ]
        assert sum(wallet) == play.balance(name)
        assert sum(entry.amount for entry in play.entries if entry.currency == name) == 0
