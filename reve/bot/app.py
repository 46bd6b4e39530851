"""The bot put together from what it needs: start it with a token, close it when it has finished."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import anyio
import disnake

from reve.bot import discord_api
from reve.bot.client import Client
from reve.bot.commands.admin import Operators
from reve.bot.commands.catalogue import all_slashes, features, routes
from reve.bot.commands.slash import Feature
from reve.bot.custom_ids import Seals
from reve.bot.pipeline import Pipeline
from reve.bot.ports import CardStudio, CatalogueNow, Journal, Leaderboards, Observed, Runtime
from reve.bot.registration import invokable, overwrite
from reve.bot.rendering import LayOut, Renderer
from reve.bot.routing import Routes
from reve.bot.screens.registry import LAYOUTS
from reve.bot.suggestions import offers
from reve.bot.words.catalogue import Library

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the bot is made of. `secret` signs its buttons."""

    runtime: Runtime
    journal: Journal
    boards: Leaderboards
    cards: CardStudio
    catalogue: CatalogueNow
    observed: Observed
    secret: bytes
    operators: Operators = field(default_factory=Operators)
    layouts: Mapping[type[Any], LayOut] = field(default_factory=lambda: LAYOUTS)
    api_base: str = discord_api.OFFICIAL


class App:
    """The bot. Make it inside the running loop; it runs once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._library = Library.read()
        self._client: Client | None = None
        self.ready = anyio.Event()
        """Set when Discord has taken the connection."""

    @property
    def online(self) -> bool:
        """Whether Discord sends interactions now."""
        return self._client is not None and self._client.online

    async def run(self, token: str, *, sync: bool) -> None:
        """Serve until closed or cancelled; with `sync` this instance writes the commands.

        :raises disnake.LoginFailure: if Discord does not take the token
        """
        self._prepare()
        self._client = client = Client(
            routes=self.routes,
            pipeline=self.pipeline,
            offers=lambda value: offers(value, self._parts.catalogue()),
            ready=self.ready,
            command_sync_flags=discord_api.sync_flags(sync=sync),
            **discord_api.client_options(),
        )
        for command in self._invokables():
            client.add_slash_command(command)
        try:
            await client.start(token)
        finally:
            with anyio.CancelScope(shield=True):
                await client.close()

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
        """Let answers under way go out, then leave Discord."""
        if not await self.pipeline.drained(within_s):
            log.warning("interactions were still being served when the bot closed")
        if self._client is not None:
            await self._client.close()

    @cached_property
    def routes(self) -> Routes:
        """The handlers of all interactions."""
        return routes(self._features, self._seals)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The one way from an interaction to its answer."""
        parts = self._parts
        renderer = Renderer(self._library, parts.catalogue, parts.layouts, parts.cards, self._seals)
        return Pipeline(asker=parts.runtime, renderer=renderer, observed=parts.observed)

    @cached_property
    def _seals(self) -> Seals:
        return Seals(self._parts.secret)

    @cached_property
    def _features(self) -> tuple[Feature, ...]:
        parts = self._parts
        return features(
            catalogue=parts.catalogue,
            journal=parts.journal,
            boards=parts.boards,
            runtime=parts.runtime,
            operators=parts.operators,
        )

    def _invokables(self) -> list[Any]:
        guild = self._parts.operators.guild
        return list(invokable(all_slashes(self._features), self._library.words(), operators_guild=guild))

    def _prepare(self) -> None:
        discord_api.point_at(self._parts.api_base)
        discord_api.stop_webhook_leak()
        discord_api.silence_expected_warnings()
