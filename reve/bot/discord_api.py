"""The client library's connection to Discord: where it goes, and two of its faults made good."""

import asyncio
import logging
import weakref
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import disnake
from disnake.asset import Asset
from disnake.http import Route
from disnake.webhook.async_ import async_context

OFFICIAL: Final = "https://discord.com"
_OFFICIAL_CDN: Final = "https://cdn.discordapp.com"
_CONNECTIONS: Final = 1_000  # at the default of 100, answers queue from about 1,000 a second on


def point_at(base_url: str) -> None:
    """Send all requests of the library to `base_url`; Discord's own has its pictures elsewhere.

    Gateways need nothing: the library learns their addresses from the API.
    """
    base = base_url.rstrip("/")
    Route.BASE = f"{base}/api/v10"
    Asset.BASE = _OFFICIAL_CDN if base == OFFICIAL else base


def stop_webhook_leak() -> None:
    """Let the lock that guards each interaction's answers go when nobody holds it.

    The library keeps one lock and token per interaction for as long as the process lives.
    """
    adapter: Any = async_context.get()
    adapter._locks = weakref.WeakValueDictionary[Any, asyncio.Lock]()


def silence_expected_warnings() -> None:
    """Keep the library from warning, at each start, of what is left out on purpose."""
    disnake.VoiceClient.warn_nacl = disnake.VoiceClient.warn_dave = False
    logging.getLogger("disnake.state").addFilter(_is_not_about_intents)


def connector() -> aiohttp.TCPConnector:
    """Make the pool of connections; call it inside the running loop."""
    return aiohttp.TCPConnector(limit=_CONNECTIONS)


def client_options() -> dict[str, Any]:
    """Return the options that every client of ours is made with."""
    return {
        "intents": disnake.Intents.none(),
        "connector": connector(),
        "allowed_mentions": disnake.AllowedMentions.none(),
        "chunk_guilds_at_startup": False,
        "max_messages": None,
        # Without the guilds intent no guild ever comes: waiting for them delays a start by 2 s.
        "guild_ready_timeout": 0.0,
    }


@dataclass(frozen=True, slots=True)
class Offered:
    """What Discord says of its gateway: how many shards it recommends, and how many may start at once."""

    shards: int
    max_concurrency: int


async def gateway_offer(client: disnake.Client) -> Offered:
    """Ask about the gateway, through a client that is logged in. Raises `disnake.GatewayNotFound`."""
    shards, _, limit = await client.http.get_bot_gateway()
    return Offered(max(1, shards), max(1, limit["max_concurrency"]))


def _is_not_about_intents(record: logging.LogRecord) -> bool:
    return "Guilds intent" not in str(record.msg)
