"""The commands of operators, each behind the same question."""

from reve.bot.commands.admin.feature import feature
from reve.bot.commands.admin.guard import Operators

__all__ = ["Operators", "feature"]
