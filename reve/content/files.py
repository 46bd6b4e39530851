"""The files of a content pack: which there may be, and their text within bounds."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from reve.content.anatomy import DIRECTORIES, FILES, SUFFIX
from reve.content.faults import Fault

MAX_BYTES: Final = 512 * 1024
MAX_FILES: Final = 64


def shipped() -> Traversable:
    """Return the directory of the pack that comes with the bot."""
    return files("reve.content") / "pack"


def source(path: Path | None) -> Traversable:
    """Return the directory of a pack: the given one, or the shipped one."""
    return shipped() if path is None else path


def texts(root: Traversable) -> Iterator[tuple[str, str] | Fault]:
    """Yield name and text of each file of a pack, or what is wrong with it."""
    entries = _entries("", root)
    if isinstance(entries, Fault):
        yield entries
        return
    for name in FILES:
        yield _text(name, entries[name]) if name in entries else _missing(name)
    for name in DIRECTORIES:
        if name in entries:
            yield from _directory(name, entries[name])
        else:
            yield _missing(name)
    for name in sorted(entries.keys() - FILES.keys() - DIRECTORIES.keys()):
        yield Fault(name, (), "no such file belongs to a pack", "correct its name or move it away")


def _directory(within: str, directory: Traversable) -> Iterator[tuple[str, str] | Fault]:
    entries = _entries(within, directory)
    if isinstance(entries, Fault):
        yield entries
        return
    if len(entries) > MAX_FILES:
        yield Fault(within, (), f"it has more than {MAX_FILES} files", "join some of them")
        return
    for short, entry in sorted(entries.items()):
        name = f"{within}/{short}"
        if short.endswith(SUFFIX):
            yield _text(name, entry)
        else:
            yield Fault(name, (), f"the name does not end in {SUFFIX}", "correct its name or move it away")


def _entries(name: str, directory: Traversable) -> dict[str, Traversable] | Fault:
    """List a directory without hidden entries."""
    try:
        return {entry.name: entry for entry in directory.iterdir() if not entry.name.startswith(".")}
    except OSError as error:
        return Fault(
            name, (), f"no directory that can be read: {error.strerror}", "check its path and rights"
        )


def _missing(name: str) -> Fault:
    return Fault(name, (), "it is missing", "take it over from the shipped pack")


def _text(name: str, entry: Traversable) -> tuple[str, str] | Fault:
    try:
        if not entry.is_file():
            return Fault(name, (), "it is no plain file", "put a text file there")
        with entry.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return Fault(name, (), f"it cannot be read: {error.strerror}", "check the file's rights")
    if len(raw) > MAX_BYTES:
        return Fault(name, (), f"it is larger than {MAX_BYTES // 1024} KiB", "drop what is too much")
    try:
        return name, raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Fault(name, (), f"byte {error.start} is not UTF-8", "save the file as UTF-8", line)
