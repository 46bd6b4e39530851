"""The commands of awakening: /awaken and /awaken-list."""

from reve.bot.call import Call, Options
from reve.bot.commands.esprits import own
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskPlayer, Place, Plan
from reve.game.vocabulary.awakening import Awaken, ListAwakenings, PreviewAwakening


def feature() -> Feature:
    """Return these commands and their buttons."""
    esprit = Option("esprit", "text", required=True, typing=own)
    return Feature(
        slashes=(
            Slash("awaken", _awaken, (esprit, Option("stone", "flag"))),
            Slash("awaken-list", _list, (Option("page", "number", lowest=1),)),
        ),
        presses={
            "awaken": lambda call, act: AskPlayer(
                Awaken(act.text(0), act.text(1) == "1", act.version), Place.IN_PLACE
            ),
            "awaken.preview": lambda call, act: AskPlayer(PreviewAwakening(act.text(0)), Place.IN_PLACE),
            "awaken.show": lambda call, act: AskPlayer(PreviewAwakening(act.text(0))),
            "awakenings": lambda call, act: AskPlayer(ListAwakenings(act.number(0)), Place.IN_PLACE),
        },
    )


def _awaken(call: Call, options: Options) -> Plan:
    return AskPlayer(PreviewAwakening(options.demanded_text("esprit"), options.flag("stone")))


def _list(call: Call, options: Options) -> Plan:
    return AskPlayer(ListAwakenings(options.number("page", 1)))
