"""The commands that the bot has registered, global and by guild."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from reve.playground.command_limits import SLASH, check_all, check_command
from reve.playground.errors import refuse_faults, unknown
from reve.playground.world import World

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
        changed = self.command(id_) | form | {"version": str(self.world.ids.next())}
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

    def offered(self, user_id: int, guild_id: int | None) -> list[Json]:
        """List the commands that a user may use in a guild, or in direct messages."""
        if guild_id is None:
            return [command for command in self.of(None) if _in_dm(command)]
        mine = self.world.guild(guild_id).permissions_of(user_id)
        own = self.of(guild_id)
        shared = [command for command in self.of(None) if not any(_same(own, command))]
        return [
            command
            for command in own + shared
            if not int(command["default_member_permissions"] or 0) & ~mine and _in_guild(command)
        ]

    def _shape(self, scope: Scope, form: Json, id_: int) -> Json:
        own = {"id": str(id_), "application_id": str(self.world.application.id)}
        own |= {"version": str(self.world.ids.next())} | ({"guild_id": str(scope)} if scope else {})
        return _DEFAULTS | form | own

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


def _in_dm(command: Json) -> bool:
    contexts = command["contexts"]
    return 1 in contexts if contexts is not None else bool(command["dm_permission"])


def _in_guild(command: Json) -> bool:
    return command["contexts"] is None or 0 in command["contexts"]
