"""The bot put together from what it needs: start it with a token, close it when it has finished."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import anyio
import disnake

from persistence.seats import OtherCount
from reve.bot import discord_api
from reve.bot.client import Client
from reve.bot.commands.admin import Operators
from reve.bot.commands.catalogue import all_slashes, features, routes
from reve.bot.commands.slash import Feature
from reve.bot.custom_ids import Seals
from reve.bot.gateway import GatewayReport, GatewayView, Sharing, alone
from reve.bot.gateway.agreement import agreed
from reve.bot.gateway.fleet import Fleet
from reve.bot.gateway.pacer import Pacer
from reve.bot.pipeline import Pipeline
from reve.bot.ports import CardStudio, Journal, Leaderboards, Observed, PackReader, Runtime, Upkeep, WorldNow
from reve.bot.post import Post
from reve.bot.registration import invokable, overwrite
from reve.bot.rendering import LayOut, Renderer
from reve.bot.routing import Routes
from reve.bot.screens.registry import LAYOUTS
from reve.bot.suggestions import offers
from reve.bot.syncing import write_once
from reve.bot.words.catalogue import Library

log = logging.getLogger(__name__)

PASSES_ON_WITHIN_S: Final = 12.0
"""How long a stop waits for others to take over; what they have not taken by then they claim after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the bot is made of. `secret` signs its buttons; by default it has its token to itself."""

    runtime: Runtime
    journal: Journal
    boards: Leaderboards
    cards: CardStudio
    upkeep: Upkeep
    world: WorldNow
    packs: PackReader
    observed: Observed
    secret: bytes
    operators: Operators = field(default_factory=Operators)
    layouts: Mapping[type[Any], LayOut] = field(default_factory=lambda: LAYOUTS)
    api_base: str = discord_api.OFFICIAL
    sharing: Sharing = field(default_factory=alone)
    post: Post = field(default_factory=Post)


class App:
    """The bot. Make it inside the running loop; it runs once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._library = Library.read()
        self._fleet: Fleet | None = None
        self._closed = False
        self.ready = anyio.Event()
        """Set when Discord has taken a connection, or when other instances serve all there is."""

    @property
    def online(self) -> bool:
        """Whether every gateway shard that this instance holds is connected."""
        return self._fleet is not None and self._fleet.online

    def gateway(self) -> tuple[GatewayReport, ...]:
        """Tell operators of each gateway shard that this instance has a session for."""
        return self.gateway_view().sessions

    def gateway_view(self) -> GatewayView:
        """Tell operators of all gateway shards, those of other instances too."""
        return self._fleet.view() if self._fleet is not None else GatewayView()

    async def run(self, token: str, *, sync: bool) -> None:
        """Serve this instance's part of the gateway shards until closed or cancelled.

        With `sync` the commands are written, if no instance of the same content has done it.

        :raises disnake.LoginFailure: if Discord does not take the token
        """
        self._prepare()
        control = disnake.Client(**discord_api.client_options())
        try:
            await control.login(token)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._parts.post.send_all, control, self._renderer, self._parts.runtime)
                if sync:
                    tasks.start_soon(write_once, control, self._invokables(), self._parts.sharing.errands)
                while not self._closed:
                    await self._serve(control, token)
                tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await control.close()

    async def _serve(self, control: disnake.Client, token: str) -> None:
        """Serve as long as one number of gateway shards is in force."""
        sharing = self._parts.sharing
        count, max_concurrency = await agreed(control, sharing.leases)
        pacer = Pacer(sharing.turnstile, every_s=sharing.identify_every_s, max_concurrency=max_concurrency)

        def make(shard: int, shards: int, changed: Callable[[bool], None]) -> Client:
            return Client(
                routes=self.routes,
                pipeline=self.pipeline,
                offers=lambda value: offers(value, self._parts.world().catalogue),
                pacer=pacer,
                changed=changed,
                shard_id=shard,
                shard_count=shards,
                **discord_api.client_options(),
            )

        self._fleet = Fleet(
            sharing,
            count=count,
            max_concurrency=max_concurrency,
            make=make,
            token=token,
            settled=self.ready,
        )
        if self._closed:
            return
        try:
            await self._fleet.run()
        except OtherCount as other:
            log.warning("%s instead of %d: all sessions of this instance start anew", other, count)

    async def sync(self, token: str) -> int:
        """Write all commands and return how many there are, without serving any.

        :raises disnake.LoginFailure: if Discord does not take the token
        """
        self._prepare()
        client = disnake.Client(**discord_api.client_options())
        try:
            await client.login(token)
            return await overwrite(client, self._invokables())
        finally:
            await client.close()

    async def close(self, *, within_s: float = 5.0) -> None:
        """Pass the gateway shards on, let answers under way go out, then leave Discord."""
        self._closed = True
        if self._fleet is not None:
            await self._fleet.drain(within_s=PASSES_ON_WITHIN_S)
            await self._fleet.close(within_s=within_s)
        if not await self.pipeline.drained(within_s):
            log.warning("interactions were still being served when the bot closed")

    @cached_property
    def routes(self) -> Routes:
        """The handlers of all interactions."""
        return routes(self._features, self._seals)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The one way from an interaction to its answer."""
        parts = self._parts
        return Pipeline(asker=parts.runtime, renderer=self._renderer, observed=parts.observed)

    @cached_property
    def _renderer(self) -> Renderer:
        parts = self._parts
        return Renderer(self._library, parts.world, parts.layouts, parts.cards, self._seals)

    @cached_property
    def _seals(self) -> Seals:
        return Seals(self._parts.secret)

    @cached_property
    def _features(self) -> tuple[Feature, ...]:
        parts = self._parts
        return features(
            world=parts.world,
            journal=parts.journal,
            boards=parts.boards,
            runtime=parts.runtime,
            packs=parts.packs,
            upkeep=parts.upkeep,
            operators=parts.operators,
            secret=parts.secret,
            gateway=self.gateway_view,
        )

    def _invokables(self) -> list[Any]:
        guild = self._parts.operators.guild
        return list(invokable(all_slashes(self._features), self._library.words(), operators_guild=guild))

    def _prepare(self) -> None:
        discord_api.point_at(self._parts.api_base)
        discord_api.stop_webhook_leak()
        discord_api.silence_expected_warnings()
