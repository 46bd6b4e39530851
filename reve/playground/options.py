"""What a user typed for a command, as the typed options of an interaction."""

from collections.abc import Mapping
from typing import Any

from reve.playground import shapes
from reve.playground.command_limits import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    SUBCOMMAND,
    USER,
)
from reve.playground.errors import Refused
from reve.playground.world import Guild, World

type Json = dict[str, Any]

_LARGEST = 1 << 53


def impossible(why: str) -> Refused:
    """Refuse an act that Discord's own client would not let a user do."""
    return Refused(400, 0, why)


def names(part: Json, locale: str) -> set[str]:
    """List what a command or option may be called by a user of this locale."""
    return {part["name"], (part.get("name_localizations") or {}).get(locale, part["name"])}


def find(commands: list[Json], path: str, locale: str) -> tuple[Json, list[Json], list[Json]]:
    """Find a command by a path such as "esprit view".

    Gives the command, the subcommands on the way, and the options to fill in.
    :raises Refused: there is no such command for this user here.
    """
    name, *rest = path.removeprefix("/").split()
    command = next((each for each in commands if name in names(each, locale)), None)
    if command is None:
        raise impossible(f"there is no command /{name} for this user here")
    way: list[Json] = []
    options: list[Json] = command.get("options") or []
    for step in rest:
        inner = next((each for each in options if step in names(each, locale)), None)
        if inner is None or inner["type"] not in (SUBCOMMAND, GROUP):
            raise impossible(f"/{name} has no subcommand {step}")
        way.append(inner)
        options = inner.get("options") or []
    if any(option["type"] in (SUBCOMMAND, GROUP) for option in options):
        raise impossible(f"/{path} needs a subcommand")
    return command, way, options


def nest(way: list[Json], filled: list[Json]) -> list[Json]:
    """Put filled options under the subcommands that lead to them."""
    for step in reversed(way):
        filled = [{"type": step["type"], "name": step["name"], "options": filled}]
    return filled


def fill(defined: list[Json], given: Mapping[str, Any], *, focused: str | None = None) -> list[Json]:
    """Type and check what a user gave; a command with a focused option may be incomplete.

    :raises Refused: Discord's client would not have sent it.
    """
    known = {option["name"]: option for option in defined}
    for name in given:
        if name not in known:
            raise impossible(f"there is no option {name}")
    missing = [name for name, option in known.items() if option.get("required") and name not in given]
    if missing and focused is None:
        raise impossible(f"the option {missing[0]} is required")
    filled = []
    for name, option in known.items():
        if name in given:
            half = focused is not None
            value = given[name] if half else _checked(option, given[name])
            filled.append({"type": option["type"], "name": name, "value": value})
            if name == focused:
                filled[-1] |= {"focused": True, "value": str(value)}
    return filled


def forge(defined: list[Json], given: Mapping[str, Any]) -> list[Json]:
    """Type what was given without checking it, as a broken or stale client would."""
    kinds = {option["name"]: option["type"] for option in defined}
    return [{"type": kinds.get(name, STRING), "name": name, "value": value} for name, value in given.items()]


def _checked(option: Json, value: Any) -> Any:
    kind, name = option["type"], option["name"]
    if kind in (INTEGER, NUMBER):
        value = _number(option, value)
    elif kind == BOOLEAN:
        if not isinstance(value, bool):
            raise impossible(f"{name} must be true or false")
    else:
        value = str(value)
        if not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6_000):
            raise impossible(f"{name} has the wrong length")
    choices = option.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise impossible(f"{name} must be one of its choices")
    return value


def _number(option: Json, value: Any) -> int | float:
    kind, name = option["type"], option["name"]
    try:
        number = int(str(value)) if kind == INTEGER else float(value)
    except ValueError as error:
        raise impossible(f"{name} must be a number") from error
    least, most = option.get("min_value", -_LARGEST), option.get("max_value", _LARGEST)
    if not least <= number <= most:
        raise impossible(f"{name} must be from {least} to {most}")
    return number


def resolved(world: World, guild: Guild | None, entries: list[tuple[int, str]]) -> Json:
    """Describe the users, roles and channels that values of these kinds refer to."""
    found: dict[str, Json] = {}
    for kind, value in entries:
        id_ = int(value) if value.isdecimal() else 0
        if kind in (USER, MENTIONABLE) and id_ in world.users:
            user = world.users[id_]
            found.setdefault("users", {})[value] = shapes.user(user)
            if guild is not None:
                member = shapes.member(user, guild)
                del member["user"]
                found.setdefault("members", {})[value] = member
        elif kind in (ROLE, MENTIONABLE) and guild is not None:
            roles = {role.id: shapes.role(role, at) for at, role in enumerate(guild.roles)}
            if id_ in roles:
                found.setdefault("roles", {})[value] = roles[id_]
        elif kind == CHANNEL and id_ in world.channels:
            found.setdefault("channels", {})[value] = shapes.channel(world.channels[id_], world)
    return found


RESOLVED_KINDS = (USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT)
