"""Screens of the published odds of echoes, fusion and awakening, from the tables that draw."""

from collections.abc import Iterator
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.growth_views import AwakeningRatesShown, EchoRatesShown, FusionRatesShown
from reve.bot.screens.context import Context
from reve.bot.screens.festivals import notes
from reve.bot.screens.rates import at, level_range, levels, topics
from reve.bot.screens.screen import Choice, Heading, Listing, Note, Piece, Screen, Select, Text, Tone
from reve.bot.screens.things import element, item, tier
from reve.bot.words import numbers
from reve.game.growth_rates import PPM, EchoOdds, EchoRangeOdds, FusionOdds

_FULL_BP: Final = 10_000


def echo(shown: EchoRatesShown, context: Context) -> Screen:
    """Show the odds of one kind of echo at some levels."""
    return Screen(tuple(_echo(shown, context)), Tone.INFO)


def fusion(shown: FusionRatesShown, context: Context) -> Screen:
    """Show the odds of fusions, and all that changes them."""
    words, rules = context.words, context.catalogue.growing.fusion
    how = words(
        "rates.fusion.how",
        cross=numbers.share(rules.cross_bp, _FULL_BP),
        pity=numbers.basis_points(rules.pity_bp),
        cap=numbers.share(rules.cap_bp, _FULL_BP),
        boost=numbers.basis_points(rules.boost_bp),
    )
    lines = tuple(_fusion(one, context) for one in shown.odds)
    return Screen(
        (
            Heading(words("rates.fusion.title")),
            Text(how),
            Listing(lines, ""),
            *notes(context, "fusion"),
            Note(words("rates.fusion.even")),
            topics("fusion", context),
        ),
        Tone.INFO,
    )


def awakening(shown: AwakeningRatesShown, context: Context) -> Screen:
    """Show the odds of each star, try by try."""
    words = context.words
    lines = tuple(_star(star, bp, shown.retry_bp) for star, bp in enumerate(shown.success_bp, 1))
    return Screen(
        (
            Heading(words("rates.awakening.title")),
            Text(words("rates.awakening.how", retry=numbers.basis_points(shown.retry_bp))),
            Listing(lines, ""),
            Note(words("rates.fusion.even")),
            topics("awakening", context),
        ),
        Tone.INFO,
    )


def _echo(shown: EchoRatesShown, context: Context) -> Iterator[Piece]:
    words, odds = context.words, shown.odds
    yield Heading(words("rates.echo.title", echo=_name(odds.kind, context)))
    yield Text(words("rates.echo.how", pity=numbers.whole(odds.pity)))
    part = at(odds.ranges, shown.row)
    yield Listing(tuple(_range(part, odds, context)) if part else (), "")
    if odds.chosen:
        whole = odds.chosen + odds.others * (len(context.catalogue.elements) - 1)
        share = numbers.share(odds.chosen, whole)
        yield Note(words("rates.echo.called", share=share))
    else:
        rules = context.catalogue.growing.echoes
        times, others = numbers.whole(rules.favorite_times), numbers.whole(rules.favorite_others)
        yield Note(words("rates.echo.favorite", times=times, others=others))
    yield Note(words("rates.effective"))
    kinds = tuple(Choice(kind, _name(kind, context), chosen=kind == odds.kind) for kind in shown.kinds)
    yield Select(words("rates.echo.kinds"), Act("rates.echo"), kinds)
    ranges = tuple((one.from_level, one.to_level) for one in odds.ranges)
    if len(ranges) > 1:
        yield levels(ranges, shown.row, Act("rates.echo.levels", (odds.kind,)), context)
    yield topics("echo", context)


def _range(part: EchoRangeOdds, odds: EchoOdds, context: Context) -> Iterator[str]:
    yield f"**{level_range(part.from_level, part.to_level, context)}**"
    for one in part.tiers:
        share = numbers.share(one.weight, part.total_weight)
        yield f"• {tier(context, one.tier)} {share} ({numbers.share(one.effective_ppm, PPM)})"
    if odds.chosen or len(set(part.elements.values())) == 1:
        return
    whole = sum(part.elements.values())
    shares = " · ".join(
        f"{element(context, name)} {numbers.share(n, whole)}" for name, n in part.elements.items()
    )
    yield f"-# {shares}"


def _name(kind: str, context: Context) -> str:
    known = context.catalogue.growing.echoes.echoes.get(kind)
    return item(context, known.item if known else kind)


def _fusion(one: FusionOdds, context: Context) -> str:
    known = context.catalogue.tiers.get(one.tier)
    low, high = (numbers.whole(n) for n in one.failure)
    return context.words(
        "rates.fusion.line",
        tier=known.numeral if known else numbers.whole(one.tier),
        chance=numbers.share(one.chance_bp, _FULL_BP),
        effective=numbers.share(one.effective_bp, _FULL_BP),
        low=low,
        high=high,
    )


def _star(star: int, bp: int, retry_bp: int) -> str:
    tries = [bp]
    while retry_bp and tries[-1] < _FULL_BP and len(tries) < _FULL_BP:
        tries.append(min(_FULL_BP, tries[-1] + retry_bp))
    return f"{numbers.stars(star)} {' → '.join(numbers.share(one, _FULL_BP) for one in tries[:10])}"
