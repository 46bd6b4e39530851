"""Messages of the bot: composed from forms, checked against the limits, edited."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from reve.playground import attachments, shapes
from reve.playground.component_limits import check_components, walk
from reve.playground.errors import empty_message, refuse_faults
from reve.playground.forms import Form
from reve.playground.limits import COMPONENTS_V2, EPHEMERAL, LOADING, Fault, check_message
from reve.playground.world import Message, World

type Json = dict[str, Any]

_SUPPRESS_EMBEDS = 1 << 2
_SILENT = 1 << 12
_SETTABLE = _SUPPRESS_EMBEDS | EPHEMERAL | _SILENT | COMPONENTS_V2


@dataclass(frozen=True, slots=True)
class Posts:
    """Write the bot's messages into the world."""

    world: World

    def loading(self, channel_id: int, *, only_for: int | None, extra: Json) -> Message:
        """Post the "is thinking" of a deferred answer."""
        flags = LOADING | (EPHEMERAL if only_for else 0)
        return self._put(self._blank(channel_id, flags, extra), only_for)

    def create(
        self,
        channel_id: int,
        form: Form,
        *,
        extra: Json,
        reader: int | None = None,
        under: tuple[str, ...] = (),
    ) -> Message:
        """Post a message; an ephemeral one is for `reader` alone.

        :raises Refused: 50035 if it breaks a limit, 50006 if there is nothing to see.
        """
        flags = (form.body.get("flags") or 0) & (_SETTABLE if reader else _SETTABLE & ~EPHEMERAL)
        body = self._fill(self._blank(channel_id, flags, extra), form, flags, under)
        return self._put(body, reader if flags & EPHEMERAL else None)

    def edit(self, message: Message, form: Form, *, under: tuple[str, ...] = ()) -> Message:
        """Change what the form names; a flag of Components V2 stays for good.

        :raises Refused: 50035 if it breaks a limit, 50006 if there is nothing left to see.
        """
        old = message.body["flags"]
        flags = (old & ~LOADING) | ((form.body.get("flags") or 0) & (COMPONENTS_V2 | _SUPPRESS_EMBEDS))
        body = self._fill(dict(message.body), form, flags, under)
        if not old & LOADING:
            body["edited_timestamp"] = shapes.timestamp()
        edited = replace(message, body=body)
        self.world.put_message(edited)
        return edited

    def _put(self, body: Json, only_for: int | None) -> Message:
        message = Message(int(body["id"]), int(body["channel_id"]), body, only_for)
        self.world.put_message(message)
        return message

    def _blank(self, channel_id: int, flags: int, extra: Json) -> Json:
        id_ = self.world.ids.next()
        return {
            "id": str(id_),
            "channel_id": str(channel_id),
            "author": shapes.user(self.world.bot),
            "application_id": str(self.world.application.id),
            "timestamp": shapes.timestamp(id_),
            "edited_timestamp": None,
            "type": 0,
            "content": "",
            "embeds": [],
            "components": [],
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "flags": flags,
            **extra,
        }

    def _fill(self, body: Json, form: Form, flags: int, under: tuple[str, ...]) -> Json:
        refuse_faults(_faults(body, form, flags), *under)
        files = self._files(body, form, ephemeral=bool(flags & EPHEMERAL))
        body |= {"flags": flags, "attachments": files}
        body["content"] = form.body.get("content", body["content"]) or ""
        by_name = {file["filename"]: file for file in files}
        for name in ("embeds", "components"):
            if name in form.body:
                body[name] = attachments.resolve(form.body[name] or [], by_name)
        for embed in body["embeds"]:
            embed.setdefault("type", "rich")
        _number(body["components"])
        if not (body["content"].strip() or body["embeds"] or body["components"] or files):
            raise empty_message()
        return body

    def _files(self, body: Json, form: Form, *, ephemeral: bool) -> list[Json]:
        listed = form.body.get("attachments")
        described = {int(each["id"]): each for each in listed or []}
        stay = [
            file
            for file in body["attachments"]
            if "attachments" not in form.body or int(file["id"]) in described
        ]
        channel_id = int(body["channel_id"])
        return stay + [
            attachments.keep(self.world, channel_id, upload, described.get(index, {}), ephemeral=ephemeral)
            for index, upload in sorted(form.uploads.items())
        ]


def _faults(body: Json, form: Form, flags: int) -> Iterator[Fault]:
    given = form.body
    v2 = bool(flags & COMPONENTS_V2)
    turned = body | given if v2 and not body["flags"] & COMPONENTS_V2 else given
    names = {file["filename"] for file in body["attachments"]}
    names |= {each["filename"] for each in given.get("attachments") or [] if each.get("filename")}
    names |= {upload.filename for upload in form.uploads.values()}
    shown = {name: given[name] for name in ("embeds", "components") if given.get(name)}
    parts = given.get("components")
    return chain(
        check_message(turned, flags),
        check_components(parts, v2=v2) if parts is not None else (),
        attachments.missing(shown, names),
    )


def _number(parts: list[Json]) -> None:
    """Give each component without an id the next free one."""
    used = {part["id"] for part in walk(parts) if part.get("id")}
    free = (number for number in count(1) if number not in used)
    for part in walk(parts):
        if not part.get("id"):
            part["id"] = next(free)
