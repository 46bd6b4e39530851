"""What every screen that a festival touches says of it."""

from collections.abc import Iterator

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Text
from reve.bot.words import numbers
from reve.game.world import Festival


def notes(context: Context, *keys: str) -> Iterator[Text]:
    """Name the festivals of the moment; with `keys`, only those of them."""
    for key, festival in context.festivals:
        if not keys or key in keys:
            yield Text(told(context, key, festival))


def told(context: Context, key: str, festival: Festival) -> str:
    """Say what a festival does, until when, and why there is one."""
    return context.words(
        "festival.line",
        what=context.words.known(f"festival.of.{key}", escaped(key)),
        factor=numbers.share(festival.bp, 10_000),
        until=numbers.moment(festival.until_ms),
        reason=escaped(festival.reason),
    )
