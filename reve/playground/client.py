"""A client of the local Discord for tests: be its users, look at what they see."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp
import orjson

from reve.playground.seen import Message

type Json = dict[str, Any]

_SLACK_S = 5.0


class SimRefused(Exception):
    """The local Discord would not let the user do that."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status}: {body.get('message')}")
        self.status, self.body = status, body


class NoReply(Exception):
    """The interaction failed, or nothing came within the time given."""


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal that was opened for a user."""

    custom_id: str
    title: str
    raw: Json


@dataclass(frozen=True, slots=True)
class Handle:
    """An interaction that was sent to the bot."""

    client: "SimClient"
    id: int
    user: int

    async def outcome(self, timeout_s: float = 5.0) -> Json:
        """Tell how it stands once it is settled, or when the time is over."""
        return dict(await self.client.get(f"/sim/interactions/{self.id}", wait_s=str(timeout_s)))

    async def reply(self, timeout_s: float = 5.0) -> Message:
        """Wait for the first full reply: after a deferral, what it was edited to.

        :raises NoReply: it failed, was answered otherwise, or is not answered in time.
        """
        outcome = await self._answered(timeout_s)
        if outcome["message"] is None:
            raise NoReply(f"interaction {self.id} was answered without a message: {outcome}")
        return Message(outcome["message"])

    async def modal(self, timeout_s: float = 5.0) -> Modal:
        """Wait for the modal that it opens.

        :raises NoReply: it failed, was answered otherwise, or is not answered in time.
        """
        modal = (await self._answered(timeout_s))["modal"]
        if modal is None:
            raise NoReply(f"interaction {self.id} was answered without a modal")
        return Modal(modal["custom_id"], modal["title"], modal)

    async def submit(self, values: Mapping[str, Any], **how: Any) -> "Handle":
        """Fill in and send the modal that it opened."""
        form = {"interaction": str(self.id), "values": dict(values)}
        return await self.client.act("submit", self.user, form, how)

    async def redeliver(self, times: int = 1, *, reopen: bool = False) -> None:
        """Have the very same interaction sent to the bot again."""
        await self.client.post(f"/sim/interactions/{self.id}/redeliver", {"times": times, "reopen": reopen})

    async def age(self, by_s: float) -> None:
        """Let it be older by so much, so that its deadlines come nearer."""
        await self.client.post(f"/sim/interactions/{self.id}/age", {"by_s": by_s})

    async def attempts(self) -> list[Json]:
        """List all first answers that the bot tried: status, error and body."""
        found: list[Json] = (await self.outcome(0))["attempts"]
        return found

    async def _answered(self, timeout_s: float) -> Json:
        outcome = await self.outcome(timeout_s)
        if outcome["state"] != "answered":
            raise NoReply(f"interaction {self.id} is {outcome['state']}: {outcome['reason']}")
        return outcome


@dataclass(slots=True)
class SimClient:
    """Speak `/sim/*`; ids are numbers here. Use as an async context manager."""

    url: str
    _session: aiohttp.ClientSession = field(init=False)
    _exits: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        session = aiohttp.ClientSession(self.url, connector=aiohttp.TCPConnector(limit=0))
        self._session = await self._exits.enter_async_context(session)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._exits.aclose()

    async def slash(
        self,
        *,
        user: int,
        command: str,
        guild: int | None = None,
        options: Mapping[str, Any] | None = None,
        **how: Any,
    ) -> Handle:
        """Use a command such as "reve pull" in a guild, or without one in direct messages.

        `how`: channel, age_s, skew_s, forged.
        """
        form: Json = {"command": command, "options": dict(options or {})}
        return await self.act("slash", user, form | _here(guild), how)

    async def menu(
        self, *, user: int, command: str, target: int, guild: int | None = None, **how: Any
    ) -> Handle:
        """Use a command from the context menu of a user or a message."""
        return await self.act("menu", user, {"command": command, "target": str(target)} | _here(guild), how)

    async def autocomplete(
        self,
        *,
        user: int,
        command: str,
        focused: str,
        guild: int | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> list[Json]:
        """Ask for suggestions for an option that is being typed.

        :raises NoReply: the bot gave none in time.
        """
        form = {"user": str(user), "command": command, "options": dict(options or {}), "focused": focused}
        outcome = await self.post("/sim/autocomplete", form | _here(guild))
        choices: list[Json] | None = outcome["choices"]
        if choices is None:
            raise NoReply(outcome["reason"] or "no suggestions")
        return choices

    async def click(self, user: int, message: Message, button: str, **how: Any) -> Handle:
        """Press a button, named by its custom id or by its label."""
        found = [each.custom_id for each in message.buttons if button in (each.custom_id, each.label)]
        form = {"message": str(message.id), "custom_id": found[0] if found else button}
        return await self.act("component", user, form, how)

    async def select(
        self, user: int, message: Message, values: list[str], custom_id: str | None = None, **how: Any
    ) -> Handle:
        """Choose from a select: the only one, unless named by its custom id."""
        named = custom_id or message.selects[0].custom_id
        form = {"message": str(message.id), "custom_id": named, "values": values}
        return await self.act("component", user, form, how)

    async def messages(
        self, *, user: int, guild: int | None = None, channel: int | None = None
    ) -> list[Message]:
        """List what a user sees in a channel, oldest first."""
        where = _here(guild) | ({"channel": str(channel)} if channel else {})
        return [Message(body) for body in await self.get("/sim/messages", user=str(user), **where)]

    async def commands(self, *, user: int, guild: int | None = None) -> list[Json]:
        """List the commands that a user may use."""
        found: list[Json] = await self.get("/sim/commands", user=str(user), **_here(guild))
        return found

    async def wait_for_command(self, name: str, *, user: int, guild: int | None = None) -> None:
        """Wait until the bot is online and a command is there. Bound it by a timeout of your own."""
        while True:
            names = [each["name"] for each in await self.commands(user=user, guild=guild)]
            if name in names and (await self.state())["online"]:
                return
            await asyncio.sleep(0.02)

    async def state(self) -> Json:
        """Tell who and what there is."""
        return dict(await self.get("/sim/state"))

    async def users(self) -> list[int]:
        """List the users, the first one first."""
        return [int(user["id"]) for user in (await self.state())["users"]]

    async def guilds(self) -> list[int]:
        """List the guilds, the first one first."""
        return [int(guild["id"]) for guild in (await self.state())["guilds"]]

    async def add_user(self, name: str, *, locale: str = "en-US") -> int:
        """Let a person join every guild."""
        return int((await self.post("/sim/users", {"name": name, "locale": locale}))["id"])

    async def open_dms(self, user: int, *, takes: bool) -> None:
        """Let a user take direct messages from the bot, or no longer."""
        async with self._session.put(f"/sim/users/{user}/dms", json={"open": takes}) as response:
            await self._read(response)

    async def direct(self, user: int, count: int = 1, *, timeout_s: float = 10.0) -> list[Message]:
        """Wait until the bot has sent a user so many direct messages. Raises TimeoutError."""
        users: list[Json] = (await self.state())["users"]
        channel = next(one["dm_channel_id"] for one in users if one["id"] == str(user))
        async with asyncio.timeout(timeout_s):
            while True:
                found = await self.messages(user=user, channel=channel)
                if len(found) >= count:
                    return found
                await asyncio.sleep(0.05)

    async def add_guild(self, name: str, *, owner: int) -> int:
        """Found a guild with one text channel."""
        return int((await self.post("/sim/guilds", {"name": name, "owner": str(owner)}))["id"])

    async def add_private(self, user: int) -> int:
        """Open a private channel of a user in which the bot is not."""
        return int((await self.post("/sim/private", {"user": str(user)}))["id"])

    async def add_role(self, guild: int, name: str, *, members: Iterable[int] = ()) -> int:
        """Make a role and give it to members."""
        role = int((await self.post(f"/sim/guilds/{guild}/roles", {"name": name}))["id"])
        for member in members:
            await self._read(self._session.put(f"/sim/guilds/{guild}/members/{member}/roles/{role}"))
        return role

    async def drop_gateway(self, code: int = 4000, *, forget: bool = False, shard: int | None = None) -> None:
        """Drop the bot's connections, or one shard's; with `forget` they cannot be resumed."""
        await self.disturb_gateway(code=code, forget=forget, shard=shard)

    async def disturb_gateway(self, **how: Any) -> None:
        """Disturb gateway connections: `code` and `forget`, or `reconnect`, or `invalid` (`resumable`)."""
        await self.post("/sim/gateway/drop", how)

    async def misbehave(self, kind: str, **how: Any) -> None:
        """Let the next requests or interactions go wrong; see `reve.playground.misbehaviour`.

        `how`: times, path, method, status, wait_s, skew_s.
        """
        await self.post("/sim/misbehaviour", {"kind": kind} | how)

    async def misbehaviour_left(self) -> list[Json]:
        """List what is still to go wrong."""
        found: list[Json] = await self.get("/sim/misbehaviour")
        return found

    async def behave(self) -> None:
        """Let all go well again."""
        async with self._session.delete("/sim/misbehaviour") as response:
            response.raise_for_status()

    async def download(self, url: str) -> bytes:
        """Fetch an attachment."""
        async with self._session.get(url) as response:
            response.raise_for_status()
            return await response.read()

    async def act(self, name: str, user: int, form: Json, how: Mapping[str, Any]) -> Handle:
        """Do something as a user."""
        shown = await self.post(f"/sim/{name}", form | dict(how) | {"user": str(user)})
        return Handle(self, int(shown["id"]), user)

    async def post(self, path: str, form: Json) -> Any:
        """Send a form. :raises SimRefused: it is refused."""
        return await self._read(self._session.post(path, json=form))

    async def get(self, path: str, **query: str) -> Any:
        """Ask for something. :raises SimRefused: it is refused."""
        timeout = aiohttp.ClientTimeout(total=float(query.get("wait_s", "0")) + _SLACK_S)
        return await self._read(self._session.get(path, params=query, timeout=timeout))

    async def _read(self, request: Any) -> Any:
        async with request as response:
            body = orjson.loads(await response.read())
            if response.status >= 400:
                raise SimRefused(response.status, body)
            return body


def _here(guild: int | None) -> dict[str, str]:
    return {"guild": str(guild)} if guild is not None else {}
