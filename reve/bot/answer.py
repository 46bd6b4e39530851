"""Answers one interaction over Discord's API; nothing here fails the command that was answered.

    unanswered --defer--> deferred --give--> given
    unanswered --give--> given
    unanswered --prompt--> given

By the time of `give` the command's outcome is in the database. So whatever Discord says is logged
and ends here: the player finds the outcome in /history, and the same click again shows it too.
"""

import logging
from enum import Enum, auto
from io import BytesIO
from typing import Any, Final

import aiohttp
import disnake
from disnake import ui
from disnake.interactions.application_command import ApplicationCommandInteraction
from disnake.interactions.message import MessageInteraction
from disnake.interactions.modal import ModalInteraction

from reve.bot.cards.spec import Picture
from reve.bot.message import Form, Message
from reve.bot.plan import Place
from reve.bot.screens.screen import Document

log = logging.getLogger(__name__)

_ALREADY_ANSWERED: Final = 40060
_UNKNOWN_INTERACTION: Final = 10062
_INVALID_FORM: Final = 400
_LONGEST_TEXT: Final = 100
_FAILURES: Final = (disnake.DiscordException, aiohttp.ClientError, OSError, TimeoutError)

type AnyInteraction = ApplicationCommandInteraction[Any] | MessageInteraction[Any] | ModalInteraction[Any]


class _Stage(Enum):
    UNANSWERED = auto()
    DEFERRED = auto()
    GIVEN = auto()


class Answer:
    """The one answer that an interaction gets."""

    def __init__(self, interaction: AnyInteraction) -> None:
        self._interaction = interaction
        self._stage = _Stage.UNANSWERED

    @property
    def deferred(self) -> bool:
        """Whether Discord has been told to wait."""
        return self._stage is _Stage.DEFERRED

    async def defer(self, place: Place) -> None:
        """Tell Discord that the answer takes longer; does nothing if it has been given."""
        if self._stage is not _Stage.UNANSWERED:
            return
        try:
            await self._interaction.response.defer(
                with_message=place is not Place.IN_PLACE, ephemeral=place is Place.PRIVATE
            )
        except _FAILURES as error:
            self._report(error, "defer")
            if _code(error) != _ALREADY_ANSWERED:
                return
        self._stage = _Stage.DEFERRED

    async def prompt(self, form: Form) -> None:
        """Ask back in a modal, which is an answer of its own kind and comes before any deferral."""
        inputs = [
            ui.Label(label, ui.TextInput(custom_id=str(n), max_length=_LONGEST_TEXT))
            for n, label in enumerate(form.labels)
        ]
        try:
            await self._interaction.response.send_modal(
                title=form.title, custom_id=form.custom_id, components=inputs
            )
        except _FAILURES as error:
            self._report(error, "prompt")
        self._stage = _Stage.GIVEN

    async def give(self, message: Message, place: Place) -> None:
        """Send the message; as plain text where its rich form is refused."""
        try:
            if not message.rich or not await self._accepted(message, place):
                await self._deliver(message, place, rich=False)
        except _FAILURES as error:
            self._report(error, "give")
            if _code(error) == _ALREADY_ANSWERED and message.certain:
                await self._take_over(message)
        self._stage = _Stage.GIVEN

    async def _accepted(self, message: Message, place: Place) -> bool:
        try:
            await self._deliver(message, place, rich=True)
        except disnake.HTTPException as error:
            if error.status != _INVALID_FORM or _code(error) == _ALREADY_ANSWERED:
                raise
            log.exception("Discord refuses the form of an answer; it goes as plain text")
            return False
        except (TypeError, ValueError):
            log.exception("an answer cannot be written; it goes as plain text")
            return False
        return True

    async def _deliver(self, message: Message, place: Place, *, rich: bool) -> None:
        response, replaces = self._interaction.response, place is Place.IN_PLACE and not message.private
        form = _rich(message) if rich else _plain(message, replaces=replaces)
        if self._stage is _Stage.UNANSWERED and replaces:
            await response.edit_message(**form, attachments=[])
        elif self._stage is _Stage.UNANSWERED:
            await response.send_message(**form, ephemeral=message.private or place is Place.PRIVATE)
        elif place is Place.IN_PLACE and message.private:
            await self._interaction.followup.send(**form, ephemeral=True)
        else:
            await self._interaction.edit_original_response(**form, attachments=[])

    async def _take_over(self, message: Message) -> None:
        """Write into the answer that was there first: a twin delivery's, or a lost one of ours.

        The twin asked with the same command id and has the same reply, so this changes nothing,
        unless the twin died after its deferral: then it is the only answer that comes.
        """
        self._stage = _Stage.DEFERRED
        try:
            await self._deliver(message, Place.PRIVATE, rich=bool(message.rich))
        except _FAILURES as error:
            self._report(error, "take over")

    def _report(self, error: BaseException, doing: str) -> None:
        code = _code(error)
        facts = {"interaction": self._interaction.id, "doing": doing, "code": code}
        if code == _ALREADY_ANSWERED:
            log.debug("interaction %(interaction)s was answered already (%(doing)s)", facts)
        elif code == _UNKNOWN_INTERACTION:
            log.info("interaction %(interaction)s is no longer known to Discord (%(doing)s)", facts)
        else:
            log.warning("interaction %(interaction)s: %(doing)s failed", facts, exc_info=error)


def _rich(message: Message) -> dict[str, Any]:
    form: dict[str, Any] = {"components": list(message.rich)}
    if message.picture is not None:
        form["file"] = _file(message.picture)
    if message.document is not None:
        form["file"] = _file(message.document)
    return form


def _plain(message: Message, *, replaces: bool) -> dict[str, Any]:
    """Return the text alone; a message that had components must keep that form even so."""
    if replaces:
        return {"components": [ui.TextDisplay(message.plain)]}
    if message.document is not None:
        return {"content": message.plain, "file": _file(message.document)}
    return {"content": message.plain}


def _file(attached: Picture | Document) -> disnake.File:
    return disnake.File(BytesIO(attached.data), filename=attached.filename)


def _code(error: BaseException) -> int | None:
    """Return Discord's code for an error, None if it has none."""
    if isinstance(error, disnake.InteractionTimedOut):
        return _UNKNOWN_INTERACTION
    if isinstance(error, disnake.InteractionResponded):
        return _ALREADY_ANSWERED
    return error.code if isinstance(error, disnake.HTTPException) else None


async def offer(interaction: ApplicationCommandInteraction[Any], choices: dict[str, str]) -> None:
    """Answer an autocomplete with choices by label; what Discord says about it only gets logged."""
    try:
        await interaction.response.autocomplete(choices=choices)
    except _FAILURES as error:
        log.info("interaction %d got no choices: %r", interaction.id, error)
