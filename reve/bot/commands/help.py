"""The command of the help: /help."""

from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Show
from reve.bot.screens.help import TOPICS
from reve.bot.views import HelpShown


def feature() -> Feature:
    """Return this command and its menu."""
    topic = Option("topic", "text", choices=TOPICS)
    return Feature((Slash("help", _asked, (topic,)),), {"help": _chosen})


def _asked(call: Call, options: Options) -> Plan:
    return _show(options.text("topic") or TOPICS[0], Place.PRIVATE)


def _chosen(call: Call, act: Act) -> Plan:
    return _show(act.text(0), Place.IN_PLACE)


def _show(topic: str, place: Place) -> Plan:
    if topic not in TOPICS:
        raise BadOption("topic", "unknown")
    return Show("help", HelpShown(topic, TOPICS), place)
