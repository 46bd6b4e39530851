"""The shop: deals that change each day, premium goods and crates, each so often in its period."""

from dataclasses import replace
from typing import Final

from reve.game import currency, deals, esprit, goods, inventory, refusals
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.days import DAY_MS, day_of, period_of, start_of_period
from reve.game.draft import Draft
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Bought as Purchases
from reve.game.state import Player
from reve.game.vocabulary.shop import Bought, Buy, OfferLine, ShopBought, ShopShown, ShowShop
from reve.game.wares import Offer, Shelf

SOURCE: Final = "shop"
BURN: Final = "burn/shop"
SHELVES: Final[tuple[Shelf, ...]] = ("deals", "premium", "bundles")


def show(draft: Draft, action: ShowShop) -> Reply:
    """Show what a shelf has for the player now."""
    if action.shelf not in SHELVES:
        return refusals.invalid("shelf", "unknown")
    lines = tuple(_line(draft, offer) for offer in on_offer(draft) if offer.shelf == action.shelf)
    return ShopShown(
        shelf=action.shelf,
        revies=currency.balance(draft.state, currency.REVIES),
        erythl=currency.balance(draft.state, currency.ERYTHL),
        lines=lines,
    )


def buy(draft: Draft, action: Buy) -> Reply:
    """Buy an offer, whole or not at all."""
    offer = draft.catalogue.shop.offers.get(action.offer)
    if offer is None:
        return refusals.invalid("item", "unknown")
    if action.count < 1:
        return refusals.invalid("count", "out_of_range")
    if offer not in on_offer(draft):
        return refusals.not_on_offer(offer.id)
    price = price_of(draft.catalogue, offer, draft.state.growth.level)
    if action.price not in (None, price):
        return show(draft, ShowShop(offer.shelf))
    left = _left(draft, offer)
    if action.count > left:
        return refusals.sold_out(left, _next_at_ms(draft, offer))
    return _sell(draft, offer, action.count, price)


def price_of(catalogue: Catalogue, offer: Offer, level: int) -> int:
    """Return what an offer costs once at a level."""
    if offer.currency == currency.ERYTHL:
        return offer.price
    return offer.price * max(1, level // catalogue.shop.level_step)


def on_offer(draft: Draft) -> tuple[Offer, ...]:
    """Return the offers that the player can see now."""
    catalogue, now_ms = draft.catalogue, draft.now_ms
    today = deals.of_day(catalogue, day_of(now_ms))
    age_ms = now_ms - draft.state.person.created_at_ms
    others = (offer for offer in catalogue.shop.offers.values() if offer.shelf != "deals")
    return (
        *today,
        *(offer for offer in others if offer.first_days is None or age_ms < offer.first_days * DAY_MS),
    )


def bought(player: Player, event: ShopBought) -> Player:
    kept = {**player.shop, event.offer: Purchases(event.period, event.bought)}
    return replace(player, shop=kept)


def _sell(draft: Draft, offer: Offer, count: int, price: int) -> Reply:
    bundle = offer.goods * count
    if (full := _full(draft, bundle)) is not None:
        return full
    money: currency.Currency = offer.currency
    refused = currency.debit(draft, money, price * count, BURN, offer.id)
    if refused is not None:
        return refused
    period = period_of(offer.per, day_of(draft.now_ms))
    have = offer.limit - _left(draft, offer)
    draft.emit(ShopBought(offer.id, count, money, price, period, have + count))
    discarded = goods.give(draft, bundle, SOURCE, offer.id)
    return Bought(
        offer=offer.id,
        count=count,
        currency=money,
        spent=price * count,
        balance=currency.balance(draft.state, money),
        granted=bundle,
        discarded=discarded,
        left=offer.limit - have - count,
    )


def _full(draft: Draft, bundle: Bundle) -> Refused | None:
    """Refuse when nothing of what is sold would fit, or not all copies of its one item."""
    caps, player = draft.catalogue.caps, draft.state
    rooms = [
        *((n, caps.item_stack - inventory.quantity(player, item)) for item, n in bundle.items.items()),
        *((n, caps.copies - esprit.quantity(player, name)) for name, n in bundle.esprits.items()),
    ]
    other = replace(bundle, items={}, esprits={})
    single = not other and len(rooms) == 1
    short = [n > room for n, room in rooms] if single else [room <= 0 for _, room in rooms]
    if other or not rooms or not all(short):
        return None
    return refusals.stack_limit(next(iter((*bundle.items, *bundle.esprits))))


def _left(draft: Draft, offer: Offer) -> int:
    kept = draft.state.shop.get(offer.id)
    if kept is None or kept.period != period_of(offer.per, day_of(draft.now_ms)):
        return offer.limit
    return max(0, offer.limit - kept.count)


def _next_at_ms(draft: Draft, offer: Offer) -> int | None:
    if offer.per == "ever":
        return None
    return start_of_period(offer.per, period_of(offer.per, day_of(draft.now_ms)) + 1)


def _line(draft: Draft, offer: Offer) -> OfferLine:
    return OfferLine(
        id=offer.id,
        currency=offer.currency,
        price=price_of(draft.catalogue, offer, draft.state.growth.level),
        left=_left(draft, offer),
        limit=offer.limit,
        per=offer.per,
        next_at_ms=_next_at_ms(draft, offer),
    )
