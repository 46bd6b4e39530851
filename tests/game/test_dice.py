"""Dice: verifiable luck."""

import hmac
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.identity import ActorId
from reve.game.dice import HmacDice, commitment, day_secret, dice_maker, weighted
from tests.game.sample import DAY_MS, NOON_MS, SECRET

ADA = ActorId("player", 7)


def words_by_hand(seq: int, count: int, date: str = "2026-01-01") -> list[int]:
    day = hmac.new(SECRET, f"player:7:{date}".encode(), sha256).digest()
    blocks = (hmac.new(day, f"{seq}:{i}".encode(), sha256).digest() for i in range(count))
    data = b"".join(blocks)
    return [int.from_bytes(data[8 * i : 8 * i + 8], "big") for i in range(count)]


def test_words_are_those_that_anybody_computes_from_the_secret() -> None:
    dice = dice_maker(SECRET)(ADA, 12, NOON_MS)
    drawn = [dice.below(1_000) for _ in range(9)]
    assert drawn == [word % 1_000 for word in words_by_hand(12, 9)]
    assert isinstance(dice, HmacDice)
    assert list(dice.words) == words_by_hand(12, 9)


def test_the_commitment_binds_the_secret_of_the_day() -> None:
    dice = HmacDice(SECRET, ADA, 1, NOON_MS)
    secret = day_secret(SECRET, ADA, "2026-01-01")
    assert dice.commitment == commitment(secret) == sha256(secret).hexdigest()


def test_streams_differ_by_actor_sequence_number_and_date() -> None:
    firsts = {
        HmacDice(SECRET, ADA, 1, NOON_MS).below(1 << 64),
        HmacDice(SECRET, ADA, 2, NOON_MS).below(1 << 64),
        HmacDice(SECRET, ADA, 1, NOON_MS + DAY_MS).below(1 << 64),
        HmacDice(SECRET, ActorId("player", 8), 1, NOON_MS).below(1 << 64),
        HmacDice(SECRET, ActorId("raid", 7), 1, NOON_MS).below(1 << 64),
    }
    assert len(firsts) == 5


def test_a_word_that_would_favour_small_numbers_is_rejected() -> None:
    n = (1 << 63) + 1  # nearly half of all words are rejected
    dice = HmacDice(SECRET, ADA, 3, NOON_MS)
    drawn = [dice.below(n) for _ in range(20)]
    assert drawn == [word for word in dice.words if word < n]
    assert len(dice.words) > 20


@given(st.integers(1, 1 << 64), st.integers(1, 10**9))
@settings(deadline=None)
def test_draws_are_below_what_was_asked_and_come_again(n: int, seq: int) -> None:
    first = HmacDice(SECRET, ADA, seq, NOON_MS).below(n)
    assert 0 <= first < n
    assert HmacDice(SECRET, ADA, seq, NOON_MS).below(n) == first


@pytest.mark.parametrize("n", [0, -1, (1 << 64) + 1])
def test_what_cannot_be_drawn_is_an_error(n: int) -> None:
    with pytest.raises(ValueError, match="cannot draw"):
        HmacDice(SECRET, ADA, 1, NOON_MS).below(n)


def test_an_index_is_as_likely_as_its_weight() -> None:
    dice = HmacDice(SECRET, ADA, 4, NOON_MS)
    counts = Counter(weighted(dice, (5, 0, 3, 2)) for _ in range(2_000))
    assert counts[1] == 0
    assert [round(counts[index] / 2_000, 1) for index in (0, 2, 3)] == [0.5, 0.3, 0.2]
