"""The commands of boss fights: /boss status, the actions of a round, and flee."""

from functools import partial

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place, Plan
from reve.game.fight_moves import ACTIONS
from reve.game.vocabulary.combat import Flee, ShowFight, Strike


def feature() -> Feature:
    """Return these commands and their buttons, which carry the fight and the round of their screen."""
    return Feature(
        slashes=(
            Slash("boss status", lambda call, options: AskPlayer(ShowFight())),
            *(Slash(f"boss {action}", partial(_act, action)) for action in ACTIONS),
            Slash("boss flee", lambda call, options: AskPlayer(Flee())),
        ),
        presses={
            "boss": lambda call, act: AskPlayer(ShowFight(), Place.IN_PLACE),
            "boss.act": _press,
            "boss.flee": lambda call, act: AskPlayer(Flee(act.version, act.number(0)), Place.IN_PLACE),
        },
    )


def _act(action: str, call: Call, options: Options) -> Plan:
    return AskPlayer(Strike(action), Place.PUBLIC)


def _press(call: Call, act: Act) -> Plan:
    return AskPlayer(Strike(act.text(1), act.version, act.number(0)), Place.IN_PLACE)
