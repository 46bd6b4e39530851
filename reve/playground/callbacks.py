"""REST of interactions: the first answer, and what follows under its token."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from reve.playground import shapes
from reve.playground.command_limits import GROUP, SUBCOMMAND
from reve.playground.component_limits import check_modal
from reve.playground.errors import Refused, refuse_faults, unknown
from reve.playground.forms import API, FORM, Form, read_form
from reve.playground.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    MODAL_SUBMIT,
    Interaction,
    Interactions,
    State,
)
from reve.playground.limits import EPHEMERAL, LOADING, check_choices, one_of
from reve.playground.posts import Posts
from reve.playground.rest import answer, no_content, number
from reve.playground.world import Message, World

type Json = dict[str, Any]

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
_DATA = ("data",)


def allowed_answers(interaction: Interaction) -> tuple[int, ...]:
    """List the callback types that an interaction takes."""
    if interaction.kind == AUTOCOMPLETE:
        return (CHOICES,)
    updates = (DEFER_UPDATE, UPDATE) if interaction.source_id else ()
    modal = () if interaction.kind == MODAL_SUBMIT else (MODAL,)
    return (MESSAGE, DEFER, *updates, *modal)


@dataclass(frozen=True, slots=True)
class Callbacks:
    """The routes that an interaction's token opens."""

    world: World
    posts: Posts
    interactions: Interactions

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        hook = f"{API}/webhooks/{self.world.application.id}/{{token}}"
        one = f"{hook}/messages/{{message:@original|\\d+}}"
        return [
            web.post(f"{API}/interactions/{{id}}/{{token}}/callback", self.callback),
            web.post(hook, self.follow_up),
            web.get(one, self.get),
            web.patch(one, self.edit),
            web.delete(one, self.delete),
        ]

    async def callback(self, request: web.Request) -> web.Response:
        """Take the first answer to an interaction."""
        id_ = number(request, "id")
        try:
            form = await read_form(request)
            interaction = self.interactions.to_answer(id_, request.match_info["token"])
            kind = form.body.get("type")
            refuse_faults(one_of(kind, allowed_answers(interaction), "type"))
            message = self._answers()[int(kind or 0)](interaction, form.under("data"))
        except Refused as refused:
            self._note(id_, request.get(FORM), refused.status, refused.body)
            raise
        status = 200 if request.query.get("with_response", "").lower() in ("true", "1") else 204
        self._note(id_, form.body, status, None)
        return answer(_resource(interaction, int(kind or 0), message)) if status == 200 else no_content()

    def _note(self, id_: int, body: Json | None, status: int, error: Json | None) -> None:
        """Keep what was answered, taken or not, for pages and tests that ask."""
        try:
            attempts = self.interactions.find(id_).attempts
        except Refused:
            return
        attempts.append({"status": status, "error": error, "body": body})

    @contextmanager
    def _noting(self, interaction: Interaction, request: web.Request) -> Iterator[None]:
        """Keep what is refused of a later answer as well: it may be all that was promised."""
        try:
            yield
        except Refused as refused:
            self._note(interaction.id, request.get(FORM), refused.status, refused.body)
            raise

    def _answers(self) -> dict[int, Callable[[Interaction, Form], Message | None]]:
        return {
            MESSAGE: self._reply,
            DEFER: self._defer,
            DEFER_UPDATE: self._defer_update,
            UPDATE: self._update,
            CHOICES: self._suggest,
            MODAL: self._show_modal,
        }

    def _extra(self, interaction: Interaction) -> Json:
        user = shapes.user(self.world.user(interaction.user_id))
        owners = interaction.payload["authorizing_integration_owners"]
        told = {"id": str(interaction.id), "type": interaction.kind, "user": user}
        extra: Json = {"webhook_id": str(self.world.application.id)}
        extra["interaction_metadata"] = told | {"authorizing_integration_owners": owners}
        if interaction.kind == COMMAND:
            extra["type"] = 20
            extra["interaction"] = told | {"name": _path(interaction.payload["data"])}
        return extra

    def _reply(self, interaction: Interaction, form: Form) -> Message:
        message = self.posts.create(
            interaction.channel_id,
            form,
            extra=self._extra(interaction),
            reader=interaction.user_id,
            under=_DATA,
        )
        interaction.original_id = message.id
        interaction.only_for = message.only_for
        interaction.move(State.ANSWERED)
        return message

    def _defer(self, interaction: Interaction, form: Form) -> Message:
        if (form.body.get("flags") or 0) & EPHEMERAL:
            interaction.only_for = interaction.user_id
        extra = self._extra(interaction)
        message = self.posts.loading(interaction.channel_id, only_for=interaction.only_for, extra=extra)
        interaction.original_id = message.id
        self.interactions.defer(interaction)
        return message

    def _defer_update(self, interaction: Interaction, _: Form) -> Message:
        message = self.world.message(interaction.source_id or 0)
        interaction.original_id = message.id
        self.interactions.defer(interaction)
        return message

    def _update(self, interaction: Interaction, form: Form) -> Message:
        message = self.world.message(interaction.source_id or 0)
        message = self.posts.edit(message, form, under=_DATA)
        interaction.original_id = message.id
        interaction.move(State.ANSWERED)
        return message

    def _suggest(self, interaction: Interaction, form: Form) -> None:
        refuse_faults(check_choices(form.body.get("choices")), *_DATA)
        interaction.choices = form.body["choices"]
        interaction.move(State.ANSWERED)

    def _show_modal(self, interaction: Interaction, form: Form) -> None:
        refuse_faults(check_modal(form.body), *_DATA)
        interaction.modal = form.body
        interaction.move(State.ANSWERED)

    async def follow_up(self, request: web.Request) -> web.Response:
        """Post a further message; the first one after a deferral fulfils it."""
        interaction = self.interactions.to_follow(request.match_info["token"])
        with self._noting(interaction, request):
            form = await read_form(request)
            promised = self._promised(interaction)
            if promised is not None:
                return answer(self._fulfil(interaction, promised, form).body)
            message = self.posts.create(
                interaction.channel_id, form, extra=self._extra(interaction), reader=interaction.user_id
            )
        if interaction.state is State.DEFERRED:
            interaction.move(State.ANSWERED)
        return answer(message.body)

    def _promised(self, interaction: Interaction) -> Message | None:
        if interaction.state is not State.DEFERRED or not interaction.original_id:
            return None
        message = self.world.messages[interaction.channel_id].get(interaction.original_id)
        return message if message and message.body["flags"] & LOADING else None

    def _fulfil(self, interaction: Interaction, message: Message, form: Form) -> Message:
        message = self.posts.edit(message, form)
        if interaction.state is State.DEFERRED and message.id == interaction.original_id:
            interaction.move(State.ANSWERED)
        return message

    def _followed(self, request: web.Request) -> tuple[Interaction, Message]:
        interaction = self.interactions.to_follow(request.match_info["token"])
        named = request.match_info["message"]
        id_ = interaction.original_id if named == "@original" else int(named)
        message = self.world.messages[interaction.channel_id].get(id_ or 0)
        if message is None or message.body.get("webhook_id") != str(self.world.application.id):
            raise unknown("Message", 10008)
        return interaction, message

    async def get(self, request: web.Request) -> web.Response:
        """Show the answer or a follow-up."""
        return answer(self._followed(request)[1].body)

    async def edit(self, request: web.Request) -> web.Response:
        """Edit the answer or a follow-up."""
        interaction, message = self._followed(request)
        with self._noting(interaction, request):
            return answer(self._fulfil(interaction, message, await read_form(request)).body)

    async def delete(self, request: web.Request) -> web.Response:
        """Delete the answer or a follow-up."""
        interaction, message = self._followed(request)
        self.world.delete_message(message)
        if interaction.state is State.DEFERRED:
            interaction.move(State.ANSWERED)
        return no_content()


def _resource(interaction: Interaction, kind: int, message: Message | None) -> Json:
    told: Json = {"id": str(interaction.id), "type": interaction.kind}
    if message is None:
        return {"interaction": told}
    loading = bool(message.body["flags"] & LOADING)
    told |= {"response_message_id": str(message.id), "response_message_loading": loading}
    told["response_message_ephemeral"] = message.only_for is not None
    return {"interaction": told, "resource": {"type": kind, "message": message.body}}


def _path(data: Json) -> str:
    """Name a command with its subcommands, as it was typed."""
    names = [data["name"]]
    options = data.get("options") or []
    while options and options[0]["type"] in (SUBCOMMAND, GROUP):
        names.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(names)
