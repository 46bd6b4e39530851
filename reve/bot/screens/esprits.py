"""Screens of the player's esprits: the list, and one of them."""

from collections.abc import Iterator
from dataclasses import replace

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.abilities import ability_lines
from reve.bot.screens.bonuses import bonus
from reve.bot.screens.context import Context
from reve.bot.screens.esprit_options import options
from reve.bot.screens.screen import (
    Cards,
    Choice,
    Fields,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Select,
    Text,
)
from reve.bot.screens.shared import pager
from reve.bot.screens.things import card, element, species, tier
from reve.bot.words import numbers
from reve.game.esprit_views import SORTS
from reve.game.replies import EspritLine, EspritShown, EspritsShown

ALL = "all"


def index(shown: EspritsShown, context: Context) -> Screen:
    """Show a page of the stacks, with a menu that opens one."""
    words = context.words

    filters = (shown.element or "", str(shown.tier or 0), shown.sort)

    def turn(page: str) -> Act:
        return Act("esprits.page", (*filters, page))

    return Screen(
        (
            Heading(words("esprits.title")),
            Note(_filters(shown, context)),
            Listing(tuple(_line(line, context) for line in shown.lines), words("esprits.empty")),
            Select(words("esprits.open"), Act("esprit"), tuple(_choices(shown, context))),
            Select(words("esprits.sort"), Act("esprits.sort", filters[:2]), tuple(_sorts(shown, context))),
            Select(words("esprits.element"), Act("esprits.element", filters[1:]), _elements(shown, context)),
            *pager(context, shown.page, shown.pages, turn),
        )
    )


def esprit(shown: EspritShown, context: Context) -> Screen:
    """Show everything about one stack."""
    known = context.catalogue.species.get(shown.species)
    colour = context.catalogue.elements[known.element].colour if known else 0x2C2D31
    return Screen(tuple(_pieces(shown, context)), colour)


def _pieces(shown: EspritShown, context: Context) -> Iterator[Piece]:
    words, known = context.words, context.catalogue.species.get(shown.species)
    yield Heading(f"{species(context, shown.species)} {numbers.stars(shown.stars)}".rstrip())
    if known is not None:
        yield Note(f"{element(context, known.element)} · {tier(context, known.tier)}")
        yield Text(escaped(known.description))
        base = card(context, known.id, stars=shown.stars, quantity=shown.quantity)
        best = shown.options or shown
        spec = replace(base, attack=best.attack, defense=best.defense, hp=best.health)
        yield Cards((spec,))
    yield Fields(tuple(_facts(shown, context)))
    if shown.leads:
        yield Note(words("esprit.leads"))
    bonuses = tuple(bonus(name, value, context) for name, value in shown.bonuses.items())
    if bonuses:
        yield Text(f"**{words('esprit.bonuses')}**")
        yield Listing(bonuses, "")
    if known is not None:
        yield Text(f"**{words('abilities.title')}**")
        yield Listing(tuple(ability_lines(context, known)), "")
    if shown.options is not None and known is not None:
        yield from options(shown, shown.options, known, context)
    yield Note(words("esprit.since", when=numbers.day(shown.first_owned_at_ms)))


def _facts(shown: EspritShown, context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    yield words("esprit.attack"), numbers.both(shown.attack)
    yield words("esprit.defense"), numbers.both(shown.defense)
    yield words("esprit.health"), numbers.both(shown.health)
    yield words("esprit.power"), numbers.both(shown.power)
    copies = numbers.whole(shown.quantity)
    if shown.bound:
        copies = f"{copies} ({words('esprit.bound', count=numbers.whole(shown.bound))})"
    yield words("esprit.copies"), copies


def _line(line: EspritLine, context: Context) -> str:
    known = context.catalogue.species.get(line.species)
    parts = [f"{species(context, line.species)} {numbers.stars(line.stars)}".rstrip()]
    if known is not None:
        parts.append(tier(context, known.tier))
    parts.append(f"× {numbers.whole(line.quantity)}")
    parts.append(context.words("esprits.power", power=numbers.short(line.power)))
    return " · ".join(parts)


def _choices(shown: EspritsShown, context: Context) -> Iterator[Choice]:
    for line in shown.lines:
        known = context.catalogue.species.get(line.species)
        if known is not None:
            yield Choice(known.id, known.name, tier(context, known.tier))


def _sorts(shown: EspritsShown, context: Context) -> Iterator[Choice]:
    for name in SORTS:
        label = context.words("esprits.sort_by", sort=context.words.known(f"sort.{name}", name))
        yield Choice(name, label, chosen=name == shown.sort)


def _elements(shown: EspritsShown, context: Context) -> tuple[Choice, ...]:
    every = Choice(ALL, context.words("esprits.all"), chosen=shown.element is None)
    return (
        every,
        *(
            Choice(one.id, one.name, chosen=one.id == shown.element)
            for one in context.catalogue.elements.values()
        ),
    )


def _filters(shown: EspritsShown, context: Context) -> str:
    words = context.words
    parts = [words.many("esprits.total", shown.total, count=numbers.whole(shown.total))]
    if shown.element is not None:
        parts.append(element(context, shown.element))
    if shown.tier is not None:
        parts.append(tier(context, shown.tier))
    parts.append(words("esprits.sorted", sort=words.known(f"sort.{shown.sort}", escaped(shown.sort))))
    return " · ".join(parts)
