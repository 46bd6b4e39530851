"""Files of messages: kept, shown to the bot, and referred to by `attachment://`."""

import mimetypes
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from reve.playground.forms import Upload
from reve.playground.limits import Fault
from reve.playground.world import World

type Json = dict[str, Any]

_SCHEME = "attachment://"
_UNSAFE = re.compile(r"[^\w.-]")


def keep(world: World, channel_id: int, upload: Upload, described: Json, *, ephemeral: bool) -> Json:
    """Keep an uploaded file and shape the attachment that it becomes."""
    id_ = world.ids.next()
    name = _UNSAFE.sub("_", described.get("filename") or upload.filename)
    world.store.put_file(id_, upload.data)
    url = f"{world.base_url}/attachments/{channel_id}/{id_}/{name}"
    shaped: Json = {
        "id": str(id_),
        "filename": name,
        "size": len(upload.data),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(name)[0] or upload.content_type,
    }
    if described.get("description"):
        shaped["description"] = described["description"]
    if ephemeral:
        shaped["ephemeral"] = True
    return shaped | _measure(upload.data)


def _measure(data: bytes) -> Json:
    try:
        with Image.open(BytesIO(data)) as image:
            return {"width": image.width, "height": image.height}
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return {}


def missing(tree: object, names: set[str], *path: str | int) -> Iterator[Fault]:
    """Find references to files that did not come along."""
    if isinstance(tree, list):
        for index, each in enumerate(tree):
            yield from missing(each, names, *path, index)
    elif isinstance(tree, dict):
        for key, each in tree.items():
            yield from missing(each, names, *path, key)
    elif isinstance(tree, str) and path[-1] == "url" and tree.startswith(_SCHEME):
        name = tree.removeprefix(_SCHEME)
        if _UNSAFE.sub("_", name) not in names:
            yield Fault(path, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                        f'The referenced attachment "{name}" was not found')  # fmt: skip


def resolve(tree: Any, by_name: dict[str, Json]) -> Any:
    """Put the address and size of a file where it is referred to."""
    if isinstance(tree, list):
        return [resolve(each, by_name) for each in tree]
    if not isinstance(tree, dict):
        return tree
    resolved = {key: resolve(each, by_name) for key, each in tree.items()}
    url = tree.get("url")
    if isinstance(url, str) and url.startswith(_SCHEME):
        file = by_name[_UNSAFE.sub("_", url.removeprefix(_SCHEME))]
        shown = ("url", "proxy_url", "width", "height", "content_type")
        resolved |= {key: file[key] for key in shown if key in file}
        resolved["attachment_id"] = file["id"]
    return resolved
