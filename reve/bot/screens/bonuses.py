"""The bonuses of a leader in words."""

from typing import Final

from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.words import numbers

_IN_MILLISECONDS: Final = frozenset({"energy_interval", "stamina_interval"})


def bonus(name: str, value: int, context: Context) -> str:
    """Write one bonus as a line."""
    label = context.words.known(f"bonus.{name}", escaped(name))
    if name in _IN_MILLISECONDS:
        return f"• {context.words(f'bonus.{name}.sooner', time=numbers.precise(value))}"
    return f"• {label} {numbers.basis_points(value)}"
