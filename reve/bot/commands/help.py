"""The commands of the help: /help and /botinfo."""

from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Read, Show
from reve.bot.ports import CatalogueNow, Operator
from reve.bot.screens.help import TOPICS
from reve.bot.views import BotShown, HelpShown


def feature(catalogue: CatalogueNow, runtime: Operator) -> Feature:
    """Return these commands and their menu."""

    async def about() -> BotShown:
        hosts, content = await runtime.inspect_all(actors=False), catalogue()
        return BotShown(
            release=hosts[0].release,
            instances=len(hosts),
            content_version=content.version,
            species=len(content.species),
            achievements=len(content.goals.achievements),
            uptime_s=hosts[0].uptime_s,
        )

    topic = Option("topic", "text", choices=TOPICS)
    return Feature(
        (Slash("help", _asked, (topic,)), Slash("botinfo", lambda call, options: Read("botinfo", about))),
        {"help": _chosen},
    )


def _asked(call: Call, options: Options) -> Plan:
    return _show(options.text("topic") or TOPICS[0], Place.PRIVATE)


def _chosen(call: Call, act: Act) -> Plan:
    return _show(act.text(0), Place.IN_PLACE)


def _show(topic: str, place: Place) -> Plan:
    if topic not in TOPICS:
        raise BadOption("topic", "unknown")
    return Show("help", HelpShown(topic, TOPICS), place)
