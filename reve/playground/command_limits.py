"""Limits of application commands: pure checks over their definitions."""

import re
from collections.abc import Iterator
from typing import Any

from reve.playground.limits import CHOICES, Fault, count, one_of, text

type Part = dict[str, Any]
type Path = tuple[str | int, ...]

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
OPTIONS = 25
COMMAND_TEXT = 8_000
MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
_NAME = re.compile(r"^[-_'\w]{1,32}$")


def check_all(commands: object) -> Iterator[Fault]:
    """Check a whole set of commands as one overwrites the other."""
    if not isinstance(commands, list):
        yield Fault((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        key = (command.get("type", SLASH), command.get("name"))
        if key in seen:
            yield Fault((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME",
                        "Application command names must be unique")  # fmt: skip
        seen.add(key)
        for fault in check_command(command):
            yield Fault((index, *fault.path), fault.code, fault.message)
    for kind, most in MOST.items():
        if sum(1 for seen_kind, _ in seen if seen_kind == kind) > most:
            yield Fault((), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def check_command(command: Part) -> Iterator[Fault]:
    """Check one command with all its options."""
    if command.get("type", SLASH) == SLASH:
        yield from _check_slash_name(command.get("name"), ("name",))
        yield from text(command.get("description"), 100, "description")
    else:
        yield from text(command.get("name"), 32, "name")
    yield from _check_localizations(command, (), slash=command.get("type", SLASH) == SLASH)
    yield from _check_options(command, (), depth=0)
    if _length(command) > COMMAND_TEXT:
        yield Fault((), "APPLICATION_COMMAND_TOO_LARGE",
                    f"Command exceeds maximum size ({COMMAND_TEXT})")  # fmt: skip


def _check_slash_name(name: object, path: Path) -> Iterator[Fault]:
    if not isinstance(name, str) or not _NAME.match(name) or name != name.lower():
        yield Fault(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_localizations(part: Part, path: Path, *, slash: bool) -> Iterator[Fault]:
    for locale, name in (part.get("name_localizations") or {}).items():
        here = (*path, "name_localizations", locale)
        yield from _check_slash_name(name, here) if slash else text(name, 32, *here)
    for locale, shown in (part.get("description_localizations") or {}).items():
        yield from text(shown, 100, *path, "description_localizations", locale)


def _check_options(part: Part, path: Path, *, depth: int) -> Iterator[Fault]:
    options = part.get("options") or []
    yield from count(options, OPTIONS, *path, "options")
    names, optional_seen = set(), False
    for index, option in enumerate(options):
        here = (*path, "options", index)
        yield from _check_option(option, here, depth=depth)
        if option.get("name") in names:
            yield Fault(here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                        "Option name already exists in options")  # fmt: skip
        names.add(option.get("name"))
        if option.get("required") and optional_seen:
            yield Fault(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options")  # fmt: skip
        optional_seen = optional_seen or not option.get("required")


def _check_option(option: Part, path: Path, *, depth: int) -> Iterator[Fault]:
    yield from _check_slash_name(option.get("name"), (*path, "name"))
    yield from text(option.get("description"), 100, *path, "description")
    yield from _check_localizations(option, path, slash=True)
    kinds = (range(1, 12), (SUBCOMMAND,), range(STRING, ATTACHMENT + 1))[depth]
    yield from one_of(option.get("type"), kinds, *path, "type")
    if option.get("type") in (SUBCOMMAND, GROUP):
        yield from _check_options(option, path, depth=1 if option["type"] == GROUP else 2)
    choices = option.get("choices") or []
    yield from count(choices, CHOICES, *path, "choices")
    for index, choice in enumerate(choices):
        yield from text(choice.get("name"), 100, *path, "choices", index, "name")
        if isinstance(choice.get("value"), str):
            yield from text(choice["value"], 100, *path, "choices", index, "value")
    if choices and option.get("autocomplete"):
        yield Fault(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
                    "Options with autocomplete cannot have choices")  # fmt: skip


def _length(part: Part) -> int:
    own = sum(_longest(part, name) for name in ("name", "description"))
    for choice in part.get("choices") or []:
        own += _longest(choice, "name") + len(str(choice.get("value")))
    return own + sum(map(_length, part.get("options") or []))


def _longest(part: Part, name: str) -> int:
    """Count a text in the locale in which it is longest."""
    texts = [part.get(name), *(part.get(f"{name}_localizations") or {}).values()]
    return max(len(text) if isinstance(text, str) else 0 for text in texts)
