"""Who may use the commands of operators: asked before every handler, of commands and of buttons.

That they are registered in the operators' guild alone only keeps them out of other people's sight.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reve.bot import failures
from reve.bot.call import Call
from reve.bot.commands.slash import Feature
from reve.bot.plan import Plan, Show


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """Who may operate the bot: some users, and those with a role in the operators' guild."""

    users: frozenset[int] = frozenset()
    guild: int | None = None
    role: int | None = None

    def include(self, call: Call) -> bool:
        """Tell whether the author of a call is an operator."""
        has_role = self.role is not None and self.role in call.role_ids
        return call.user_id in self.users or (has_role and call.guild_id == self.guild)


def guarded(operators: Operators, feature: Feature) -> Feature:
    """Return the same commands and presses, each of which refuses everybody but operators."""

    def guard[T](handle: Callable[[Call, T], Plan]) -> Callable[[Call, T], Plan]:
        def ask_first(call: Call, given: T) -> Plan:
            if not operators.include(call):
                return Show("refused", failures.operators_only())
            return handle(call, given)

        return ask_first

    return Feature(
        slashes=tuple(
            replace(slash, handle=guard(slash.handle), operators_only=True) for slash in feature.slashes
        ),
        presses={name: guard(press) for name, press in feature.presses.items()},
    )
