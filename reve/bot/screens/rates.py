"""Screens of the published odds, computed from the tables that draw."""

from collections.abc import Iterator, Sequence

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Choice, Heading, Listing, Note, Screen, Select, Text, Tone
from reve.bot.screens.things import offer_name, player_class, species, tier
from reve.bot.views import ReveRatesShown, ShopRatesShown, StartRatesShown
from reve.bot.words import numbers
from reve.game.rates import PPM, RowOdds, TierOdds

GROWTH_TOPICS = ("echo", "fusion", "awakening")
TOPICS = ("reve", "start", "shop", "quest", "fight")


def reve(shown: ReveRatesShown, context: Context) -> Screen:
    """Show the odds of the reve at some levels, and what pity makes of them."""
    words, rates = context.words, shown.rates
    row = at(rates.rows, shown.row)
    pity = words(
        "rates.pity",
        bright=numbers.whole(rates.bright_after),
        brilliant=numbers.whole(rates.brilliant_after),
        bright_share=_long_run(shown, rates.bright_column),
        brilliant_share=_long_run(shown, rates.brilliant_column),
        bright_tier=_tier_at(row, rates.bright_column, context),
        brilliant_tier=_tier_at(row, rates.brilliant_column, context),
    )
    ranges = tuple((one.from_level, one.to_level) for one in rates.rows)
    return Screen(
        (
            Heading(words("rates.reve.title")),
            Text(words("rates.reve.how")),
            Listing(tuple(_row(row, rates.total_weight, context)) if row else (), ""),
            Note(pity),
            Note(words("rates.effective")),
            levels(ranges, shown.row, Act("rates.reve"), context),
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


def levels(ranges: Sequence[tuple[int, int]], chosen: int, act: Act, context: Context) -> Select:
    """Offer all ranges of levels, by their place."""
    nearest = max(0, min(chosen, len(ranges) - 1))
    choices = tuple(
        Choice(str(place), level_range(first, last, context), chosen=place == nearest)
        for place, (first, last) in enumerate(ranges)
    )
    return Select(context.words("rates.other_levels"), act, choices)


def level_range(first: int, last: int, context: Context) -> str:
    """Name a range of levels."""
    if first == last:
        return context.words("rates.level", level=numbers.whole(first))
    return context.words("rates.levels", first=numbers.whole(first), last=numbers.whole(last))


def at[T](rows: Sequence[T], place: int) -> T | None:
    """Return a row, the nearest one to a place that is not there, and None if there is none."""
    return rows[max(0, min(place, len(rows) - 1))] if rows else None


def _row(row: RowOdds, total: int, context: Context) -> Iterator[str]:
    yield f"**{level_range(row.from_level, row.to_level, context)}**"
    for one in row.tiers:
        yield _tier(one, total, context)


def _tier(one: TierOdds, total: int, context: Context) -> str:
    share, in_the_long_run = numbers.share(one.weight, total), numbers.share(one.effective_ppm, PPM)
    return f"• {tier(context, one.tier)} {share} ({in_the_long_run})"


def _tier_at(row: RowOdds | None, column: int, context: Context) -> str:
    """Name the tier of a column; near the last tier several columns are one line."""
    if row is None or not row.tiers:
        return numbers.whole(column)
    return tier(context, row.tiers[max(1, min(column, len(row.tiers))) - 1].tier)


def _long_run(shown: ReveRatesShown, column: int) -> str:
    ppm = sum(one.effective_ppm for one in shown.rates.columns if one.column >= column)
    return numbers.share(ppm, PPM)
