"""The HTTP API of pages and tests: to be a user, and to look on."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

from reve.playground import shapes
from reve.playground.acts import Acts, Who
from reve.playground.commands import CommandBook, localised
from reve.playground.conversation import Conversation
from reve.playground.errors import Refused
from reve.playground.forms import read_form
from reve.playground.gateway import Gateway
from reve.playground.interactions import Interaction, Interactions
from reve.playground.options import impossible
from reve.playground.rest import answer, number
from reve.playground.world import Channel, World

type Json = dict[str, Any]

_LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Sim:
    """The routes under `/sim`."""

    world: World
    commands: CommandBook
    interactions: Interactions
    acts: Acts
    gateway: Gateway
    conversation: Conversation
    missing: list[str]

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        guild = "/sim/guilds/{guild}"
        return [
            web.get("/sim/state", self.state),
            web.post("/sim/users", self.add_user),
            web.put("/sim/users/{user}/dms", self.open_dms),
            web.post("/sim/guilds", self.add_guild),
            web.post("/sim/private", self.add_private),
            web.post(f"{guild}/channels", self.add_channel),
            web.post(f"{guild}/roles", self.add_role),
            web.put(f"{guild}/members/{{user}}/roles/{{role}}", self.give_role),
            web.get("/sim/commands", self.offered),
            web.get("/sim/messages", self.messages),
            web.post("/sim/slash", self.slash),
            web.post("/sim/menu", self.menu),
            web.post("/sim/autocomplete", self.autocomplete),
            web.post("/sim/component", self.component),
            web.post("/sim/submit", self.submit),
            web.get("/sim/interactions/{id}", self.interaction),
            web.post("/sim/interactions/{id}/redeliver", self.redeliver),
            web.post("/sim/interactions/{id}/age", self.age),
            web.get("/sim/events", self.events),
        ]

    async def state(self, _: web.Request) -> web.Response:
        """Tell who and what there is."""
        return answer(
            {
                "application_id": str(self.world.application.id),
                "bot": shapes.user(self.world.bot),
                "online": self.gateway.online > 0,
                "sessions": self.gateway.sessions(),
                "violations": [str(each) for each in self.conversation.violations],
                "missing_routes": self.missing,
                "users": [self._user(id_) for id_ in self.world.users],
                "guilds": [self._guild(id_) for id_ in self.world.guilds],
            }
        )

    def _user(self, id_: int) -> Json:
        dm = self.world.dm_of(id_)
        user = self.world.user(id_)
        return shapes.user(user) | {"dm_channel_id": str(dm.id), "locale": user.locale}

    def _guild(self, id_: int) -> Json:
        guild = self.world.guild(id_)
        channels = [shapes.channel(each, self.world) for each in self.world.channels_of(id_)]
        return shapes.guild(guild, self.world) | {"channels": channels}

    async def open_dms(self, request: web.Request) -> web.Response:
        """Let a person take direct messages from the bot, or no longer."""
        user = self.world.user(int(request.match_info["user"]))
        if (await request.json())["open"]:
            self.world.closed.discard(user.id)
        else:
            self.world.closed.add(user.id)
        return answer({})

    async def add_user(self, request: web.Request) -> web.Response:
        """Let a person join."""
        body = (await read_form(request)).body
        user = self.world.add_user(body["name"], body.get("display_name"), locale=body.get("locale", "en-US"))
        return answer(self._user(user.id), 201)

    async def add_guild(self, request: web.Request) -> web.Response:
        """Found a guild and tell the bot."""
        body = (await read_form(request)).body
        guild = self.world.add_guild(body["name"], _id(body, "owner"), has_bot=body.get("has_bot", True))
        if guild.has_bot:
            await self.gateway.tell_guild(guild)
        return answer(self._guild(guild.id), 201)

    async def add_channel(self, request: web.Request) -> web.Response:
        """Open a text channel."""
        body = (await read_form(request)).body
        channel = self.world.add_channel(number(request, "guild"), body["name"])
        return answer(shapes.channel(channel, self.world), 201)

    async def add_private(self, request: web.Request) -> web.Response:
        """Open a private channel in which the bot is not."""
        body = (await read_form(request)).body
        return answer(shapes.channel(self.world.add_private(_id(body, "user")), self.world), 201)

    async def add_role(self, request: web.Request) -> web.Response:
        """Make a role."""
        body = (await read_form(request)).body
        role = self.world.add_role(number(request, "guild"), body["name"], int(body.get("permissions", 0)))
        return answer(shapes.role(role, 1), 201)

    async def give_role(self, request: web.Request) -> web.Response:
        """Give a member a role."""
        guild, user, role = (number(request, name) for name in ("guild", "user", "role"))
        self.world.give_role(guild, user, role)
        return answer(shapes.member(self.world.user(user), self.world.guild(guild)))

    async def offered(self, request: web.Request) -> web.Response:
        """List the commands that a user may use here."""
        who = self._who(dict(request.query))
        locale = self.world.user(who.user_id).locale
        return answer([localised(each, locale) for each in self.commands.offered(who.user_id, who.channel)])

    async def messages(self, request: web.Request) -> web.Response:
        """List the messages that a user sees in a channel, oldest first."""
        who = self._who(dict(request.query))
        return answer([message.body for message in self.world.seen(who.user_id, who.channel.id)])

    async def slash(self, request: web.Request) -> web.Response:
        """Use a command."""
        body = (await read_form(request)).body
        return answer(
            (await self.acts.slash(self._who(body), body["command"], body.get("options") or {})).shown()
        )

    async def menu(self, request: web.Request) -> web.Response:
        """Use a command from the context menu of a user or a message."""
        body = (await read_form(request)).body
        who = self._who(body)
        return answer((await self.acts.menu(who, body["command"], _id(body, "target"))).shown())

    async def autocomplete(self, request: web.Request) -> web.Response:
        """Ask for suggestions and wait for them."""
        body = (await read_form(request)).body
        interaction = await self.acts.autocomplete(
            self._who(body), body["command"], body.get("options") or {}, body["focused"]
        )
        await interaction.settled.wait()
        return answer(interaction.shown())

    async def component(self, request: web.Request) -> web.Response:
        """Press a button, or choose from a select."""
        body = (await read_form(request)).body
        message = self.world.message(_id(body, "message"))
        who = self._who(body | {"channel": str(message.channel_id)})
        return answer(
            (await self.acts.component(who, message, body["custom_id"], body.get("values"))).shown()
        )

    async def submit(self, request: web.Request) -> web.Response:
        """Send in a modal."""
        body = (await read_form(request)).body
        shown = self.interactions.find(_id(body, "interaction"))
        who = self._who(body | {"channel": str(shown.channel_id)})
        return answer((await self.acts.submit(who, shown, body.get("values") or {})).shown())

    async def interaction(self, request: web.Request) -> web.Response:
        """Tell how an interaction stands, after waiting for its outcome if asked to."""
        interaction = self.interactions.find(number(request, "id"))
        if wait_s := float(request.query.get("wait_s", "0")):
            await _settled(interaction, wait_s)
        message = self.world.messages[interaction.channel_id].get(interaction.original_id or 0)
        return answer(interaction.shown() | {"message": message.body if message else None})

    async def redeliver(self, request: web.Request) -> web.Response:
        """Send the very same interaction to the bot again, several times if asked to."""
        body = (await read_form(request)).body
        interaction = self.interactions.find(number(request, "id"))
        if body.get("reopen"):
            self.interactions.reopen(interaction)
        for _ in range(int(body.get("times", 1))):
            await self.acts.deliver(interaction)
        return answer(interaction.shown())

    async def age(self, request: web.Request) -> web.Response:
        """Let time pass for an interaction, `by_s` seconds of it: its deadlines come nearer."""
        body = (await read_form(request)).body
        interaction = self.interactions.find(number(request, "id"))
        self.interactions.age(interaction, float(body["by_s"]))
        return answer(interaction.shown())

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        """Stream what a user sees happen."""
        socket = web.WebSocketResponse(heartbeat=30.0, timeout=1.0)
        user_id = self.world.user(int(request.query["user"])).id
        await socket.prepare(request)
        with self.world.feed.listen(user_id) as lines:
            sender = asyncio.create_task(_send_lines(socket, lines))
            try:
                async for message in socket:
                    if message.type is not WSMsgType.TEXT:
                        break
            finally:
                sender.cancel()
        return socket

    def _who(self, body: Json) -> Who:
        user = self.world.user(_id(body, "user"))
        channel = self._channel(body, user.id)
        if not self.world.may_see(user.id, channel) and not body.get("forged"):
            raise impossible("the user does not see this channel")
        age_s, skew_s = float(body.get("age_s", 0)), float(body.get("skew_s", 0))
        return Who(user.id, channel, age_s, skew_s, bool(body.get("forged")))

    def _channel(self, body: Json, user_id: int) -> Channel:
        if body.get("channel"):
            return self.world.channel(_id(body, "channel"))
        if body.get("guild"):
            return self.world.channels_of(self.world.guild(_id(body, "guild")).id)[0]
        return self.world.dm_of(user_id)


async def _settled(interaction: Interaction, within_s: float) -> None:
    try:
        async with asyncio.timeout(within_s):
            await interaction.settled.wait()
    except TimeoutError:
        return


async def _send_lines(socket: web.WebSocketResponse, lines: asyncio.Queue[bytes]) -> None:
    while line := await lines.get():
        await socket.send_str(line.decode())
    await socket.close()


def _id(body: Json, name: str) -> int:
    value = str(body.get(name, ""))
    if not value.isdecimal():
        raise impossible(f"{name} must be an id")
    return int(value)


@web.middleware
async def keep_strangers_out(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve only loopback names and pages of our own, so that no other site can play for the user."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    if host not in _LOCAL_HOSTS or (origin and urlsplit(origin).netloc != request.host):
        return answer({"message": "only for this machine", "code": 0}, 403)
    if not request.path.startswith("/sim/"):
        return await handler(request)
    try:
        return await handler(request)
    except Refused as refused:
        return answer(refused.body, refused.status)
    except (KeyError, ValueError) as error:
        return answer({"message": f"bad request: {error!r}", "code": 0}, 400)
