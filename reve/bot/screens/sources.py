"""How the ways to a species are worded."""

from reve.bot.screens.context import Context
from reve.bot.words import numbers
from reve.game.catalogue import Species
from reve.game.sources import Source, sources


def source_line(species: Species, context: Context) -> str:
    """Name all ways to a species in one line."""
    ways = [_way(source, context) for source in sources(context.catalogue, species)]
    return ", ".join(ways) or context.words("source.none")


def _way(source: Source, context: Context) -> str:
    return context.words(
        f"source.{source.kind}",
        first=numbers.whole(source.first),
        last=numbers.whole(source.last),
        what=source.what,
    )
