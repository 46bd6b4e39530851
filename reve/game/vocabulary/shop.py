"""What is asked, answered and told about the shop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reve.game.bundle import Bundle


@dataclass(frozen=True, slots=True)
class ShowShop:
    """Show a shelf of the shop."""

    shelf: str = "deals"


@dataclass(frozen=True, slots=True)
class Buy:
    """Buy an offer `count` times; with a `price` it is a button, which acts only at that price."""

    offer: str
    count: int = 1
    price: int | None = None


@dataclass(frozen=True, slots=True)
class ShopBought:
    """An offer was bought: `bought` times in all in a period, which is counted since the epoch."""

    offer: str
    count: int
    currency: str
    price: int
    period: int
    bought: int


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer as the player sees it; `left` times more until `next_at_ms`, None for ever."""

    id: str
    currency: str
    price: int
    left: int
    limit: int
    per: str
    next_at_ms: int | None


@dataclass(frozen=True, slots=True)
class ShopShown:
    """A shelf of the shop, and what the player can spend."""

    shelf: str
    revies: int
    erythl: int
    lines: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought, what it cost in all, and what of it did not fit."""

    offer: str
    count: int
    currency: str
    spent: int
    balance: int
    granted: Bundle
    discarded: dict[str, int]
    left: int


type Action = ShowShop | Buy
type Event = ShopBought
type Reply = ShopShown | Bought

NAMES: Final[Mapping[type, str]] = {ShowShop: "shop.show", Buy: "shop.buy"}
GROUPS: Final[Mapping[type, str]] = {ShowShop: "view", Buy: "shop"}
EVENTS: Final[Mapping[str, type]] = {"shop.bought": ShopBought}
REPLIES: Final[Mapping[str, type]] = {"shop.shown": ShopShown, "shop.bought": Bought}
