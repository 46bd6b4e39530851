"""Looking at shards, of actors and of Discord's gateway: /admin shards."""

from collections.abc import Callable

from reve.bot.call import Call, Options
from reve.bot.commands.admin.actors import silent
from reve.bot.commands.slash import Feature, Slash
from reve.bot.custom_ids import Act
from reve.bot.gateway.report import GatewayView
from reve.bot.plan import Place, Plan, Read
from reve.bot.ports import Operator
from reve.bot.views import ShardsShown


def feature(runtime: Operator, gateway: Callable[[], GatewayView]) -> Feature:
    """Return this command and its button."""

    async def look() -> ShardsShown:
        hosts = await runtime.inspect_all(actors=False)
        return ShardsShown(hosts, silent(hosts), gateway())

    def show(call: Call, options: Options) -> Plan:
        return Read("admin.shards", look)

    def refresh(call: Call, act: Act) -> Plan:
        return Read("admin.shards", look, Place.IN_PLACE)

    return Feature(slashes=(Slash("admin shards", show),), presses={"shards": refresh})
