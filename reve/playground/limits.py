"""Limits of messages: pure checks that name each fault as Discord does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

CONTENT = 2_000
EMBEDS = 10
EMBED_TEXT = 6_000
FIELDS = 25
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
CHOICES = 25

_EMBED_TEXTS = (("title", 256), ("description", 4_096))
_EMBED_PARTS = (("footer", "text", 2_048), ("author", "name", 256))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a form, and where."""

    path: tuple[str | int, ...]
    code: str
    message: str


def tree(faults: Iterable[Fault]) -> dict[str, Any]:
    """Arrange faults as the nested `errors` object of "Invalid Form Body"."""
    root: dict[str, Any] = {}
    for fault in faults:
        node = root
        for step in fault.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": fault.code, "message": fault.message})
    return root


def required(path: tuple[str | int, ...]) -> Fault:
    """Name a part that must be there."""
    return Fault(path, "BASE_TYPE_REQUIRED", "This field is required")


def text(value: object, most: int, *path: str | int, least: int = 1) -> Iterator[Fault]:
    """Check the length of a text."""
    if not isinstance(value, str):
        yield (
            required(path)
            if value is None
            else Fault(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        )
    elif not value and least:
        yield required(path)
    elif least > 1 and not least <= len(value) <= most:
        yield Fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    elif len(value) > most:
        yield Fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def count(value: object, most: int, *path: str | int, least: int = 0) -> Iterator[Fault]:
    """Check how many entries a list has."""
    if not isinstance(value, list):
        yield Fault(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    elif not least <= len(value) <= most:
        yield Fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")


def one_of(value: object, allowed: Iterable[object], *path: str | int) -> Iterator[Fault]:
    """Check that a value is among those allowed."""
    known = tuple(allowed)
    if value not in known:
        named = ", ".join(map(str, known))
        yield Fault(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{named}}}.")


def check_message(form: dict[str, Any], flags: int) -> Iterator[Fault]:
    """Check the texts, embeds and files of a message; `flags` are those it will have."""
    content = form.get("content")
    embeds = form.get("embeds")
    if content is not None:
        yield from text(content, CONTENT, "content", least=0)
    if flags & COMPONENTS_V2:
        for name in ("content", "embeds", "sticker_ids", "poll"):
            if form.get(name):
                yield Fault(
                    (name,),
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    elif embeds is not None:
        yield from check_embeds(embeds)
    if form.get("attachments") is not None:
        yield from count(form["attachments"], FILES, "attachments")


def check_embeds(embeds: object) -> Iterator[Fault]:
    """Check embeds one by one, then the characters that they have together."""
    yield from count(embeds, EMBEDS, "embeds")
    if not isinstance(embeds, list):
        return
    for index, embed in enumerate(embeds):
        yield from _check_embed(embed, "embeds", index)
    if sum(map(_embed_length, embeds)) > EMBED_TEXT:
        yield Fault(
            ("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBED_TEXT}"
        )


def _check_embed(embed: dict[str, Any], *path: str | int) -> Iterator[Fault]:
    for name, most in _EMBED_TEXTS:
        if embed.get(name) is not None:
            yield from text(embed[name], most, *path, name, least=0)
    for part, name, most in _EMBED_PARTS:
        if embed.get(part) is not None:
            yield from text(embed[part].get(name), most, *path, part, name, least=0)
    fields = embed.get("fields") or []
    yield from count(fields, FIELDS, *path, "fields")
    for index, field in enumerate(fields):
        yield from text(field.get("name"), 256, *path, "fields", index, "name")
        yield from text(field.get("value"), 1_024, *path, "fields", index, "value")


def _embed_length(embed: dict[str, Any]) -> int:
    texts = [embed.get(name) for name, _ in _EMBED_TEXTS]
    texts += [(embed.get(part) or {}).get(name) for part, name, _ in _EMBED_PARTS]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    return sum(len(value) for value in texts if isinstance(value, str))


def check_choices(choices: object) -> Iterator[Fault]:
    """Check the suggestions of an autocomplete."""
    yield from count(choices, CHOICES, "choices")
    if isinstance(choices, list):
        for index, choice in enumerate(choices):
            yield from text(choice.get("name"), 100, "choices", index, "name")
            if isinstance(choice.get("value"), str):
                yield from text(choice["value"], 100, "choices", index, "value", least=0)
