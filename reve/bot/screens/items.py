"""Screens of the bag, and of items that were used."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
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
from reve.bot.screens.shared import gauge, levels, pager
from reve.bot.screens.things import bag_line, fragment, item, thing
from reve.bot.words import numbers
from reve.game.inventory import SECTIONS
from reve.game.replies import InventoryShown, ItemLine, ItemUsed

ALL = "all"


def inventory(shown: InventoryShown, context: Context) -> Screen:
    """Show a page of the bag; what can be used has a button."""
    return Screen(tuple(_pieces(shown, context)))


def used(shown: ItemUsed, context: Context) -> Screen:
    """Tell what using items did, and why it stopped early if it did."""
    words = context.words
    name = item(context, shown.item)
    gained = words("item.gained", amount=numbers.short(shown.gained), what=thing(context, shown.resource))
    pieces: list[Piece] = [
        Heading(words("item.used.title", count=numbers.whole(shown.used), item=name)),
        Text(gained),
    ]
    if shown.gauge is not None:
        bar = words("profile.energy") if shown.resource == "energy" else words("profile.stamina")
        pieces.append(gauge(context, bar, shown.gauge))
    if shown.given:
        pieces.append(Listing(tuple(_fragment(one, n, context) for one, n in shown.given.items()), ""))
    pieces.extend(levels(context, shown.levels))
    if shown.stopped is not None:
        pieces.append(Note(_why_stopped(shown, context)))
    pieces.append(Note(words("item.left", count=numbers.whole(shown.left), item=name)))
    if shown.left and shown.stopped is None:
        again = Button(words("button.use_again"), Act("use", (shown.item, "1")), "primary")
        pieces.append(Buttons((again,)))
    return Screen(tuple(pieces), Tone.LEVEL_UP if shown.levels else Tone.SUCCESS)


def _fragment(name: str, count: int, context: Context) -> str:
    return f"• **{numbers.whole(count)}** {fragment(context, name)}"


def _pieces(shown: InventoryShown, context: Context) -> Iterator[Piece]:
    words, section = context.words, shown.section or ""
    yield Heading(words("inventory.title"))
    yield Note(words.many("inventory.total", shown.total, count=numbers.whole(shown.total)))
    if not shown.lines:
        yield Text(words("inventory.empty"))
    for line in shown.lines:
        yield _line(line, context)
    if any(line.id in _openable(context) for line in shown.lines):
        yield Buttons((Button(words("button.echoes"), Act("echoes")),))
    yield _sections(section, context)
    yield from pager(context, shown.page, shown.pages, lambda page: Act("inventory.page", (section, page)))


def _line(line: ItemLine, context: Context) -> Piece:
    text = f"**{bag_line(context, line.id)}** × {numbers.whole(line.quantity)}"
    known = context.catalogue.items.get(line.id)
    if known is None:
        return Text(text)
    text = f"{text}\n-# {known.description}"
    if known.use is None:
        return Text(text)
    return Entry(text, Button(context.words("button.use"), Act("use", (line.id, "1"))))


def _openable(context: Context) -> frozenset[str]:
    """Return the items that are echoes: they are opened where their odds are shown."""
    return frozenset(echo.item for echo in context.catalogue.growing.echoes.echoes.values())


def _sections(chosen: str, context: Context) -> Select:
    names = ("", *SECTIONS)
    choices = tuple(
        Choice(name or ALL, context.words(f"section.{name or ALL}"), chosen=name == chosen) for name in names
    )
    return Select(context.words("inventory.section"), Act("inventory.section"), choices)


def _why_stopped(shown: ItemUsed, context: Context) -> str:
    key = f"item.stopped.{shown.stopped}"
    if not context.words.has(key):
        key = "item.stopped"
    return context.words(key, used=numbers.whole(shown.used), asked=numbers.whole(shown.asked))
