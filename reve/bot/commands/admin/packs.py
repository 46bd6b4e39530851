"""Reading the content pack again without a restart: /admin system reload."""

from reve.bot.call import Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import Plan, Read
from reve.bot.ports import PackReader
from reve.bot.views import PackRefused
from reve.content.faults import PackError


def feature(packs: PackReader) -> Feature:
    """Return this command."""

    async def reload(call: Call, reason: str) -> object:
        try:
            return await packs.reload(call.id, by=call.user_id, reason=reason)
        except PackError as error:
            return PackRefused(error.pack, tuple(map(str, error.faults)))

    def asked(call: Call, options: Options) -> Plan:
        reason = options.demanded_text("reason")
        return Read("world.pack", lambda: reload(call, reason))

    return Feature((Slash("admin system reload", asked, (Option("reason", "text", required=True),)),))
