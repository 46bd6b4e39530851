"""The Discord client: hands every interaction to the pipeline, and does nothing else.

The library would find handlers in memory (decorated functions, View and Modal objects). Here its
events are overridden, so that a component of any age is answered by any process.
"""

import logging
import random
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Final

import anyio
import disnake
from disnake.interactions.application_command import ApplicationCommandInteraction
from disnake.interactions.message import MessageInteraction
from disnake.interactions.modal import ModalInteraction

from reve.bot import reception
from reve.bot.answer import Answer, offer
from reve.bot.gateway.ports import IdentifyPacer
from reve.bot.pipeline import Pipeline
from reve.bot.plan import Plan
from reve.bot.routing import Routes
from reve.bot.underway import Underway

log = logging.getLogger(__name__)

STARTS_IN_A_ROW: Final = 5
"""After so many refused session starts the client gives up; whoever runs it waits longer."""
HOLDS_S: Final = 60.0
"""A session that was ready for so long worked: what comes after it is a new row."""
BEFORE_ANOTHER_S: Final = (1.0, 5.0)
"""What Discord asks one to wait, at random, before a session that was ended is replaced."""
CLOSES_WITHIN_S: Final = 2.0

type Offers = Callable[[object], dict[str, str]]


class Refused(disnake.ClientException):
    """Discord ended one session after the other."""


class Client(disnake.Client):
    """One connection to Discord's gateway. Make it inside the running loop.

    The plain client, not the library's `InteractionBot`: that one would fetch all commands at each
    start of each gateway shard, for handlers that are not used here.
    """

    def __init__(
        self,
        *,
        routes: Routes,
        pipeline: Pipeline,
        offers: Offers,
        pacer: IdentifyPacer,
        changed: Callable[[bool], None],
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._routes = routes
        self._pipeline = pipeline
        self._offers = offers
        self._pacer = pacer
        self._changed = changed
        self._underway = Underway()
        self._starts = 0
        self._ready_at_s: float | None = None

    async def finish(self, *, within_s: float) -> None:
        """Leave the gateway, let answers under way go out, then close for good."""
        with anyio.move_on_after(CLOSES_WITHIN_S):
            if self.ws is not None and self.ws.open:
                await self.ws.close(code=1000)
        if not await self._underway.over(within_s):
            log.warning("interactions of gateway shard %s were not all answered", self.shard_id)
        await self.close()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for this shard's turn; the library would start sessions in a hot loop.

        It gives up a connection that waits here for 60 s, so that the pauses between refused starts
        are left to whoever runs this client.
        """
        if self._ready_at_s is not None and monotonic() - self._ready_at_s > HOLDS_S:
            self._starts = 0
        self._starts += 1
        self._ready_at_s = None
        if self._starts > STARTS_IN_A_ROW:
            raise Refused(f"{STARTS_IN_A_ROW} session starts in a row were refused, or did not hold")
        if not initial:
            await anyio.sleep(random.uniform(*BEFORE_ANOTHER_S))
        await self._pacer.turn(shard_id or 0)

    async def on_ready(self) -> None:
        """Tell that Discord has taken the connection."""
        self._ready_at_s = monotonic()
        self._changed(True)

    async def on_resumed(self) -> None:
        """Tell that a lost connection goes on."""
        self._changed(True)

    async def on_disconnect(self) -> None:
        """Tell that the connection is lost; the library tries again by itself."""
        self._changed(False)

    async def on_application_command(self, interaction: ApplicationCommandInteraction[Any]) -> None:
        """Serve a slash command."""
        call = reception.call_of(interaction)

        def choose() -> Plan:
            return self._routes.slash(call, *reception.path_and_options(interaction))

        with self._underway:
            await self._pipeline.serve(call, choose, Answer(interaction))

    async def on_message_interaction(self, interaction: MessageInteraction[Any]) -> None:
        """Serve a button or a select."""
        call = reception.call_of(interaction)
        values = tuple(interaction.values or ())
        choose = partial(self._routes.press, call, interaction.data.custom_id, values)
        with self._underway:
            await self._pipeline.serve(call, choose, Answer(interaction))

    async def on_modal_submit(self, interaction: ModalInteraction[Any]) -> None:
        """Serve a modal; its texts follow the arguments of its custom id, in order."""
        call = reception.call_of(interaction)
        texts = tuple(str(text) for text in interaction.text_values.values())
        choose = partial(self._routes.press, call, interaction.data.custom_id, texts)
        with self._underway:
            await self._pipeline.serve(call, choose, Answer(interaction))

    async def on_application_command_autocomplete(
        self, interaction: ApplicationCommandInteraction[Any]
    ) -> None:
        """Complete what is being typed."""
        call = reception.call_of(interaction)
        plan = self._routes.suggestions(call, *reception.being_typed(interaction))
        with self._underway:
            found = {} if plan is None else self._offers(await self._pipeline.suggest(call, plan))
            await offer(interaction, found)

    async def on_error(self, event_method: str, *args: Any, **kwargs: Any) -> None:
        """Log what a handler of events raised; the library would print it."""
        log.exception("the handler of %s failed", event_method)
