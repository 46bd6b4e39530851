"""Editions: packs that can be played, with the bytes that they are stored as."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reve.content.anatomy import DIRECTORIES, FILES, Pack
from reve.content.build import build
from reve.content.faults import Fault, PackError
from reve.content.files import MAX_BYTES, MAX_FILES, source, texts
from reve.content.loading import read_texts
from reve.game.catalogue import Catalogue

MOST_BYTES: Final = MAX_BYTES * (len(FILES) + MAX_FILES * len(DIRECTORIES))


@dataclass(frozen=True, slots=True)
class Edition:
    """A pack of one version: what it was built into, its icons by species, and its files as bytes."""

    catalogue: Catalogue
    icons: Mapping[str, str]
    body: bytes

    @property
    def version(self) -> int:
        """The version that the pack gives itself."""
        return self.catalogue.version


def read_edition(path: Path | None = None) -> Edition:
    """Read the pack of a folder, the shipped one by default. Raises `PackError`."""
    found = tuple(texts(source(path)))
    return _edition(str(path or "shipped"), found)


def open_edition(body: bytes) -> Edition:
    """Read a pack from the bytes that it is stored as. Raises `PackError`."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(body, MOST_BYTES)
        files = json.loads(text)
        found = tuple((str(name), str(content)) for name, content in files.items())
    except (zlib.error, ValueError, AttributeError) as error:
        fault = Fault("", (), f"the stored bytes are damaged: {error}", "restore the database")
        raise PackError("stored", (fault,)) from error
    return _edition("stored", found)


def _edition(name: str, found: tuple[tuple[str, str] | Fault, ...]) -> Edition:
    reading = read_texts(found)
    if reading.faults:
        raise PackError(name, reading.faults)
    files = dict(one for one in found if not isinstance(one, Fault))
    return Edition(build(reading.pack), _icons(reading.pack), _packed(files))


def _icons(pack: Pack) -> dict[str, str]:
    """Return the icon of each species, without its author."""
    named = (one for file in pack.species.values() for one in file.species.items())
    return {id_: one.icon.partition("/")[2] for id_, one in named}


def _packed(files: Mapping[str, str]) -> bytes:
    """Return files as bytes that are the same wherever they are read."""
    return zlib.compress(json.dumps(files, sort_keys=True, ensure_ascii=False).encode(), level=6)
