"""How many gateway shards there are: all instances must say the same number to Discord.

Discord recommends a number, which grows with the guilds. Changing it under way would start every
session of every instance anew, and for a while serve guilds twice or not at all. So the number that the
first instance was told stays in force for as long as any instance holds a gateway shard. To change it,
stop all instances and start them again: a rolling deploy keeps it. Discord refuses a shard of more than
2,500 guilds (close code 4011) and recommends a new number long before.
"""

import logging
from typing import Final

import aiohttp
import anyio
import disnake

from actors.errors import LeasesUnavailable
from reve.bot.discord_api import gateway_offer
from reve.bot.gateway.ports import GatewayLeases

log = logging.getLogger(__name__)

AGAIN_S: Final = 2.0


async def agreed(client: disnake.Client, leases: GatewayLeases) -> tuple[int, int]:
    """Return the number of gateway shards in force, and how many may start at once; ask until told."""
    while True:
        try:
            offer = await gateway_offer(client)
            count = await leases.agree(offer.shards)
        except (disnake.GatewayNotFound, aiohttp.ClientError, OSError, LeasesUnavailable) as error:
            log.warning("the gateway shards are not known yet: %r", error)
            await anyio.sleep(AGAIN_S)
            continue
        if count != offer.shards:
            log.warning(
                "Discord recommends %d gateway shards; %d stay in force until all instances are stopped",
                offer.shards,
                count,
            )
        return count, offer.max_concurrency
