"""The commands that the bot has registered, global and by guild."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from reve.playground.command_limits import SLASH, check_all, check_command
from reve.playground.errors import refuse_faults, unknown
from reve.playground.world import BOT_DM_CONTEXT, EVERYTHING, GUILD_CONTEXT, Channel, World

type Json = dict[str, Any]
type Scope = int | None

_DEFAULTS: Json = {
    "type": SLASH,
    "name_localizations": None,
    "description": "",
    "description_localizations": None,
    "default_member_permissions": None,
    "dm_permission": True,
    "contexts": None,
    "integration_types": [0],
    "nsfw": False,
}


@dataclass(slots=True)
class CommandBook:
    """Keep the commands of each scope: a guild's id, or None for global ones."""

    world: World
    _commands: dict[int, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._commands = {id_: orjson.loads(body) for id_, body in self.world.store.load("command")}

    def of(self, scope: Scope) -> list[Json]:
        """List the commands of a scope."""
        wanted = str(scope) if scope else None
        return [command for command in self._commands.values() if command.get("guild_id") == wanted]

    def command(self, id_: int) -> Json:
        """Find a command. :raises Refused: there is none."""
        if id_ not in self._commands:
            raise unknown("application command", 10063)
        return self._commands[id_]

    def add(self, scope: Scope, form: Json) -> Json:
        """Register a command, in place of one with its name."""
        refuse_faults(check_command(form))
        self._drop(_same(self.of(scope), form))
        return self._keep(self._shape(scope, form, self.world.ids.next()))

    def edit(self, id_: int, form: Json) -> Json:
        """Change parts of a command."""
        changed = self.command(id_) | _told(form) | {"version": str(self.world.ids.next())}
        refuse_faults(check_command(changed))
        return self._keep(changed)

    def remove(self, id_: int) -> None:
        """Take a command away."""
        self._drop([self.command(id_)])

    def overwrite(self, scope: Scope, forms: list[Json]) -> list[Json]:
        """Put these commands in place of all of a scope; those that keep their name keep their id."""
        refuse_faults(check_all(forms))
        before = self.of(scope)
        kept = [next(_same(before, form), None) for form in forms]
        self._drop(iter(before))
        return [
            self._keep(self._shape(scope, form, int(old["id"]) if old else self.world.ids.next()))
            for form, old in zip(forms, kept, strict=True)
        ]

    def offered(self, user_id: int, channel: Channel) -> list[Json]:
        """List the commands that a user may use in a channel."""
        own = self.of(channel.guild_id) if channel.guild_id else []
        shared = [command for command in self.of(None) if not any(_same(own, command))]
        mine = self.world.guild(channel.guild_id).permissions_of(user_id) if channel.guild_id else EVERYTHING
        installed = {1} if channel.private or not self.world.has_bot(channel) else {0, 1}
        return [
            command
            for command in own + shared
            if _permitted(command["default_member_permissions"], mine)
            and _fits(command, channel.context)
            and not installed.isdisjoint(command["integration_types"])
        ]

    def _shape(self, scope: Scope, form: Json, id_: int) -> Json:
        own = {"id": str(id_), "application_id": str(self.world.application.id)}
        own |= {"version": str(self.world.ids.next())} | ({"guild_id": str(scope)} if scope else {})
        return _DEFAULTS | _told(form) | own

    def _keep(self, command: Json) -> Json:
        id_ = int(command["id"])
        self._commands[id_] = command
        self.world.store.put("command", id_, orjson.dumps(command))
        self.world.feed.tell("commands", None)
        return command

    def _drop(self, commands: Iterator[Json] | list[Json]) -> None:
        for command in list(commands):
            del self._commands[int(command["id"])]
            self.world.store.delete("command", int(command["id"]))
            self.world.feed.tell("commands", None)


def _same(commands: list[Json], form: Json) -> Iterator[Json]:
    key = (form.get("type", SLASH), form["name"])
    return (command for command in commands if (command["type"], command["name"]) == key)


def _told(form: Json) -> Json:
    """Take what a form says; null is Discord's default, where there is one."""
    return {name: value if value is not None else _DEFAULTS.get(name) for name, value in form.items()}


def localised(part: Json, locale: str | None) -> Json:
    """Add the names and descriptions of a locale, with those of all options."""
    named = {
        f"{what}_localized": part[f"{what}_localizations"][locale]
        for what in ("name", "description")
        if locale in (part.get(f"{what}_localizations") or {})
    }
    if part.get("options"):
        named["options"] = [localised(option, locale) for option in part["options"]]
    return part | named


def without_localizations(part: Json) -> Json:
    """Leave out all other locales, as the API does unless asked for them."""
    shown = {name: value for name, value in part.items() if not name.endswith("_localizations")}
    if part.get("options"):
        shown["options"] = [without_localizations(option) for option in part["options"]]
    return shown


def _permitted(needed: str | None, mine: int) -> bool:
    """Tell whether a member may use a command; "0" is for administrators alone."""
    return needed is None or mine == EVERYTHING or (needed != "0" and not int(needed) & ~mine)


def _fits(command: Json, context: int) -> bool:
    if command["contexts"] is not None:
        return context in command["contexts"]
    return context == GUILD_CONTEXT or (context == BOT_DM_CONTEXT and bool(command["dm_permission"]))
