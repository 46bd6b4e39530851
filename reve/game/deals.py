"""The deals of the day: drawn from the pack's version and the date, the same for everyone."""

from hashlib import sha256
from typing import Final

from reve.game.catalogue import Catalogue
from reve.game.days import date_of
from reve.game.dice import weighted
from reve.game.wares import Offer

PPM: Final = 1_000_000
_SPAN: Final = 1 << 64
_SCALE: Final = 10**18  # of the shares below: whole numbers that stand for parts of one


class DayDice:
    """A stream that anybody can compute: the words of SHA-256 over version, date and number."""

    __slots__ = ("_drawn", "_seed")

    def __init__(self, version: int, date: str) -> None:
        self._seed = f"shop:{version}:{date}"
        self._drawn = 0

    def below(self, n: int) -> int:
        """Draw a whole number from 0 to n - 1, each equally likely."""
        limit = n * (_SPAN // n)
        while True:
            word = int.from_bytes(sha256(f"{self._seed}:{self._drawn}".encode()).digest()[:8], "big")
            self._drawn += 1
            if word < limit:
                return word % n


def of_day(catalogue: Catalogue, day: int) -> tuple[Offer, ...]:
    """Return the deals of a day: by weight, none twice."""
    left, dice = _deals(catalogue), DayDice(catalogue.version, date_of(day))
    drawn: list[Offer] = []
    for _ in range(min(catalogue.shop.per_day, len(left))):
        drawn.append(left.pop(weighted(dice, [offer.weight for offer in left])))
    return tuple(drawn)


def odds_ppm(catalogue: Catalogue) -> dict[str, int]:
    """Return how likely each deal is to be on offer on a day, in ppm."""
    deals = _deals(catalogue)
    shares = dict.fromkeys((offer.id for offer in deals), 0)

    def draw(left: list[Offer], places: int, share: int) -> None:
        total = sum(offer.weight for offer in left)
        for offer in left if places and total else ():
            part = share * offer.weight // total
            shares[offer.id] += part
            draw([other for other in left if other is not offer], places - 1, part)

    draw(deals, min(catalogue.shop.per_day, len(deals)), _SCALE)
    return {name: share * PPM // _SCALE for name, share in shares.items()}


def _deals(catalogue: Catalogue) -> list[Offer]:
    return [offer for offer in catalogue.shop.offers.values() if offer.shelf == "deals"]
