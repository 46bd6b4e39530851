"""The commands of the reve: /reve pull and /reve info."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.game.commands import Pull, ShowReve

_HIGHEST_COUNT = 5


def feature() -> Feature:
    """Return these commands and their buttons."""
    count = Option("count", "number", lowest=1, highest=_HIGHEST_COUNT)
    return Feature(
        slashes=(
            Slash("reve pull", _pull, (count,)),
            Slash("reve info", lambda call, options: AskPlayer(ShowReve())),
        ),
        presses={"pull": _pull_again},
    )


def _pull(call: Call, options: Options) -> Plan:
    return AskPlayer(Pull(options.number("count", 1)), Place.PUBLIC)


def _pull_again(call: Call, act: Act) -> Plan:
    return AskPlayer(Pull(act.number(0)), Place.PUBLIC)
