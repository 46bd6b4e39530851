"""The application's own emojis: listed, added, renamed, taken away, and their pictures."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

from reve.playground import shapes
from reve.playground.errors import Refused, refuse_faults, unknown
from reve.playground.forms import API, read_form
from reve.playground.limits import Fault
from reve.playground.rest import answer, no_content, number
from reve.playground.world import World

type Json = dict[str, Any]

MOST = 2_000
IMAGE_BYTES = 256 * 1024
_NAME = re.compile(r"\w{2,32}")
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp|avif);base64,(.+)", re.DOTALL)


@dataclass(slots=True)
class Emojis:
    """The emojis by id; pictures are files of the same id."""

    world: World
    _emojis: dict[int, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._emojis = {id_: orjson.loads(body) for id_, body in self.world.store.load("emoji")}

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        path = f"{API}/applications/{self.world.application.id}/emojis"
        one = f"{path}/{{emoji}}"
        return [
            web.get(path, self.list),
            web.post(path, self.add),
            web.get(one, self.show),
            web.patch(one, self.rename),
            web.delete(one, self.remove),
            web.get("/emojis/{emoji:\\d+}.{kind}", self.picture),
        ]

    async def list(self, _: web.Request) -> web.Response:
        """List them."""
        return answer({"items": list(self._emojis.values())})

    async def add(self, request: web.Request) -> web.Response:
        """Add one from a picture in a data URI."""
        form = (await read_form(request)).body
        refuse_faults(_check_name(form.get("name")))
        kind, picture = _picture(form.get("image"))
        if len(self._emojis) >= MOST:
            raise Refused(400, 30008, f"Maximum number of emojis reached ({MOST})")
        id_ = self.world.ids.next()
        self.world.store.put_file(id_, picture)
        return answer(self._keep(_shaped(id_, form["name"], kind, shapes.user(self.world.bot))), 201)

    async def show(self, request: web.Request) -> web.Response:
        """Show one."""
        return answer(self._find(request))

    async def rename(self, request: web.Request) -> web.Response:
        """Change a name."""
        form = (await read_form(request)).body
        refuse_faults(_check_name(form.get("name")))
        return answer(self._keep(self._find(request) | {"name": form["name"]}))

    async def remove(self, request: web.Request) -> web.Response:
        """Take one away."""
        id_ = int(self._find(request)["id"])
        del self._emojis[id_]
        self.world.store.delete("emoji", id_)
        self.world.store.delete("", id_)
        return no_content()

    async def picture(self, request: web.Request) -> web.Response:
        """Serve a picture."""
        picture = self.world.store.file(int(self._find(request)["id"]))
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(body=picture, content_type=f"image/{request.match_info['kind']}", headers=headers)

    def _find(self, request: web.Request) -> Json:
        id_ = number(request, "emoji")
        if id_ not in self._emojis:
            raise unknown("Emoji", 10014)
        return self._emojis[id_]

    def _keep(self, emoji: Json) -> Json:
        self._emojis[int(emoji["id"])] = emoji
        self.world.store.put("emoji", int(emoji["id"]), orjson.dumps(emoji))
        return emoji


def _check_name(name: object) -> Iterator[Fault]:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield Fault(("name",), "STRING_TYPE_REGEX", "String value did not match validation regex.")


def _picture(given: object) -> tuple[str, bytes]:
    found = _IMAGE.fullmatch(given) if isinstance(given, str) else None
    fault = Fault(("image",), "IMAGE_INVALID", "Invalid image data")
    try:
        picture = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        picture = b""
    if len(picture) > IMAGE_BYTES:
        fault = Fault(("image",), "BINARY_TYPE_MAX_SIZE", "File cannot be larger than 256.0 kb.")
    if found is None or not 0 < len(picture) <= IMAGE_BYTES:
        refuse_faults([fault])
    return found[1] if found else "", picture


def _shaped(id_: int, name: str, kind: str, by: Json) -> Json:
    shaped: Json = {"id": str(id_), "name": name, "user": by, "roles": [], "require_colons": True}
    return shaped | {"managed": False, "animated": kind == "gif", "available": True}
