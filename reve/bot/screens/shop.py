"""Screens of the shop: its shelves, and what was bought."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Choice,
    Entry,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Select,
    Text,
    Tone,
)
from reve.bot.screens.shared import discarded
from reve.bot.screens.things import amount, bundle_lines, bundle_text, offer_name
from reve.bot.words import numbers
from reve.game.shop import SHELVES
from reve.game.vocabulary.shop import Bought, OfferLine, ShopShown


def shop(shown: ShopShown, context: Context) -> Screen:
    """Show a shelf, each offer with a button that buys one."""
    return Screen(tuple(_pieces(shown, context)))


def bought(shown: Bought, context: Context) -> Screen:
    """Tell what was bought, and what is left of offer and money."""
    words, known = context.words, context.catalogue.shop.offers.get(shown.offer)
    shelf = known.shelf if known else SHELVES[0]
    name = escaped(offer_name(context.catalogue, shown.offer))
    return Screen(
        (
            Heading(words("shop.bought.title", count=numbers.whole(shown.count), name=name)),
            Text(words("shop.bought.paid", price=amount(context, shown.currency, shown.spent))),
            Listing(bundle_lines(context, shown.granted), ""),
            *discarded(context, shown.discarded),
            Note(words("shop.bought.balance", balance=amount(context, shown.currency, shown.balance))),
            Note(_left(shown.left, context)),
            Buttons((Button(words("button.shop"), Act("shop.open", (shelf,))),)),
        ),
        Tone.SUCCESS,
    )


def _pieces(shown: ShopShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("shop.title"))
    have = (amount(context, "revies", shown.revies), amount(context, "erythl", shown.erythl))
    yield Text(words("shop.balance", balance=" · ".join(have)))
    yield Note(words.known(f"shop.about.{shown.shelf}", ""))
    if not shown.lines:
        yield Text(words("shop.empty"))
    for line in shown.lines:
        yield _offer(line, context)
    choices = tuple(
        Choice(shelf, words(f"choice.shop.view.shelf.{shelf}"), chosen=shelf == shown.shelf)
        for shelf in SHELVES
    )
    yield Select(words("shop.shelves"), Act("shop"), choices)


def _offer(line: OfferLine, context: Context) -> Piece:
    words = context.words
    name = escaped(offer_name(context.catalogue, line.id))
    key = f"shop.per.{line.per}"
    left = words(
        key if words.has(key) else "shop.per.ever",
        left=numbers.whole(line.left),
        limit=numbers.whole(line.limit),
        when="" if line.next_at_ms is None else numbers.moment(line.next_at_ms),
    )
    text = f"**{name}** · {amount(context, line.currency, line.price)}\n-# {_about(line, context)}{left}"
    label = words("button.buy")
    act = Act("shop.buy", (line.id, str(line.price)))
    return Entry(text, Button(label, act, disabled=line.left < 1))


def _left(count: int, context: Context) -> str:
    if not count:
        return context.words("shop.left.none")
    return context.words.many("shop.left", count, count=numbers.whole(count))


def _about(line: OfferLine, context: Context) -> str:
    """Say what is in an offer that is not called as what it is."""
    known = context.catalogue.shop.offers.get(line.id)
    if known is None or not known.name:
        return ""
    return f"{bundle_text(context, known.goods)} · "
