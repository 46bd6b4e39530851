"""The Discord client: hands every interaction to the pipeline, and does nothing else.

The library would find handlers in memory (decorated functions, View and Modal objects). Here its
events are overridden, so that a component of any age is answered by any process.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
from disnake.ext import commands
from disnake.interactions.application_command import ApplicationCommandInteraction
from disnake.interactions.message import MessageInteraction
from disnake.interactions.modal import ModalInteraction

from reve.bot import reception
from reve.bot.answer import Answer, offer
from reve.bot.pipeline import Pipeline
from reve.bot.plan import Plan
from reve.bot.routing import Routes

log = logging.getLogger(__name__)

type Offers = Callable[[object], dict[str, str]]


class Client(commands.InteractionBot):
    """One connection to Discord's gateway. Make it inside the running loop."""

    def __init__(
        self, *, routes: Routes, pipeline: Pipeline, offers: Offers, ready: anyio.Event, **options: Any
    ) -> None:
        super().__init__(**options)
        self._routes = routes
        self._pipeline = pipeline
        self._offers = offers
        self._first_ready = ready
        self.online = False
        """Whether Discord sends interactions now."""

    async def on_ready(self) -> None:
        """Tell that Discord has taken the connection."""
        self.online = True
        self._first_ready.set()

    async def on_resumed(self) -> None:
        """Take note that a lost connection goes on."""
        self.online = True

    async def on_disconnect(self) -> None:
        """Take note that the connection is lost; the library tries again by itself."""
        self.online = False

    async def on_application_command(self, interaction: ApplicationCommandInteraction[Any]) -> None:
        """Serve a slash command."""
        call = reception.call_of(interaction)

        def choose() -> Plan:
            return self._routes.slash(call, *reception.path_and_options(interaction))

        await self._pipeline.serve(call, choose, Answer(interaction))

    async def on_message_interaction(self, interaction: MessageInteraction[Any]) -> None:
        """Serve a button or a select."""
        call = reception.call_of(interaction)
        values = tuple(interaction.values or ())
        choose = partial(self._routes.press, call, interaction.data.custom_id, values)
        await self._pipeline.serve(call, choose, Answer(interaction))

    async def on_modal_submit(self, interaction: ModalInteraction[Any]) -> None:
        """Serve a modal; its texts follow the arguments of its custom id, in order."""
        call = reception.call_of(interaction)
        texts = tuple(str(text) for text in interaction.text_values.values())
        choose = partial(self._routes.press, call, interaction.data.custom_id, texts)
        await self._pipeline.serve(call, choose, Answer(interaction))

    async def on_application_command_autocomplete(
        self, interaction: ApplicationCommandInteraction[Any]
    ) -> None:
        """Complete what is being typed."""
        call = reception.call_of(interaction)
        plan = self._routes.suggestions(call, *reception.being_typed(interaction))
        found = {} if plan is None else self._offers(await self._pipeline.suggest(call, plan))
        await offer(interaction, found)

    async def on_error(self, event_method: str, *args: Any, **kwargs: Any) -> None:
        """Log what a handler of events raised; the library would print it."""
        log.exception("the handler of %s failed", event_method)
