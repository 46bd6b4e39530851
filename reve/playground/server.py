"""The local Discord as a whole, from its port to its data."""

import asyncio
import contextlib
import mimetypes
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from reve.playground.acts import Acts
from reve.playground.buckets import Buckets
from reve.playground.callbacks import Callbacks
from reve.playground.commands import CommandBook
from reve.playground.conversation import Conversation, Violation
from reve.playground.emojis import Emojis
from reve.playground.feed import Feed
from reve.playground.forms import JUDGE
from reve.playground.gateway import Gateway
from reve.playground.guard import Guard
from reve.playground.interactions import Interaction, Interactions
from reve.playground.judge import Judge
from reve.playground.misbehaviour import Misbehaviour
from reve.playground.pace import Identifies, Pace
from reve.playground.page import page_routes
from reve.playground.panels import Panel, Panels
from reve.playground.posts import Posts
from reve.playground.rest import Rest, number
from reve.playground.sessions import BAD_SEQ, BAD_TOKEN, TIMED_OUT
from reve.playground.sim import Sim, keep_strangers_out
from reve.playground.store import Store
from reve.playground.world import Guild, User, World

HOST = "127.0.0.1"
_PACE = Pace()
_BODY_BYTES = 32 * 1024 * 1024
_USERS = (("ada", "Ada"), ("bilal", "Bilal"), ("chiara", "Chiara"))
_GUILDS = ("Moonlit Harbour", "Ember Library")


@dataclass(frozen=True, slots=True)
class Playground:
    """A local Discord that is being served."""

    url: str
    world: World
    gateway: Gateway
    panels: Panels
    conversation: Conversation
    buckets: Buckets
    acts: Acts

    def show(self, panel: Panel) -> None:
        """Show a panel beside the messages, in place of one of the same title."""
        self.panels.show(panel)

    @property
    def token(self) -> str:
        """The token with which the bot logs in."""
        return self.world.application.token

    @property
    def application_id(self) -> int:
        """The id of the bot's application and user."""
        return self.world.application.id

    @property
    def users(self) -> list[User]:
        """The users, the first one first."""
        return list(self.world.users.values())

    @property
    def guilds(self) -> list[Guild]:
        """The guilds, the first one first."""
        return list(self.world.guilds.values())

    @property
    def violations(self) -> list[Violation]:
        """What the bot did that Discord refuses, each with the conversation that led to it."""
        return self.conversation.violations

    @classmethod
    @asynccontextmanager
    async def serve(
        cls, data_dir: Path | None, port: int = 0, *, judged: bool = True, pace: Pace = _PACE
    ) -> "AsyncIterator[Playground]":
        """Serve on loopback until left; port 0 takes a free one, no folder means memory only.

        `judged`: refuse what differs from Discord's API description. `pace`: the gateway's figures.

        :raises OSError: the port is taken, or the folder cannot be written.
        """
        listener = socket.create_server((HOST, port))
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(listener.close)
            store = Store(data_dir)
            stack.callback(store.close)
            playground, app = cls._build(store, f"http://{HOST}:{listener.getsockname()[1]}", pace, stack)
            if judged:
                app[JUDGE] = Judge()
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.SockSite(runner, listener).start()
            stack.push_async_callback(playground.gateway.drop, 1001)
            stack.callback(playground.world.feed.end)
            writer = asyncio.create_task(store.write_behind())
            stack.push_async_callback(_stop, writer)
            yield playground

    @classmethod
    def _build(
        cls, store: Store, url: str, pace: Pace, stack: contextlib.AsyncExitStack
    ) -> "tuple[Playground, web.Application]":
        feed = Feed()
        world = World(store, feed, url)
        _seed(world)
        interactions = Interactions(lambda failed: _tell_failure(feed, failed))
        stack.callback(interactions.close)
        commands, posts = CommandBook(world), Posts(world)
        conversation = Conversation()
        gateway = Gateway(
            world,
            Identifies(pace),
            changed=lambda: feed.tell("gateway", {"online": gateway.online > 0}),
            closed=lambda code, reason: _tell_closed(conversation, code, reason),
        )
        misbehaviour = Misbehaviour(gateway)
        acts = Acts(world, commands, interactions, gateway, misbehaviour, conversation)
        guard = Guard(world.application.token, conversation, misbehaviour)
        app = web.Application(
            client_max_size=_BODY_BYTES, middlewares=[keep_strangers_out, guard.middleware()]
        )
        sim = Sim(world, commands, interactions, acts, gateway, conversation, guard.missing)
        rest, callbacks = Rest(world, commands, posts, gateway), Callbacks(world, posts, interactions)
        for part in (gateway, rest, callbacks, Emojis(world), sim, misbehaviour):
            app.add_routes(part.routes())
        app.add_routes([web.get("/attachments/{channel}/{id}/{name}", _download(world))])
        panels = Panels()
        app.add_routes([*page_routes(), *panels.routes()])
        return cls(url, world, gateway, panels, conversation, guard.buckets, acts), app


def _seed(world: World) -> None:
    if not world.users:
        users = [world.add_user(name, shown) for name, shown in _USERS]
        for owner, name in zip(users, _GUILDS, strict=False):
            world.add_guild(name, owner.id)


def _tell_closed(conversation: Conversation, code: int, reason: str) -> None:
    conversation.note(f"gateway: closed with {code}, {reason}")
    # A session that is too old, a token or a quota that ended: not what a bot says wrong.
    if code not in (BAD_SEQ, TIMED_OUT, BAD_TOKEN):
        conversation.blame("the gateway", None, {"code": code, "message": reason})


def _tell_failure(feed: Feed, interaction: Interaction) -> None:
    feed.tell("interaction_failed", interaction.shown(), interaction.user_id)


def _download(world: World) -> Handler:
    async def download(request: web.Request) -> web.Response:
        data = world.store.file(number(request, "id"))
        if data is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(request.match_info["name"])[0] or "application/octet-stream"
        inert = {
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=data, content_type=kind, headers=inert)

    return download


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
