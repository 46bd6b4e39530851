"""Direct messages: what actors answered to reminders goes out after the commit, at most once.

Between the commit and Discord a message waits in memory alone: with the process it is lost, and is not
sent again, since the commit said that it was. A nonce keeps repeated requests from making two of it.
"""

import logging
from collections import deque
from hashlib import sha256
from typing import Any, Final

import aiohttp
import anyio
import disnake
from disnake.http import Route

from actors.behavior import Command
from actors.errors import ActorError
from actors.identity import ActorId, derived_command_id
from reve.bot.call import Call
from reve.bot.message import Message
from reve.bot.ports import Asker
from reve.bot.rendering import Renderer
from reve.game.commands import NAMES, PlayerCommand
from reve.game.vocabulary.notice import CloseNotices, NoticeToSend

log = logging.getLogger(__name__)

MOST_WAITING: Final = 1_000
EVERY_S: Final = 0.1
"""Between two messages: Discord frowns on many at once, and answers to players come first."""

ASK_WITHIN_S: Final = 10.0
_CLOSED: Final = frozenset({50007, 50278})
"""Discord's codes for users to whom the bot cannot write."""

_COMPONENTS_V2: Final = 1 << 15
_NONCE_LENGTH: Final = 24
_FAILURES: Final = (disnake.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class Post:
    """The direct messages that wait to be sent by this instance. Make it inside the running loop."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[ActorId, NoticeToSend]] = deque()
        self._arrived = anyio.Event()

    def put(self, actor: ActorId, reply: object) -> None:
        """Take what an actor answered to a note, if it is a message to be sent; never fails."""
        if not isinstance(reply, NoticeToSend):
            return
        if len(self._waiting) >= MOST_WAITING:
            log.warning("too many direct messages wait: %s is not sent", reply.key)
            return
        self._waiting.append((actor, reply))
        self._arrived.set()

    async def send_all(self, client: disnake.Client, renderer: Renderer, asker: Asker) -> None:
        """Send what comes, through a client that is logged in, for ever."""
        while True:
            while not self._waiting:
                await self._arrived.wait()
                self._arrived = anyio.Event()
            actor, notice = self._waiting.popleft()
            if await self._delivered(client, renderer, actor, notice):
                await anyio.sleep(EVERY_S)
            else:
                await self._stop(asker, actor, notice)

    async def _delivered(
        self, client: disnake.Client, renderer: Renderer, actor: ActorId, notice: NoticeToSend
    ) -> bool:
        """Send one message; False if the user takes none."""
        call = Call(0, actor.key, notice.username, notice.locale)
        message = await renderer.render(notice, call)
        try:
            channel = await client.http.start_private_message(actor.key)
            route = Route("POST", "/channels/{channel_id}/messages", channel_id=int(channel["id"]))
            await client.http.request(route, json=_form(message, notice.key))
        except _FAILURES as error:
            if isinstance(error, disnake.HTTPException) and error.code in _CLOSED:
                return False
            log.warning("direct message %s is not sent: %r", notice.key, error)
        return True

    async def _stop(self, asker: Asker, actor: ActorId, notice: NoticeToSend) -> None:
        """Let the player's state know that no message comes through."""
        cause = int.from_bytes(sha256(notice.key.encode()).digest()[:8])
        body = PlayerCommand(CloseNotices(), notice.username, notice.locale)
        command = Command(derived_command_id(cause, actor, 0), actor, NAMES[CloseNotices], body)
        try:
            await asker.ask(command, within_s=ASK_WITHIN_S)
        except ActorError as error:
            log.warning("player %d takes no direct messages, which is not written down: %r", actor.key, error)


def _form(message: Message, key: str) -> dict[str, Any]:
    nonce = sha256(key.encode()).hexdigest()[:_NONCE_LENGTH]
    form = {"nonce": nonce, "enforce_nonce": True, "allowed_mentions": {"parse": []}}
    if not message.rich:
        return {**form, "content": message.plain}
    components = [part.to_component_dict() for part in message.rich]
    return {**form, "components": components, "flags": _COMPONENTS_V2}
