"""The commands about what is kept of a player: /privacy export and /privacy delete."""

from typing import Any

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Plan, Prompt
from reve.bot.ports import Journal
from reve.game.news import WithNews
from reve.game.vocabulary.privacy import EraseMe, ExportMe, Known

_TYPED = "privacy.typed"


def feature(journal: Journal) -> Feature:
    """Return these commands and the modal of one."""

    async def written(reply: object) -> object:
        if isinstance(reply, WithNews):
            told: Any = await written(reply.reply)
            return WithNews(told, reply.news)
        return await journal.export(reply) if isinstance(reply, Known) else reply

    def export(call: Call, options: Options) -> Plan:
        return AskPlayer(ExportMe(options.number("before", 0)), then=written)

    return Feature(
        slashes=(
            Slash("privacy export", export, (Option("before", "number", lowest=1),)),
            Slash("privacy delete", _asked),
        ),
        presses={_TYPED: _typed},
    )


def _asked(call: Call, options: Options) -> Plan:
    return Prompt("privacy.prompt", "privacy.delete.title", Act(_TYPED), ("privacy.delete.word",))


def _typed(call: Call, act: Act) -> Plan:
    return AskPlayer(EraseMe(act.text(0)))
