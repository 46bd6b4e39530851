"""How the ways to a species are worded."""

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.things import item
from reve.bot.words import numbers
from reve.game import sources
from reve.game.catalogue import Species
from reve.game.vocabulary.esprit import Source


def source(one: Source, context: Context) -> str:
    """Word one way to a species."""
    echo = context.catalogue.growing.echoes.echoes.get(one.detail)
    key = f"source.{one.kind}"
    if not context.words.has(key):
        return escaped(one.kind)
    first, last = numbers.whole(one.from_level), numbers.whole(one.to_level)
    return context.words(key, echo=item(context, echo.item if echo else one.detail), first=first, last=last)


def source_line(species: Species, context: Context) -> str:
    """Word all ways to a species in one line."""
    ways = [source(one, context) for one in sources.of(context.catalogue, species)]
    return "; ".join(ways) or context.words("source.none")
