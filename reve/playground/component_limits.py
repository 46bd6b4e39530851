"""Limits of components and modals: pure checks over their trees."""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from reve.playground.limits import Fault, count, one_of, required, text

type Part = dict[str, Any]
type Path = tuple[str | int, ...]

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23

LEGACY_ROWS = 5
V2_PARTS = 40
V2_TEXT = 4_000
_TOP_V2 = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
_IN_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
_IN_LABEL = (STRING_SELECT, TEXT_INPUT, 5, 6, 7, 8, UPLOAD, RADIO, CHECKBOXES, CHECKBOX)
_IN_MODAL = (ROW, TEXT, LABEL)
_LINK_STYLE, _PREMIUM_STYLE = 5, 6
_MEDIA_URL = re.compile(r"(https?|attachment)://\S+")


def walk(parts: list[Part]) -> Iterator[Part]:
    """Visit every component of a tree, parents first."""
    for part in parts:
        yield part
        yield from walk(part.get("components") or [])
        yield from walk([part[name] for name in ("accessory", "component") if part.get(name)])


def check_components(parts: object, *, v2: bool) -> Iterator[Fault]:
    """Check the components of a message, old style or Components V2."""
    yield from count(parts, V2_PARTS if v2 else LEGACY_ROWS, "components")
    if not isinstance(parts, list):
        return
    allowed = _TOP_V2 if v2 else (ROW,)
    for index, part in enumerate(parts):
        yield from _check_part(part, allowed, ("components", index))
    yield from _check_whole(list(walk(parts)))


def _check_whole(parts: list[Part]) -> Iterator[Fault]:
    if len(parts) > V2_PARTS:
        yield Fault(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                    f"The total number of components cannot exceed {V2_PARTS}")  # fmt: skip
    shown = sum(len(part.get("content") or "") for part in parts if part.get("type") == TEXT)
    if shown > V2_TEXT:
        yield Fault(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                    f"The total displayable text size cannot exceed {V2_TEXT}")  # fmt: skip
    ids = [part["custom_id"] for part in parts if isinstance(part.get("custom_id"), str)]
    if len(ids) != len(set(ids)):
        yield Fault(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated")  # fmt: skip


def check_modal(form: Part) -> Iterator[Fault]:
    """Check a modal: its title, its id and its one to five parts."""
    yield from text(form.get("title"), 45, "title")
    yield from text(form.get("custom_id"), 100, "custom_id")
    parts = form.get("components")
    yield from count(parts, 5, "components", least=1)
    if isinstance(parts, list):
        for index, part in enumerate(parts):
            yield from _check_part(part, _IN_MODAL, ("components", index))
        yield from _check_whole(list(walk(parts)))


def _check_part(part: object, allowed: tuple[int, ...], path: Path) -> Iterator[Fault]:
    kind = part.get("type") if isinstance(part, dict) else None
    wrong = list(one_of(kind, allowed, *path, "type"))
    yield from wrong
    if not wrong and isinstance(part, dict) and isinstance(kind, int):
        yield from _CHECKS[kind](part, path)


def _check_row(part: Part, path: Path) -> Iterator[Fault]:
    children = part.get("components")
    kinds = [child.get("type") for child in children] if isinstance(children, list) else []
    buttons = bool(kinds) and kinds[0] == BUTTON
    yield from count(children, 5 if buttons else 1, *path, "components", least=1)
    in_modal = path[0] == "components" and kinds[:1] == [TEXT_INPUT]
    allowed = (BUTTON,) if buttons else (TEXT_INPUT,) if in_modal else SELECTS
    for index, child in enumerate(children or []):
        yield from _check_part(child, allowed, (*path, "components", index))


def _check_button(part: Part, path: Path) -> Iterator[Fault]:
    style = part.get("style")
    yield from one_of(style, range(1, 7), *path, "style")
    if part.get("label") is not None:
        yield from text(part["label"], 80, *path, "label", least=0)
    if style == _LINK_STYLE:
        yield from text(part.get("url"), 512, *path, "url")
        if part.get("custom_id"):
            yield Fault(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                        "A custom id and url cannot both be specified")  # fmt: skip
    elif style != _PREMIUM_STYLE:
        yield from text(part.get("custom_id"), 100, *path, "custom_id")
        if not part.get("label") and not part.get("emoji"):
            yield Fault(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")


def _check_options(part: Part, path: Path, *, least: int, most: int, what: int) -> Iterator[Fault]:
    options = part.get("options")
    yield from count(options, most, *path, "options", least=least)
    for index, option in enumerate(options if isinstance(options, list) else []):
        yield from text(option.get("label"), what, *path, "options", index, "label")
        yield from text(option.get("value"), what, *path, "options", index, "value")
        if option.get("description") is not None:
            yield from text(option["description"], what, *path, "options", index, "description", least=0)
    values = [option.get("value") for option in options or []]
    if len(values) != len(set(values)):
        yield Fault((*path, "options"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used")  # fmt: skip


def _check_select(part: Part, path: Path) -> Iterator[Fault]:
    yield from text(part.get("custom_id"), 100, *path, "custom_id")
    if part.get("placeholder") is not None:
        yield from text(part["placeholder"], 150, *path, "placeholder", least=0)
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    if not 0 <= least <= most <= 25 or most < 1:
        yield Fault((*path, "max_values"), "NUMBER_TYPE_MIN", "int value should be between 1 and 25.")
    if part["type"] == STRING_SELECT:
        yield from _check_options(part, path, least=1, most=25, what=100)


def _check_text_input(part: Part, path: Path) -> Iterator[Fault]:
    yield from text(part.get("custom_id"), 100, *path, "custom_id")
    yield from one_of(part.get("style"), (1, 2), *path, "style")
    if len(path) and path[-1] != "component":
        yield from text(part.get("label"), 45, *path, "label")
    for name, most in (("value", 4_000), ("placeholder", 100)):
        if part.get(name) is not None:
            yield from text(part[name], most, *path, name, least=0)


def _check_label(part: Part, path: Path) -> Iterator[Fault]:
    yield from text(part.get("label"), 45, *path, "label")
    if part.get("description") is not None:
        yield from text(part["description"], 100, *path, "description")
    yield from _check_part(part.get("component"), _IN_LABEL, (*path, "component"))


def _check_section(part: Part, path: Path) -> Iterator[Fault]:
    children = part.get("components")
    yield from count(children, 3, *path, "components", least=1)
    for index, child in enumerate(children or []):
        yield from _check_part(child, (TEXT,), (*path, "components", index))
    yield from _check_part(part.get("accessory"), (BUTTON, THUMBNAIL), (*path, "accessory"))


def _check_text(part: Part, path: Path) -> Iterator[Fault]:
    yield from text(part.get("content"), V2_TEXT, *path, "content")


def _check_media(part: Part, name: str, path: Path) -> Iterator[Fault]:
    url = (part.get(name) or {}).get("url")
    yield from text(url, 2_048, *path, name, "url")
    if isinstance(url, str) and not _MEDIA_URL.fullmatch(url):
        yield Fault((*path, name, "url"), "URL_TYPE_INVALID_SCHEME",
                    "Scheme must be one of ('attachment', 'http', 'https').")  # fmt: skip
    if part.get("description") is not None:
        yield from text(part["description"], 1_024, *path, "description")


def _check_thumbnail(part: Part, path: Path) -> Iterator[Fault]:
    yield from _check_media(part, "media", path)


def _check_gallery(part: Part, path: Path) -> Iterator[Fault]:
    yield from count(part.get("items"), 10, *path, "items", least=1)
    for index, item in enumerate(part.get("items") or []):
        yield from _check_media(item, "media", (*path, "items", index))


def _check_file(part: Part, path: Path) -> Iterator[Fault]:
    url = (part.get("file") or {}).get("url", "")
    if not url.startswith("attachment://") and not url.startswith("http"):
        yield required((*path, "file", "url"))


def _check_separator(part: Part, path: Path) -> Iterator[Fault]:
    yield from one_of(part.get("spacing", 1), (1, 2), *path, "spacing")


def _check_container(part: Part, path: Path) -> Iterator[Fault]:
    colour = part.get("accent_color")
    if colour is not None and not 0 <= colour <= 0xFFFFFF:
        yield Fault((*path, "accent_color"), "NUMBER_TYPE_MAX",
                    "int value should be less than or equal to 16777215.")  # fmt: skip
    yield from count(part.get("components"), V2_PARTS, *path, "components", least=1)
    for index, child in enumerate(part.get("components") or []):
        yield from _check_part(child, _IN_CONTAINER, (*path, "components", index))


def _check_radio(part: Part, path: Path) -> Iterator[Fault]:
    least = 2 if part["type"] == RADIO else 1
    named = text(part.get("custom_id"), 100, *path, "custom_id")
    yield from chain(named, _check_options(part, path, least=least, most=10, what=100))


def _check_named(part: Part, path: Path) -> Iterator[Fault]:
    yield from text(part.get("custom_id"), 100, *path, "custom_id")


_CHECKS: dict[int, Callable[[Part, Path], Iterator[Fault]]] = {
    ROW: _check_row,
    BUTTON: _check_button,
    TEXT_INPUT: _check_text_input,
    SECTION: _check_section,
    TEXT: _check_text,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
    LABEL: _check_label,
    UPLOAD: _check_named,
    CHECKBOX: _check_named,
    RADIO: _check_radio,
    CHECKBOXES: _check_radio,
    **dict.fromkeys(SELECTS, _check_select),
}
