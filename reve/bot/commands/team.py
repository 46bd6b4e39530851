"""The commands of the team: /team view, set and clear; and what the army's power is made of."""

from reve.bot.call import Call, Options
from reve.bot.commands.esprits import own
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskPlayer, Place, Plan
from reve.game.team import SLOTS, SUPPORTS
from reve.game.vocabulary.team import ClearMember, SetMember, ShowPower, ShowTeam


def feature() -> Feature:
    """Return these commands and their buttons."""
    place = Option("slot", "text", required=True, choices=SLOTS)
    support = Option("slot", "text", required=True, choices=SUPPORTS)
    esprit = Option("esprit", "text", required=True, typing=own)
    return Feature(
        slashes=(
            Slash("team view", lambda call, options: AskPlayer(ShowTeam())),
            Slash("team set", _set, (place, esprit)),
            Slash("team clear", _clear, (support,)),
        ),
        presses={
            "team": lambda call, act: AskPlayer(ShowTeam()),
            "team.set": lambda call, act: AskPlayer(SetMember(act.text(0), act.text(1))),
            "team.swap": lambda call, act: AskPlayer(SetMember(act.text(0), act.text(1), swap=True)),
            "team.clear": lambda call, act: AskPlayer(ClearMember(act.text(0)), Place.IN_PLACE),
            "power": lambda call, act: AskPlayer(ShowPower()),
        },
    )


def _set(call: Call, options: Options) -> Plan:
    return AskPlayer(SetMember(options.demanded_text("slot"), options.demanded_text("esprit")))


def _clear(call: Call, options: Options) -> Plan:
    return AskPlayer(ClearMember(options.demanded_text("slot")))
