"""The figures of the shop: what is on offer, for how much, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reve.game.bundle import Bundle
from reve.game.days import Per

type Shelf = Literal["deals", "premium", "bundles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something to buy, `limit` times per period. `weight` is that of a deal in the draw of the day.

    `name` is empty for what is called as the item in it; with `first_days` it is only on offer so
    many days after the beginning.
    """

    id: str
    shelf: Shelf
    name: str
    currency: Literal["revies", "erythl"]
    price: int
    limit: int
    per: Per
    goods: Bundle
    weight: int = 0
    first_days: int | None = None


@dataclass(frozen=True, slots=True)
class ShopRules:
    """All offers; `per_day` of the deals are on offer each day."""

    level_step: int
    per_day: int
    offers: Mapping[str, Offer]
