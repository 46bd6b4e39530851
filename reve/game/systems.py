"""The systems that operators can switch off, and who may do what while some are off.

An action is named `system.verb` in the journal: what comes first is its system. Whatever is not known
to be a view counts as a change, so that a new action is refused under a lock-down unless it says it.
"""

from typing import Final

from reve.game import refusals
from reve.game.commands import NAMES, PlayerCommand
from reve.game.shown import Refused
from reve.game.world import World

GAME: Final = "game"
"""The system that all changes belong to: without it the game is locked down."""

VIEWS: Final = frozenset(
    {
        *("show", "list", "preview", "suggest", "showcase"),
        *("search", "compare", "random", "lead", "explain", "export"),
    }
)
"""The verbs of actions that change nothing; they stay possible whatever is switched off."""


def system_of(name: str) -> str | None:
    """Return the system that an action, by its name in the journal, changes; None for a view."""
    system, _, verb = name.partition(".")
    return None if verb in VIEWS else system


UNBARRED: Final = frozenset({"privacy", "admin"})
"""What nobody can be kept from: being forgotten, and operating the game."""

# A ban bars from playing alone: an operator whose own player is banned still operates, as the bot has asked.


def _changed() -> frozenset[str]:
    systems = (system_of(name) for name in NAMES.values())
    return frozenset(system for system in systems if system is not None) - UNBARRED


SYSTEMS: Final[tuple[str, ...]] = (GAME, *sorted(_changed()))
"""All that can be switched off, the lock-down first."""


def barred(world: World, player: int, command: PlayerCommand, now_ms: int) -> Refused | None:
    """Return the refusal of a command that bans and switches do not let through, else None.

    What counts is the author: a banned player sees nothing, but is seen by others.
    """
    name = NAMES[type(command.action)]
    if name.partition(".")[0] in UNBARRED:
        return None
    ban = world.bans.get(player if command.by is None else command.by)
    if ban is not None and ban.holds(now_ms):
        return refusals.banned(ban.reason, ban.until_ms)
    system = system_of(name)
    if system is not None and world.off:
        for one in (GAME, system):
            if one in world.off:
                return refusals.system_disabled(one)
    return None
