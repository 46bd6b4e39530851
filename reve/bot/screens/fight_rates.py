"""The screen of the published odds of boss fights, from the figures that draw."""

from collections.abc import Iterator
from typing import Final

from reve.bot.fight_views import FightRatesShown
from reve.bot.screens.context import Context
from reve.bot.screens.fight_parts import effect_name
from reve.bot.screens.rates import topics
from reve.bot.screens.screen import Heading, Listing, Piece, Screen, Text, Tone
from reve.bot.words import numbers
from reve.game.bosses import Phase

_FULL_BP: Final = 10_000


def fights(shown: FightRatesShown, context: Context) -> Screen:
    """Show the odds of hits, of effects and of what a boss brings."""
    return Screen(tuple(_pieces(shown, context)), Tone.INFO)


def _pieces(shown: FightRatesShown, context: Context) -> Iterator[Piece]:
    words, odds = context.words, shown.odds
    yield Heading(words("rates.fight.title"))
    least, most = (numbers.share(bp, _FULL_BP) for bp in odds.variance_bp)
    chance, cap = numbers.share(odds.critical_bp, _FULL_BP), numbers.share(odds.critical_most_bp, _FULL_BP)
    yield Text(words("rates.fight.hit", least=least, most=most, chance=chance, cap=cap))
    low, high = (numbers.share(bp, _FULL_BP) for bp in odds.failing_bp)
    basic = numbers.share(odds.basic_effect_bp, _FULL_BP)
    yield Text(words("rates.fight.effects", chance=basic, low=low, high=high))
    yield Heading(words("rates.fight.boss"))
    yield Listing(tuple(_phase(one, context) for one in odds.phases), "")
    yield topics("fight", context)


def _phase(one: Phase, context: Context) -> str:
    words, above = context.words, numbers.share(one.above_bp, _FULL_BP)
    line = words("rates.fight.phase", above=above, power=numbers.whole(one.power))
    if not one.effects:
        return line
    names = ", ".join(effect_name(effect, context) for effect in one.effects)
    chance = numbers.share(one.effect_bp, _FULL_BP)
    return f"{line} · {words('rates.fight.phase.effects', effects=names, chance=chance)}"
