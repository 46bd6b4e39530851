"""Verifiable luck: the dice of one delta, drawn from a secret that belongs to actor and day."""

from collections.abc import Sequence
from hashlib import sha256
from hmac import digest
from typing import Final

from actors.identity import ActorId
from actors.moment import Dice, DiceMaker
from reve.game.days import date_of, day_of

_WORD_BYTES: Final = 8
_WORDS_PER_BLOCK: Final = 4
_SPAN: Final = 1 << 64


def day_secret(secret: bytes, actor: ActorId, date: str) -> bytes:
    """Return what all draws of an actor on a date come from; shown when the day is over."""
    return digest(secret, f"{actor.kind}:{actor.key}:{date}".encode(), "sha256")


def commitment(day: bytes) -> str:
    """Return the hash that binds us to a day's secret before the day is over."""
    return sha256(day).hexdigest()


class HmacDice:
    """The stream of one sequence number: four big-endian 64-bit words per HMAC block."""

    __slots__ = ("_actor", "_at_ms", "_block", "_day", "_seq", "_words")

    def __init__(self, secret: bytes, actor: ActorId, seq: int, at_ms: int) -> None:
        self._actor = actor
        self._seq = seq
        self._at_ms = at_ms
        self._day = day_secret(secret, actor, self.date)
        self._words: list[int] = []
        self._block = b""

    @property
    def date(self) -> str:
        """The UTC date whose secret is used."""
        return date_of(day_of(self._at_ms))

    @property
    def commitment(self) -> str:
        """The commitment to that day's secret."""
        return commitment(self._day)

    @property
    def words(self) -> tuple[int, ...]:
        """The words drawn so far, rejected ones too."""
        return tuple(self._words)

    def below(self, n: int) -> int:
        """Draw a whole number from 0 to n - 1, each equally likely."""
        if not 1 <= n <= _SPAN:
            raise ValueError(f"cannot draw below {n}")
        limit = n * (_SPAN // n)
        while True:
            word = self._next()
            if word < limit:
                return word % n

    def _next(self) -> int:
        block, place = divmod(len(self._words), _WORDS_PER_BLOCK)
        if place == 0:
            self._block = digest(self._day, f"{self._seq}:{block}".encode(), "sha256")
        word = int.from_bytes(self._block[place * _WORD_BYTES : (place + 1) * _WORD_BYTES], "big")
        self._words.append(word)
        return word


def dice_maker(secret: bytes) -> DiceMaker:
    """Return what makes the dice of each delta."""
    return lambda actor, seq, at_ms: HmacDice(secret, actor, seq, at_ms)


def weighted(dice: Dice, weights: Sequence[int]) -> int:
    """Draw an index, each as likely as its weight."""
    left = dice.below(sum(weights))
    for index, weight in enumerate(weights):
        if left < weight:
            return index
        left -= weight
    raise AssertionError("a draw is below the sum of its weights")
