"""The screen of an esprit that is shown to everybody."""

from collections.abc import Iterator
from dataclasses import replace

from reve.bot.names import escaped
from reve.bot.screens.abilities import ability_lines
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Cards, Fields, Heading, Listing, Note, Piece, Screen
from reve.bot.screens.things import card, relic, species, tier
from reve.bot.words import numbers
from reve.game.vocabulary.esprit import Showcased


def shown(seen: Showcased, context: Context) -> Screen:
    """Show the card, the figures and the abilities of one esprit."""
    known = context.catalogue.species.get(seen.species)
    colour = context.catalogue.elements[known.element].colour if known else 0x2C2D31
    return Screen(tuple(_pieces(seen, context)), colour)


def _pieces(seen: Showcased, context: Context) -> Iterator[Piece]:
    words, known = context.words, context.catalogue.species.get(seen.species)
    stars = numbers.stars(seen.stars)
    title = words("showcase.title", species=species(context, seen.species), stars=stars)
    yield Heading(title.rstrip())
    number = tier(context, known.tier if known else 0)
    parts = [words("showcase.of", name=escaped(seen.username), tier=number)]
    if seen.leads:
        parts.append(words("showcase.leads"))
    yield Note(" · ".join(parts))
    if known is not None:
        base = card(context, known.id, stars=seen.stars, quantity=seen.quantity)
        yield Cards((replace(base, attack=seen.attack, defense=seen.defense, hp=seen.health),))
    yield Fields(tuple(_facts(seen, context)))
    if known is not None:
        yield Listing(tuple(ability_lines(context, known)), "")


def _facts(seen: Showcased, context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    yield words("esprit.attack"), numbers.short(seen.attack)
    yield words("esprit.defense"), numbers.short(seen.defense)
    yield words("esprit.health"), numbers.short(seen.health)
    yield words("esprit.power"), numbers.short(seen.power)
    yield words("esprit.copies"), numbers.whole(seen.quantity)
    worn = [relic(context, name) for name in seen.relics if name is not None]
    if worn:
        yield words("esprit.worn"), ", ".join(worn)
