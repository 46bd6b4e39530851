"""Writing the slash commands to Discord, by one instance for all, once for each content."""

import hashlib
import json
import logging
from collections.abc import Sequence
from typing import Any, Final

import aiohttp
import anyio
import disnake
from disnake.ext import commands

from actors.errors import LeasesUnavailable
from persistence.errands import Turn
from reve.bot.gateway.ports import Errands
from reve.bot.registration import overwrite

log = logging.getLogger(__name__)

ERRAND: Final = "commands"
OTHERS_S: Final = 5.0
"""When to look again whether another instance has written them."""
PAUSES_S: Final = (5.0, 30.0, 120.0, 600.0)


async def write_once(
    client: disnake.Client, invokables: Sequence[commands.InvokableSlashCommand], errands: Errands
) -> None:
    """Return when the commands are written, by this instance or by another; tries until then.

    What was written last is remembered, so that a release writes once, however often it starts.
    """
    failures = 0
    while True:
        wait_s = OTHERS_S
        try:
            content = await _content(client, invokables)
            match await errands.begin(ERRAND, content):
                case Turn.DONE:
                    return
                case Turn.MINE:
                    count = await overwrite(client, invokables)
                    log.info("%d commands are written", count)
                    await errands.finish(ERRAND, content)
                    return
                case Turn.OTHERS:
                    log.info("another instance writes the commands")
        except (disnake.DiscordException, aiohttp.ClientError, OSError, LeasesUnavailable) as error:
            wait_s = PAUSES_S[min(failures, len(PAUSES_S) - 1)]
            failures += 1
            log.warning("the commands are not written yet, next try in %.0f s: %s", wait_s, error)
        await anyio.sleep(wait_s)


async def _content(client: disnake.Client, invokables: Sequence[commands.InvokableSlashCommand]) -> str:
    """Return a digest of the commands and of the application that they are for."""
    application = await client.application_info()
    said: list[Any] = [[list(each.guild_ids or ()), each.body.to_dict()] for each in invokables]
    text = json.dumps([application.id, said], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
