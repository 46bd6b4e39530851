"""Screens of the reve: the results of a pull, and how charges and pity stand."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Cards, Heading, Listing, Note, Piece, Screen
from reve.bot.screens.shared import gauge
from reve.bot.screens.things import card, species, tier
from reve.bot.words import numbers
from reve.game.replies import Pulled, PulledEsprit, ReveShown


def pulled(shown: Pulled, context: Context) -> Screen:
    """Show what came, the best of it as the screen's colour."""
    words = context.words
    known = [one for one in shown.results if one.species in context.catalogue.species]
    cards = tuple(card(context, one.species, quantity=one.quantity, new=one.new) for one in known)
    title = words.many("reve.pulled.title", len(shown.results), count=numbers.whole(len(shown.results)))
    pieces: list[Piece] = [
        Heading(title),
        Cards(cards),
        Listing(tuple(_result(one, context) for one in shown.results), ""),
        gauge(context, words("reve.charges"), shown.charges),
        Note(_pity(shown.bright_in, shown.brilliant_in, context)),
        Buttons(tuple(_again(shown.charges.value, context))),
    ]
    return Screen(tuple(pieces), _colour(shown.results, context))


def info(shown: ReveShown, context: Context) -> Screen:
    """Show charges, the odds at the player's level, and pity."""
    words, total = context.words, sum(shown.weights)
    odds: dict[int, int] = {}
    for number, weight in zip(shown.tiers, shown.weights, strict=False):
        odds[number] = odds.get(number, 0) + weight
    lines = tuple(f"{tier(context, number)} · {numbers.share(n, total)}" for number, n in odds.items())
    return Screen(
        (
            Heading(words("reve.info.title")),
            gauge(context, words("reve.charges"), shown.charges),
            Note(words("reve.interval", every=numbers.duration(shown.charges.interval_ms))),
            Heading(words("reve.odds", level=numbers.whole(shown.level))),
            Listing(lines, ""),
            Note(_pity(shown.bright_in, shown.brilliant_in, context)),
            *_meant(shown, context),
            Note(words("reve.more_odds")),
            Buttons(tuple(_again(shown.charges.value, context))),
        )
    )


def _result(one: PulledEsprit, context: Context) -> str:
    parts = [f"{species(context, one.species)} · {tier(context, one.tier)}"]
    if one.new:
        parts.append(context.words("reve.new"))
    else:
        parts.append(context.words("reve.owned", count=numbers.whole(one.quantity)))
    if one.forced:
        parts.append(context.words("reve.forced"))
    return " · ".join(parts)


def _pity(bright_in: int, brilliant_in: int, context: Context) -> str:
    return context.words("reve.pity", bright=numbers.whole(bright_in), brilliant=numbers.whole(brilliant_in))


def _meant(shown: ReveShown, context: Context) -> Iterator[Note]:
    """Say from which tier on a result is bright, and from which brilliant."""
    columns = (shown.bright_column, shown.brilliant_column)
    if min(columns) > 0 and max(columns) <= len(shown.tiers):
        bright, brilliant = (tier(context, shown.tiers[column - 1]) for column in columns)
        yield Note(context.words("reve.meant", bright=bright, brilliant=brilliant))


def _again(charges: int, context: Context) -> Iterator[Button]:
    words = context.words
    yield Button(words("button.pull"), Act("pull", ("1",)), "primary", disabled=charges < 1)
    if charges > 1:
        label = words("button.pull_all", count=numbers.whole(charges))
        yield Button(label, Act("pull", (str(charges),)), "primary")
    yield Button(words("button.esprits"), Act("esprits", ("", "0", "tier", "1")))


def _colour(results: tuple[PulledEsprit, ...], context: Context) -> int:
    best = context.catalogue.tiers.get(max((one.tier for one in results), default=0))
    return best.colour if best else 0x2C2D31
