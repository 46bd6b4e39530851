"""Screens of the published odds, computed from the tables that draw."""

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Choice, Heading, Listing, Note, Screen, Select, Text, Tone
from reve.bot.screens.things import offer_name, player_class, species, tier
from reve.bot.views import ReveRatesShown, ShopRatesShown, StartRatesShown
from reve.bot.words import numbers
from reve.game.rates import PPM, RowOdds

GROWTH_TOPICS = ("echo", "fusion", "awakening")
TOPICS = ("reve", "start", "shop", "quest", "fight")


def reve(shown: ReveRatesShown, context: Context) -> Screen:
    """Show the odds of the reve at every level, and what pity makes of them."""
    words, rates = context.words, shown.rates
    rows = tuple(_row(row, rates.total_weight, context) for row in rates.rows)
    pity = words(
        "rates.pity",
        bright=numbers.whole(rates.bright_after),
        brilliant=numbers.whole(rates.brilliant_after),
        bright_share=_long_run(shown, rates.bright_column),
        brilliant_share=_long_run(shown, rates.brilliant_column),
        bright_column=numbers.whole(rates.bright_column),
        brilliant_column=numbers.whole(rates.brilliant_column),
    )
    return Screen(
        (
            Heading(words("rates.reve.title")),
            Text(words("rates.reve.how")),
            Listing(rows, ""),
            Note(pity),
            Note(words("rates.effective")),
            topics("reve", context),
        ),
        Tone.INFO,
    )


def start(shown: StartRatesShown, context: Context) -> Screen:
    """Show the odds of the second esprit of a new player."""
    words, classes = context.words, context.catalogue.classes.values()
    lines = []
    for one in classes:
        others = [name for name in shown.species if name != one.starter]
        each = numbers.share(1, len(others))
        names = ", ".join(species(context, name) for name in others)
        first = species(context, one.starter)
        lines.append(
            words(
                "rates.start.line", name=player_class(context, one.id), first=first, each=each, others=names
            )
        )
    title = Heading(words("rates.start.title"))
    return Screen((title, Listing(tuple(lines), ""), topics("start", context)), Tone.INFO)


def shop(shown: ShopRatesShown, context: Context) -> Screen:
    """Show how likely each deal is to be there on a day."""
    words = context.words
    lines = tuple(
        f"• {escaped(offer_name(context.catalogue, offer))} · {numbers.share(ppm, PPM)}"
        for offer, ppm in shown.odds.items()
    )
    return Screen(
        (
            Heading(words("rates.shop.title")),
            Text(words("rates.shop.how", count=numbers.whole(shown.per_day))),
            Listing(lines, ""),
            Note(words("rates.effective")),
            topics("shop", context),
        ),
        Tone.INFO,
    )


def topics(chosen: str, context: Context) -> Select:
    """Offer all topics."""
    choices = tuple(
        Choice(topic, context.words(f"choice.rates.topic.{topic}"), chosen=topic == chosen)
        for topic in (*TOPICS, *GROWTH_TOPICS)
    )
    return Select(context.words("rates.topics"), Act("rates"), choices)


def _row(row: RowOdds, total: int, context: Context) -> str:
    odds = " · ".join(
        f"{_numeral(one.tier, context)} {numbers.share(one.weight, total)}"
        f" ({numbers.share(one.effective_ppm, PPM)})"
        for one in row.tiers
    )
    return f"**{_levels(row, context)}**\n{odds}"


def _levels(row: RowOdds, context: Context) -> str:
    first, last = numbers.whole(row.from_level), numbers.whole(row.to_level)
    if first == last:
        return context.words("rates.level", level=first)
    return context.words("rates.levels", first=first, last=last)


def _numeral(number: int, context: Context) -> str:
    one = context.catalogue.tiers.get(number)
    return one.numeral if one else tier(context, number)


def _long_run(shown: ReveRatesShown, column: int) -> str:
    ppm = sum(one.effective_ppm for one in shown.rates.columns if one.column >= column)
    return numbers.share(ppm, PPM)
