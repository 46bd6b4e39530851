"""Request bodies: JSON, or multipart with `payload_json` and `files[n]`."""

import re
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from reve.playground.errors import bad_json, too_large
from reve.playground.limits import FILE_BYTES

type Json = dict[str, Any]

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


def parse(raw: bytes) -> Any:
    """Read JSON. :raises Refused: it is none."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise bad_json() from error


async def read_form(request: web.Request) -> Form:
    """Read the body of a request. :raises Refused: it is no JSON object, or a file is too large."""
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
