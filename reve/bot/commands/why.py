"""The command that explains numbers: /why."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskPlayer, Place, Plan
from reve.game.vocabulary.why import ExplainNumber
from reve.game.why import TELLERS


def feature() -> Feature:
    """Return this command, its menu, and the button that asks for it."""
    what = Option("what", "text", required=True, choices=tuple(TELLERS))
    return Feature(
        slashes=(Slash("why", _asked, (what,)),),
        presses={
            "why": lambda call, act: AskPlayer(ExplainNumber(act.text(0))),
            "why.other": lambda call, act: AskPlayer(ExplainNumber(act.text(0)), Place.IN_PLACE),
        },
    )


def _asked(call: Call, options: Options) -> Plan:
    return AskPlayer(ExplainNumber(options.demanded_text("what")))
