"""The command by which a player is forgotten: /privacy delete."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Plan, Prompt
from reve.game.vocabulary.privacy import EraseMe

_TYPED = "privacy.typed"


def feature() -> Feature:
    """Return this command and its modal."""
    return Feature(slashes=(Slash("privacy delete", _asked),), presses={_TYPED: _typed})


def _asked(call: Call, options: Options) -> Plan:
    return Prompt("privacy.prompt", "privacy.delete.title", Act(_TYPED), ("privacy.delete.word",))


def _typed(call: Call, act: Act) -> Plan:
    return AskPlayer(EraseMe(act.text(0)))
