"""REST of the world: the bot itself, users, guilds, channels, messages, commands."""

from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from reve.playground import shapes
from reve.playground.commands import CommandBook, localised, without_localizations
from reve.playground.errors import Refused, closed_to_bots, refuse_faults, unknown
from reve.playground.forms import API, read_form, read_list
from reve.playground.gateway import Gateway
from reve.playground.limits import Fault
from reve.playground.posts import Posts
from reve.playground.world import Channel, Guild, Message, World


def answer(body: Any, status: int = 200) -> web.Response:
    """Answer with JSON; its type says exactly `application/json`, without a charset."""
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def no_content() -> web.Response:
    """Answer that it is done."""
    return web.Response(status=204)


def number(request: web.Request, name: str) -> int:
    """Read an id from the path. :raises Refused: it is none."""
    value = request.match_info[name]
    if not value.isdecimal() or len(value) > 20:
        refuse_faults([Fault((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')])
    return int(value)


@dataclass(frozen=True, slots=True)
class Rest:
    """The routes that a bot's token opens."""

    world: World
    commands: CommandBook
    posts: Posts
    gateway: Gateway

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        app = f"{API}/applications/{self.world.application.id}"
        channel = f"{API}/channels/{{channel}}"
        return [
            web.get(f"{API}/gateway", self.where),
            web.get(f"{API}/gateway/bot", self.where),
            web.get(f"{API}/users/@me", self.me),
            web.post(f"{API}/users/@me/channels", self.open_dm),
            web.get(f"{API}/users/{{user}}", self.user),
            web.get(f"{API}/oauth2/applications/@me", self.application),
            web.get(f"{API}/applications/@me", self.application),
            web.get(f"{API}/guilds/{{guild}}", self.guild),
            web.get(f"{API}/guilds/{{guild}}/channels", self.guild_channels),
            web.get(f"{API}/guilds/{{guild}}/roles", self.roles),
            web.get(f"{API}/guilds/{{guild}}/members/{{user}}", self.member),
            web.get(channel, self.channel),
            web.get(f"{channel}/messages", self.messages),
            web.post(f"{channel}/messages", self.post),
            web.get(f"{channel}/messages/{{message}}", self.message),
            web.patch(f"{channel}/messages/{{message}}", self.edit),
            web.delete(f"{channel}/messages/{{message}}", self.delete),
            *self._command_routes(f"{app}/commands"),
            *self._command_routes(f"{app}/guilds/{{guild}}/commands"),
            web.get(f"{app}/guilds/{{guild}}/commands/permissions", self.command_permissions),
        ]

    def _command_routes(self, path: str) -> list[web.RouteDef]:
        return [
            web.get(path, self.list_commands),
            web.put(path, self.overwrite_commands),
            web.post(path, self.add_command),
            web.get(f"{path}/{{command:\\d+}}", self.command),
            web.patch(f"{path}/{{command:\\d+}}", self.edit_command),
            web.delete(f"{path}/{{command:\\d+}}", self.remove_command),
        ]

    async def where(self, request: web.Request) -> web.Response:
        """Tell where the gateway is."""
        identifies = self.gateway.identifies
        told = {"shards": identifies.pace.gateway_shards, "session_start_limit": identifies.shown()}
        bot = told if request.path.endswith("/bot") else {}
        return answer({"url": self.gateway.url, **bot})

    async def me(self, _: web.Request) -> web.Response:
        """Tell who the bot is."""
        return answer(shapes.own_user(self.world.bot))

    async def application(self, _: web.Request) -> web.Response:
        """Tell what the bot's application is."""
        return answer(shapes.application(self.world))

    async def command_permissions(self, _: web.Request) -> web.Response:
        """List overwrites of command permissions: there are none."""
        return answer([])

    def _guild(self, request: web.Request) -> Guild:
        guild = self.world.guild(number(request, "guild"))
        if not guild.has_bot:
            raise unknown("Guild", 10004)
        return guild

    def _channel(self, request: web.Request) -> Channel:
        channel = self.world.channel(number(request, "channel"))
        if channel.private or not self.world.has_bot(channel):
            raise Refused(403, 50001, "Missing Access")
        return channel

    async def user(self, request: web.Request) -> web.Response:
        """Show a user."""
        return answer(shapes.user(self.world.user(number(request, "user"))))

    async def open_dm(self, request: web.Request) -> web.Response:
        """Open direct messages with a user."""
        form = await read_form(request)
        channel = self.world.dm_of(int(form.body.get("recipient_id") or 0))
        return answer(shapes.channel(channel, self.world))

    async def guild(self, request: web.Request) -> web.Response:
        """Show a guild."""
        return answer(shapes.guild(self._guild(request), self.world))

    async def guild_channels(self, request: web.Request) -> web.Response:
        """List the channels of a guild."""
        guild = self._guild(request)
        return answer([shapes.channel(each, self.world) for each in self.world.channels_of(guild.id)])

    async def roles(self, request: web.Request) -> web.Response:
        """List the roles of a guild."""
        roles = self._guild(request).roles
        return answer([shapes.role(role, at) for at, role in enumerate(roles)])

    async def member(self, request: web.Request) -> web.Response:
        """Show a member of a guild."""
        guild = self._guild(request)
        return answer(shapes.member(self.world.user(number(request, "user")), guild))

    async def channel(self, request: web.Request) -> web.Response:
        """Show a channel."""
        return answer(shapes.channel(self._channel(request), self.world))

    async def messages(self, request: web.Request) -> web.Response:
        """List a channel's messages that all see, newest first."""
        kept = self.world.messages[self._channel(request).id].values()
        shown = [message.body for message in reversed(kept) if message.only_for is None]
        return answer(shown[: int(request.query.get("limit", "50"))])

    async def post(self, request: web.Request) -> web.Response:
        """Post a message that answers nobody."""
        channel, form = self._channel(request), await read_form(request)
        if channel.user_id in self.world.closed:
            raise closed_to_bots()
        nonce = form.body.get("nonce")
        if nonce is None:
            return answer(self.posts.create(channel.id, form, extra={}).body)
        if form.body.get("enforce_nonce") and (twin := self._twin(channel, nonce)):
            return answer(twin.body)
        return answer(self.posts.create(channel.id, form, extra={"nonce": nonce}).body)

    def _twin(self, channel: Channel, nonce: str | int) -> Message | None:
        """Find a message that was posted with a nonce."""
        kept = self.world.messages[channel.id].values()
        return next((message for message in kept if message.body.get("nonce") == nonce), None)

    def _message(self, request: web.Request) -> Message:
        kept = self.world.messages[self._channel(request).id]
        message = kept.get(number(request, "message"))
        if message is None or message.only_for is not None:
            raise unknown("Message", 10008)
        return message

    async def message(self, request: web.Request) -> web.Response:
        """Show a message; ephemeral ones are unknown here."""
        return answer(self._message(request).body)

    async def edit(self, request: web.Request) -> web.Response:
        """Edit a message."""
        form = await read_form(request)
        return answer(self.posts.edit(self._message(request), form).body)

    async def delete(self, request: web.Request) -> web.Response:
        """Delete a message."""
        self.world.delete_message(self._message(request))
        return no_content()

    def _scope(self, request: web.Request) -> int | None:
        return self._guild(request).id if "guild" in request.match_info else None

    async def list_commands(self, request: web.Request) -> web.Response:
        """List the commands of a scope."""
        commands = self.commands.of(self._scope(request))
        if request.query.get("with_localizations", "").lower() in ("true", "1"):
            return answer(commands)
        locale = request.headers.get("X-Discord-Locale")
        return answer([without_localizations(localised(command, locale)) for command in commands])

    async def overwrite_commands(self, request: web.Request) -> web.Response:
        """Put commands in place of all of a scope."""
        return answer(self.commands.overwrite(self._scope(request), await read_list(request)))

    async def add_command(self, request: web.Request) -> web.Response:
        """Register one command."""
        form = await read_form(request)
        return answer(self.commands.add(self._scope(request), form.body), 201)

    async def command(self, request: web.Request) -> web.Response:
        """Show a command."""
        return answer(self.commands.command(number(request, "command")))

    async def edit_command(self, request: web.Request) -> web.Response:
        """Change a command."""
        form = await read_form(request)
        return answer(self.commands.edit(number(request, "command"), form.body))

    async def remove_command(self, request: web.Request) -> web.Response:
        """Take a command away."""
        self.commands.remove(number(request, "command"))
        return no_content()
