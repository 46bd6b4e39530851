"""Screens of the catalogue: species found, compared, suggested, or shown by themselves."""

from collections.abc import Callable, Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Cards, Fields, Heading, Listing, Note, Piece, Screen, Text
from reve.bot.screens.shared import pager
from reve.bot.screens.sources import source
from reve.bot.screens.things import card, element, species, tier
from reve.bot.words import numbers
from reve.game.search import STATS
from reve.game.vocabulary.search import (
    SpeciesCompared,
    SpeciesFound,
    SpeciesLeading,
    SpeciesLine,
    SpeciesShown,
    SpeciesSuggested,
)


def found(shown: SpeciesFound, context: Context) -> Screen:
    """Show a page of what a search found."""
    words = context.words
    low, high = (min(shown.tiers), max(shown.tiers)) if shown.tiers else (0, 0)
    order = "down" if shown.descending else "up"

    def turn(page: str) -> Act:
        # What was typed is kept short: a custom id has 100 characters for everything.
        query = shown.query[:20]
        return Act("species.page", (query, shown.element or "", str(low), str(high), shown.sort, order, page))

    return Screen(
        (
            Heading(words("species.found.title", query=escaped(shown.query))),
            Note(words.many("species.found.total", shown.total, count=numbers.whole(shown.total))),
            Listing(tuple(_line(line, context) for line in shown.lines), words("species.found.none")),
            *pager(context, shown.page, shown.pages, turn),
        )
    )


def compared(shown: SpeciesCompared, context: Context) -> Screen:
    """Show species side by side, the best of each stat marked."""
    pieces: list[Piece] = [Heading(context.words("species.compared.title"))]
    for line in shown.lines:
        pieces.append(Text(f"**{_line(line, context)}**"))
        pieces.append(Fields(tuple(_stats(line, shown, context))))
    pieces.append(Note(context.words("species.compared.best")))
    return Screen(tuple(pieces))


def one(shown: SpeciesShown, context: Context) -> Screen:
    """Show one species; its picture only when it is discovered."""
    return Screen(tuple(_one(shown, context)), _colour(shown, context))


def suggested(shown: SpeciesSuggested, context: Context) -> Screen:
    """Show what can be discovered now, and how."""
    lines = tuple(
        f"{_line(each.line, context)}\n-# {'; '.join(source(way, context) for way in each.sources)}"
        for each in shown.shown
    )
    return Screen(
        (
            Heading(context.words("species.suggested.title")),
            Listing(lines, context.words("species.suggested.none")),
            Note(context.words("species.suggested.until")),
        )
    )


def leading(shown: SpeciesLeading, context: Context) -> Screen:
    """Show the first species by a stat."""
    stat = STATS.get(shown.stat, STATS["power"])
    lines = tuple(
        f"{place}. {_line(line, context)} · {numbers.both(stat(line))}"
        for place, line in enumerate(shown.lines, 1)
    )
    name = _stat(shown.stat, context)
    return Screen(
        (
            Heading(context.words("species.leading.title", stat=name)),
            Listing(lines, context.words("species.found.none")),
        )
    )


def _one(shown: SpeciesShown, context: Context) -> Iterator[Piece]:
    line, words = shown.line, context.words
    known = context.catalogue.species.get(line.species)
    yield Heading(species(context, line.species))
    if known is not None:
        yield Note(f"{element(context, known.element)} · {tier(context, known.tier)}")
        if line.discovered:
            yield Text(escaped(known.description))
            yield Cards((card(context, known.id),))
            yield Fields(tuple(_stats(line, SpeciesCompared(()), context)))
        else:
            yield Text(words("species.silhouette"))
    yield Listing(tuple(f"• {source(way, context)}" for way in shown.sources), words("source.none"))


def _line(line: SpeciesLine, context: Context) -> str:
    known = context.catalogue.species.get(line.species)
    parts = [f"{'' if line.discovered else '❔ '}{species(context, line.species)}"]
    if known is not None:
        parts += (element(context, known.element), tier(context, known.tier))
    return " · ".join(parts)


def _stats(line: SpeciesLine, among: SpeciesCompared, context: Context) -> Iterator[tuple[str, str]]:
    for name, value in STATS.items():
        mark = " ★" if among.lines and value(line) == _best(among, value) else ""
        yield _stat(name, context), f"{numbers.short(value(line))}{mark}"


def _best(among: SpeciesCompared, value: Callable[[SpeciesLine], int]) -> int:
    return max(value(line) for line in among.lines)


def _stat(name: str, context: Context) -> str:
    return context.words.known(f"choice.esprit.leaders.stat.{name}", escaped(name))


def _colour(shown: SpeciesShown, context: Context) -> int:
    known = context.catalogue.species.get(shown.line.species)
    return context.catalogue.elements[known.element].colour if known else 0x2C2D31
