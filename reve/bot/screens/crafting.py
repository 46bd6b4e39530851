"""Screens of fragments: how many there are, and what was made of them."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Cards,
    Choice,
    Fields,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Select,
)
from reve.bot.screens.things import amount, card, element, fragment, species, tier
from reve.bot.words import numbers
from reve.game.vocabulary.crafting import Crafted, CraftedEsprit, FragmentsShown, Recipe

_CARDS = 5


def shown(seen: FragmentsShown, context: Context) -> Screen:
    """Show all fragments, with a menu of what can be made right now."""
    return Screen(tuple(_balances(seen, context)))


def done(made: Crafted, context: Context) -> Screen:
    """Show what was made."""
    one = context.catalogue.tiers.get(made.tier)
    return Screen(tuple(_results(made, context)), one.colour if one else 0x2C2D31)


def _balances(seen: FragmentsShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("fragments.title"))
    rows = [(fragment(context, "awakening"), numbers.whole(seen.awakening))]
    rows += ((fragment(context, f"element:{name}"), numbers.whole(n)) for name, n in seen.elements.items())
    rows += ((fragment(context, f"tier:{number}"), numbers.whole(n)) for number, n in seen.tiers.items())
    yield Fields(tuple(rows))
    if not seen.open:
        yield Note(words("fragments.locked", level=numbers.whole(seen.level)))
    elif seen.recipes:
        yield Heading(words("fragments.crafting"))
        yield Listing(tuple(_recipe(one, context) for one in seen.recipes), "")
        yield Select(
            words("fragments.craft"), Act("craft", (), seen.version), tuple(_makeable(seen, context))
        )
    yield Note(words("fragments.sources"))


def _recipe(one: Recipe, context: Context) -> str:
    words = context.words
    text = words(
        "fragments.recipe",
        tier=tier(context, one.tier),
        tier_fragments=numbers.whole(one.tier_fragments),
        element_fragments=numbers.whole(one.element_fragments),
        revies=numbers.short(one.revies),
    )
    return text if one.known else f"{text} · {words('fragments.unknown')}"


def _makeable(seen: FragmentsShown, context: Context) -> Iterator[Choice]:
    for one in seen.recipes:
        if not one.known or seen.revies < one.revies or seen.tiers.get(one.tier, 0) < one.tier_fragments:
            continue
        for name, n in seen.elements.items():
            known = context.catalogue.elements.get(name)
            if known is not None and n >= one.element_fragments:
                yield Choice(f"{one.tier}:{name}", f"{tier(context, one.tier)} · {known.name}")


def _results(made: Crafted, context: Context) -> Iterator[Piece]:
    words = context.words
    what = f"{element(context, made.element)} · {tier(context, made.tier)}"
    yield Heading(words("craft.title", count=numbers.whole(len(made.results)), what=what))
    known = [one for one in made.results if one.species in context.catalogue.species]
    yield Cards(
        tuple(card(context, one.species, quantity=one.quantity, new=one.new) for one in known[:_CARDS])
    )
    yield Listing(tuple(_line(one, context) for one in made.results), "")
    spent = (
        amount(context, f"fragment:tier:{made.tier}", made.tier_fragments),
        amount(context, f"fragment:element:{made.element}", made.element_fragments),
        amount(context, "revies", made.revies),
    )
    yield Note(words("fusion.spent", spent=", ".join(spent)))
    left = (
        amount(context, f"fragment:tier:{made.tier}", made.tier_left),
        amount(context, f"fragment:element:{made.element}", made.element_left),
    )
    yield Note(words("fusion.left", left=", ".join(left)))
    yield Buttons((Button(words("button.fragments"), Act("fragments")),))


def _line(one: CraftedEsprit, context: Context) -> str:
    owned = context.words("reve.owned", count=numbers.whole(one.quantity))
    return f"{species(context, one.species)} · {context.words('reve.new') if one.new else owned}"
