"""Request bodies: JSON, or multipart with `payload_json` and `files[n]`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson
from aiohttp import BodyPartReader, web

from reve.playground.errors import bad_json, refuse_faults, too_large
from reve.playground.limits import FILE_BYTES, Fault

type Json = dict[str, Any]

API = "/api/v10"
_FILE_FIELD = re.compile(r"files\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """A body and the files that came with it, by their number."""

    body: Json
    uploads: dict[int, Upload] = field(default_factory=dict)

    def under(self, name: str) -> "Form":
        """Take one part of the body, with the same files."""
        return Form(self.body.get(name) or {}, self.uploads)


class Reader(Protocol):
    """What tells whether a form is as the API describes it."""

    def faults(self, method: str, path: str, form: Any) -> Iterator[Fault]:
        """Name what is wrong with a form for a route."""
        ...


JUDGE = web.AppKey("judge", Reader)
FORM = web.RequestKey[Any]("form")


def parse(raw: bytes) -> Any:
    """Read JSON. :raises Refused: it is none."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise bad_json() from error


def judge(request: web.Request, form: Any) -> None:
    """Hold a form against the API's description, where there is a judge. :raises Refused: it differs."""
    request[FORM] = form
    reader = request.app.get(JUDGE)
    resource = request.match_info.route.resource
    if reader is not None and resource is not None:
        refuse_faults(reader.faults(request.method, resource.canonical.removeprefix(API), form))


async def read_list(request: web.Request) -> list[Json]:
    """Read a body that is a list. :raises Refused: it is none, or not as described."""
    form = parse(await request.read())
    if not isinstance(form, list):
        raise bad_json()
    judge(request, form)
    return form


async def read_form(request: web.Request) -> Form:
    """Read a body. :raises Refused: no JSON object, not as described, or a file is too large."""
    form = await _read(request)
    judge(request, form.body)
    return form


async def _read(request: web.Request) -> Form:
    if not request.content_type.startswith("multipart/"):
        return Form(_object(parse(await request.read())))
    body: Json = {}
    uploads: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise bad_json()
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = _object(parse(data))
        elif found := _FILE_FIELD.fullmatch(part.name or ""):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[int(found[1])] = Upload(part.filename or "unknown", kind, data)
            if len(data) > FILE_BYTES:
                raise too_large()
    return Form(body, uploads)


def _object(value: Any) -> Json:
    if not isinstance(value, dict):
        raise bad_json()
    return value
