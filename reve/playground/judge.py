"""The judge: Discord's own API description, held against every form that the bot sends."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from reve.playground.limits import Fault

type Json = dict[str, Any]

_DOCUMENT = "urn:discord"
_CALLBACK = ("post", "/interactions/{}/{}/callback")
_CALLBACKS = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
_SHOWN = 300


def blank(path: str) -> str:
    """Take the names out of a path's placeholders."""
    return re.sub(r"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", "{}", path)


class Judge:
    """Find what a form has against the description; forms of unknown routes pass."""

    def __init__(self) -> None:
        document = orjson.loads(files("reve.playground").joinpath("openapi.json").read_bytes())
        self._registry = Registry([(_DOCUMENT, document)])
        self._forms = dict(_forms(document["paths"]))
        self._validator = cache(self._make_validator)

    def faults(self, method: str, path: str, form: Any) -> Iterator[Fault]:
        """Name what differs from the description."""
        key = (method.lower(), blank(path))
        pointer = self._forms.get(key)
        if key == _CALLBACK and form.get("type") in _CALLBACKS:
            pointer = f"/components/schemas/{_CALLBACKS[form['type']]}"
        if pointer is None:
            return
        validator, shown = self._validator(pointer), _as_strings(form)
        if not validator.is_valid(shown):
            for error in validator.iter_errors(shown):
                yield from map(_fault, _telling(error))

    def _make_validator(self, pointer: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": f"{_DOCUMENT}#{pointer}"}, registry=self._registry)


_WORDS = {
    "maxLength": ("BASE_TYPE_MAX_LENGTH", "Must be {} or fewer in length."),
    "maxItems": ("BASE_TYPE_MAX_LENGTH", "Must be {} or fewer in length."),
    "minLength": ("BASE_TYPE_MIN_LENGTH", "Must be {} or more in length."),
    "minItems": ("BASE_TYPE_MIN_LENGTH", "Must be {} or more in length."),
    "maximum": ("NUMBER_TYPE_MAX", "int value should be less than or equal to {}."),
    "minimum": ("NUMBER_TYPE_MIN", "int value should be greater than or equal to {}."),
    "enum": ("BASE_TYPE_CHOICES", "Value must be one of {}."),
    "required": ("BASE_TYPE_REQUIRED", "This field is required"),
}


def _telling(error: ValidationError) -> Iterator[ValidationError]:
    """Look into the one alternative that has the right `type`, where there is exactly one."""
    depth = len(error.instance_path)
    branches: list[list[ValidationError]] = getattr(error.kind, "context", [])
    fitting = [branch for branch in branches if not any(_is_another_kind(each, depth) for each in branch)]
    if len(fitting) != 1:
        yield error
        return
    for inner in fitting[0]:
        yield from _telling(inner)


def _is_another_kind(error: ValidationError, depth: int) -> bool:
    """Tell whether an alternative is for another type of value, or of component."""
    where = error.instance_path[depth:]
    return (not where and error.kind.name == "type") or (where == ["type"] and error.kind.name == "enum")


def _fault(error: ValidationError) -> Fault:
    kind = error.kind
    path = (*error.instance_path, *([kind.value] if kind.name == "required" else ()))
    code, words = _WORDS.get(kind.name, ("NOT_AS_DESCRIBED", error.message[:_SHOWN]))
    return Fault(path, code, words.replace("{}", str(kind.value)))


def _forms(paths: Json) -> Iterator[tuple[tuple[str, str], str]]:
    for path, operations in paths.items():
        for method, operation in operations.items():
            content = (
                operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            )
            if "application/json" in content:
                there = path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
                pointer = f"/paths/{there}/{method}/requestBody/content/application~1json/schema"
                yield (method, blank(path)), pointer


def _as_strings(form: Any) -> Any:
    """Write ids of attachments and recipients as the description wants them; Discord takes both."""
    if not isinstance(form, dict):
        return form
    tidy = dict(form)
    if isinstance(tidy.get("data"), dict):
        tidy["data"] = _as_strings(tidy["data"])
    if isinstance(tidy.get("attachments"), list):
        tidy["attachments"] = [each | {"id": str(each.get("id"))} for each in tidy["attachments"]]
    if isinstance(tidy.get("recipient_id"), int):
        tidy["recipient_id"] = str(tidy["recipient_id"])
    return tidy
