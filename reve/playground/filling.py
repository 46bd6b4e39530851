"""A modal as a user fills it in: each field's value, as its kind wants it."""

from collections.abc import Mapping
from typing import Any

from reve.playground.component_limits import (
    CHECKBOX,
    CHECKBOXES,
    LABEL,
    RADIO,
    SELECTS,
    STRING_SELECT,
    TEXT,
    UPLOAD,
)
from reve.playground.options import impossible

type Json = dict[str, Any]

_CHOICES = (STRING_SELECT, RADIO, CHECKBOXES)


def submitted(part: Json, given: Mapping[str, Any], *, forged: bool) -> Json:
    """Fill in one part of a modal. :raises Refused: Discord's client would not have sent it."""
    if part["type"] == TEXT:
        return {"type": TEXT, "id": part.get("id", 0)}
    inner = part["component"] if part["type"] == LABEL else part["components"][0]
    filled = {"type": inner["type"], "id": inner.get("id", 0), "custom_id": inner["custom_id"]}
    filled |= _value(inner, given.get(inner["custom_id"]), forged=forged)
    shell: Json = {"type": part["type"], "id": part.get("id", 0)}
    return shell | ({"component": filled} if part["type"] == LABEL else {"components": [filled]})


def check_values(part: Json, values: list[str]) -> None:
    """Check what is chosen from a select or a group. :raises Refused: it cannot be chosen."""
    most = len(part["options"]) if part["type"] == CHECKBOXES else 1
    if not part.get("min_values", 1) <= len(values) <= part.get("max_values", most):
        raise impossible("too many or too few are chosen")
    if part["type"] in _CHOICES:
        offered = {option["value"] for option in part["options"]}
        if wrong := set(values) - offered:
            raise impossible(f"{min(wrong)} is not among the options")


def _value(part: Json, value: Any, *, forged: bool) -> Json:
    kind, needed = part["type"], part.get("required", True) is not False
    if kind in (*SELECTS, CHECKBOXES, UPLOAD):
        chosen = list(value or [])
        if not forged and (chosen or needed):
            check_values(part, chosen)
        return {"values": chosen}
    if kind == RADIO:
        if not forged and (value is not None or needed):
            check_values(part, [] if value is None else [value])
        return {"value": value}
    if kind == CHECKBOX:
        return {"value": bool(part.get("default")) if value is None else value}
    entered = str(value if value is not None else part.get("value") or "")
    least, most = part.get("min_length") or 0, part.get("max_length") or 4_000
    if not forged and ((needed and not entered) or (entered and not least <= len(entered) <= most)):
        raise impossible(f"the field {part['custom_id']} is not filled in as it must be")
    return {"value": entered}
