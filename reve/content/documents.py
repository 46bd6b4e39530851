"""Strict YAML: mappings, lists, text, whole numbers, true, false and null, and nothing that can surprise.

The text is read event by event, so that neither depth nor repetition can exhaust anything. Anchors,
aliases and tags are refused: content needs none, and without them no text grows or runs anything.
Only `null`, `true`, `false` and whole numbers (`12`, `-5`, `1_000`) are more than text when unquoted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from reve.content.faults import Fault, Path

MAX_DEPTH: Final = 12
MAX_VALUES: Final = 50_000

_NUMBER = re.compile(r"-?(0|[1-9][0-9_]*)")
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_BIGGEST: Final = 2**63


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and the line that each path in it begins on."""

    file: str
    value: object
    lines: Mapping[Path, int] = field(repr=False)

    def closest(self, path: Path, *, and_last: bool = False) -> Path:
        """Drop the parts of a path that lead nowhere, but keep the last one if asked to."""
        found: Path = ()
        value = self.value
        for part in path:
            match value:
                case dict() if part in value:
                    value = value[part]
                case list() if isinstance(part, int) and part < len(value):
                    value = value[part]
                case _:
                    continue
            found = (*found, part)
        return (*found, path[-1]) if and_last else found

    def line_of(self, path: Path) -> int | None:
        """Return the line of a path, or of the innermost thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read(file: str, text: str) -> tuple[Document, list[Fault]]:
    """Read a file's text; the document is complete only if there is no fault."""
    reader = _Reader(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark or error.context_mark)
        reader.fault((), f"not YAML: {error.problem or error.context}", "check quotes and indents", line)
    except yaml.YAMLError as error:
        reader.fault((), f"not YAML: {str(error).splitlines()[0]}", "remove what is no plain text", None)
    except _Enough as enough:
        reader.fault(enough.path, enough.reason, enough.remedy, enough.line)
    return Document(file, reader.value, reader.lines), reader.faults


class _Enough(Exception):
    """Reading on makes no sense."""

    def __init__(self, path: Path, reason: str, remedy: str, line: int | None) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason
        self.remedy = remedy
        self.line = line


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is not finished yet; `key` is the key that waits for its value."""

    path: Path
    into: dict[Any, Any] | list[Any]
    key: Any = None

    def next_path(self) -> Path:
        return (*self.path, len(self.into) if isinstance(self.into, list) else self.key)


class _Reader:
    """Builds values from YAML's events and gathers faults on the way."""

    def __init__(self, file: str) -> None:
        self.value: object = None
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self._file = file
        self._frames: list[_Frame] = []
        self._count = 0
        self._documents = 0

    def fault(self, path: Path, reason: str, remedy: str, line: int | None) -> None:
        self.faults.append(Fault(self._file, path, reason, remedy, line))

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise self._enough(event, "there is more than one document", "remove the line with '---'")
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._frames.pop()
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.AliasEvent():
                raise self._enough(event, f"the alias *{event.anchor} is not allowed", "write out what it is")

    def _enough(self, event: yaml.Event, reason: str, remedy: str) -> _Enough:
        frame = self._frames[-1] if self._frames else None
        path = frame.next_path() if frame and not self._wants_key() else frame.path if frame else ()
        return _Enough(path, reason, remedy, _line(event.start_mark))

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self._frames) >= MAX_DEPTH:
            raise self._enough(event, f"it is nested deeper than {MAX_DEPTH} levels", "check the brackets")
        if self._wants_key():
            raise self._enough(event, "a key is a mapping or a list", "make the key plain text or a number")
        into: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._frames[-1].next_path() if self._frames else ()
        self._check(event, path)
        self._put(into, _line(event.start_mark))
        self._frames.append(_Frame(path, into))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value: Any = event.value
        if event.implicit[0] and not event.style:  # neither quoted nor a block
            value = self._plain(event)
        if not self._wants_key():
            self._check(event, self._frames[-1].next_path() if self._frames else ())
            self._put(value, _line(event.start_mark))
            return
        frame = self._frames[-1]
        line = _line(event.start_mark)
        self._check(event, (*frame.path, event.value))
        if not isinstance(value, str | int) or isinstance(value, bool):
            value = event.value
            self.fault((*frame.path, value), "this key is not text", "put the key in quotes", line)
        if value in frame.into:
            self.fault((*frame.path, value), "this key is here twice", "remove one", line)
        frame.key = value

    def _plain(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if text in _WORDS:
            return _WORDS[text]
        if not _NUMBER.fullmatch(text):
            return text
        digits = text.replace("_", "")
        if len(digits) > 20 or not -_BIGGEST <= int(digits) < _BIGGEST:
            raise self._enough(event, f"the number {text[:24]} is beyond 64 bits", "make it smaller")
        return int(digits)

    def _wants_key(self) -> bool:
        return bool(self._frames) and isinstance(self._frames[-1].into, dict) and self._frames[-1].key is None

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: Path) -> None:
        """Count a value, and refuse what makes YAML more than data."""
        self._count += 1
        if self._count > MAX_VALUES:
            raise self._enough(event, f"it has more than {MAX_VALUES} values", "drop what is too much")
        line = _line(event.start_mark)
        if event.anchor is not None:
            self.fault(path, f"the anchor &{event.anchor} is not allowed", "remove it", line)
        if event.tag is not None:
            self.fault(path, f"the tag {event.tag} is not allowed", "remove it", line)

    def _put(self, value: object, line: int) -> None:
        if not self._frames:
            self.value = value
            self.lines[()] = line
            return
        frame = self._frames[-1]
        self.lines[frame.next_path()] = line
        if isinstance(frame.into, list):
            frame.into.append(value)
        else:
            frame.into.setdefault(frame.key, value)
            frame.key = None


def _line(mark: Any) -> int:
    """Count lines from 1; libyaml's marks are as good as PyYAML's."""
    return int(mark.line) + 1 if mark else 1
