"""The screen of the published odds of captures and drops, from the tables that draw."""

from collections.abc import Iterator
from typing import Final

from reve.bot.quest_views import QuestRatesShown
from reve.bot.screens.context import Context
from reve.bot.screens.rates import topics
from reve.bot.screens.screen import Heading, Listing, Note, Piece, Screen, Text, Tone
from reve.bot.screens.things import item
from reve.bot.words import numbers
from reve.game.quest_rates import PPM, DropOdds, RelicOdds

_FULL_BP: Final = 10_000


def quests(shown: QuestRatesShown, context: Context) -> Screen:
    """Show the odds of captures, of drops and of relics."""
    return Screen(tuple(_pieces(shown, context)), Tone.INFO)


def _pieces(shown: QuestRatesShown, context: Context) -> Iterator[Piece]:
    words, odds = context.words, shown.odds
    yield Heading(words("rates.quest.title"))
    yield Text(
        words(
            "rates.quest.how",
            chance=numbers.share(odds.capture_bp, _FULL_BP),
            effective=numbers.share(odds.effective_ppm, PPM),
            boss=numbers.share(odds.boss_bp, _FULL_BP),
            cap=numbers.share(odds.cap_bp, _FULL_BP),
            pity=numbers.whole(odds.certain_after),
        )
    )
    tiers = " · ".join(f"+{step} {numbers.share(ppm, PPM)}" for step, ppm in enumerate(odds.tiers))
    yield Text(words("rates.quest.what", tiers=tiers, affinity=numbers.share(odds.affinity_ppm, PPM)))
    yield Heading(words("rates.quest.drops"))
    yield Listing(tuple(_drop(one, context) for one in odds.drops), "")
    yield Heading(words("rates.quest.relics"))
    bosses = " · ".join(numbers.share(bp, _FULL_BP) for bp in odds.relic_bp.values())
    yield Text(words("rates.quest.relic_how", bosses=bosses, pity=numbers.whole(odds.relic_after)))
    yield Listing(tuple(_relics(one, context) for one in odds.relics), "")
    yield Note(words("rates.effective"))
    yield topics("quest", context)


def _drop(one: DropOdds, context: Context) -> str:
    usual, boss = numbers.share(one.bp, _FULL_BP), numbers.share(one.boss_bp, _FULL_BP)
    return context.words("rates.quest.drop", item=item(context, one.item), usual=usual, boss=boss)


def _relics(one: RelicOdds, context: Context) -> str:
    shares = " · ".join(
        f"{numbers.stars(rarity)} {numbers.share(ppm, PPM)}" for rarity, ppm in one.rarities.items()
    )
    first, last = numbers.whole(one.first), numbers.whole(one.last)
    return context.words("rates.quest.band", first=first, last=last, shares=shares)
