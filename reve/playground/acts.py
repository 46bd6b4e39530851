"""What users do: commands, presses, choices and forms, sent to the bot as interactions."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reve.playground import options as typed
from reve.playground import shapes
from reve.playground.command_limits import CHANNEL, MENTIONABLE, ROLE, SLASH, USER
from reve.playground.commands import CommandBook
from reve.playground.component_limits import BUTTON, LABEL, SELECTS, STRING_SELECT, TEXT, walk
from reve.playground.conversation import Conversation
from reve.playground.gateway import Gateway
from reve.playground.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
    Interactions,
)
from reve.playground.limits import FILE_BYTES
from reve.playground.misbehaviour import Kind, Misbehaviour
from reve.playground.options import impossible
from reve.playground.world import EVERYTHING, Channel, Message, World

type Json = dict[str, Any]

_SELECTED = {5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}


@dataclass(frozen=True, slots=True)
class Who:
    """A user in a channel, and how far Discord's clock or delivery is off for what they do.

    `age_s`: it happened so long ago, and its deadlines run since then. `skew_s`: only the time in
    its id is off. `forged`: sent as it is, although Discord's client would refuse.
    """

    user_id: int
    channel: Channel
    age_s: float = 0.0
    skew_s: float = 0.0
    forged: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """Turn what a user does into an interaction and send it to the bot."""

    world: World
    commands: CommandBook
    interactions: Interactions
    gateway: Gateway
    misbehaviour: Misbehaviour
    conversation: Conversation

    async def slash(self, who: Who, path: str, given: Mapping[str, Any]) -> Interaction:
        """Use a command."""
        command, way, defined = self._find(who, path)
        filled = typed.forge(defined, given) if who.forged else typed.fill(defined, given)
        return await self._send(who, COMMAND, self._command_data(who, command, way, filled))

    async def autocomplete(self, who: Who, path: str, given: Mapping[str, Any], focused: str) -> Interaction:
        """Ask for suggestions for the option that is being typed."""
        command, way, defined = self._find(who, path)
        option = next((each for each in defined if each["name"] == focused), None)
        if option is None or not option.get("autocomplete"):
            raise impossible(f"the option {focused} has no autocomplete")
        filled = typed.fill(defined, {focused: "", **given}, focused=focused)
        return await self._send(who, AUTOCOMPLETE, self._command_data(who, command, way, filled))

    async def component(
        self, who: Who, message: Message, custom_id: str, values: list[str] | None = None
    ) -> Interaction:
        """Press a button, or choose from a select."""
        part = next(
            (each for each in walk(message.body["components"]) if each.get("custom_id") == custom_id), None
        )
        if part is None and not who.forged:
            raise impossible("the message has no such component")
        part = part or {"type": STRING_SELECT if values is not None else BUTTON}
        if not who.forged:
            self._check_press(who, message, part, values)
        data: Json = {"custom_id": custom_id, "component_type": part["type"], "id": part.get("id", 1)}
        if part["type"] in SELECTS:
            data["values"] = values or []
            data["resolved"] = self._resolved(
                who, [(_SELECTED.get(part["type"], 0), v) for v in values or []]
            )
        return await self._send(who, COMPONENT, data, message)

    def _check_press(self, who: Who, message: Message, part: Json, values: list[str] | None) -> None:
        if not message.visible_to(who.user_id) or not self.world.may_see(who.user_id, who.channel):
            raise impossible("the user does not see this message")
        if part.get("disabled"):
            raise impossible("the component is disabled")
        if part["type"] in SELECTS:
            _check_values(part, values or [])

    async def submit(self, who: Who, shown: Interaction, given: Mapping[str, Any]) -> Interaction:
        """Send in the modal that an interaction was answered with."""
        if shown.modal is None or shown.user_id != who.user_id:
            raise impossible("this user has no such modal open")
        names = {part["custom_id"] for part in walk(shown.modal["components"]) if part.get("custom_id")}
        if wrong := set(given) - names:
            raise impossible(f"the modal has no field {min(wrong)}")
        filled = [_submitted(part, given, forged=who.forged) for part in shown.modal["components"]]
        selected = [
            (_SELECTED[part["type"]], value)
            for part in walk(shown.modal["components"])
            if part["type"] in _SELECTED
            for value in given.get(part["custom_id"], [])
        ]
        data = {"custom_id": shown.modal["custom_id"], "components": filled}
        source = self.world.messages[who.channel.id].get(shown.source_id or 0)
        return await self._send(who, MODAL_SUBMIT, data | {"resolved": self._resolved(who, selected)}, source)

    async def deliver(self, interaction: Interaction) -> None:
        """Send an interaction to the bot, be it for the first time or once more."""
        guild_id = interaction.payload.get("guild_id")
        await self.gateway.dispatch(
            "INTERACTION_CREATE", interaction.payload, int(guild_id) if guild_id else None
        )

    def _find(self, who: Who, path: str) -> tuple[Json, list[Json], list[Json]]:
        offered = self.commands.offered(who.user_id, who.channel.guild_id)
        return typed.find([each for each in offered if each["type"] == SLASH], path)

    def _command_data(self, who: Who, command: Json, way: list[Json], filled: list[Json]) -> Json:
        data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        # A guild's id on a global command would make disnake overwrite that guild's commands.
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        if filled or way:
            data["options"] = typed.nest(way, filled)
        values = [
            (each["type"], str(each["value"])) for each in filled if each["type"] in typed.RESOLVED_KINDS
        ]
        if found := self._resolved(who, values):
            data["resolved"] = found
        return data

    def _resolved(self, who: Who, entries: list[tuple[int, str]]) -> Json:
        guild = self.world.guild(who.channel.guild_id) if who.channel.guild_id else None
        return typed.resolved(self.world, guild, entries)

    async def _send(self, who: Who, kind: int, data: Json, message: Message | None = None) -> Interaction:
        interaction = self.interactions.open(
            self.world.ids.next(shift_s=who.skew_s + self._skew_s() - who.age_s),
            kind=kind,
            user_id=who.user_id,
            channel_id=who.channel.id,
            age_s=who.age_s,
            source_id=message.id if message else None,
        )
        interaction.payload = self._envelope(who, interaction, data)
        if message is not None:
            interaction.payload["message"] = message.body
        named = data.get("name") or data.get("custom_id")
        self.conversation.note(f"user {who.user_id}: interaction {interaction.id}, type {kind}, {named}")
        if late := self.misbehaviour.take((Kind.DELAY,)):
            await asyncio.sleep(late.wait_s)
        await self.deliver(interaction)
        if self.misbehaviour.take((Kind.DUPLICATE,)):
            await self.deliver(interaction)
        return interaction

    def _skew_s(self) -> float:
        rule = self.misbehaviour.take((Kind.SKEW,))
        return rule.skew_s if rule else 0.0

    def _envelope(self, who: Who, interaction: Interaction, data: Json) -> Json:
        user = self.world.user(who.user_id)
        envelope: Json = {
            "id": str(interaction.id),
            "application_id": str(self.world.application.id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "locale": user.locale,
            "channel_id": str(who.channel.id),
            "channel": shapes.channel(who.channel, self.world),
            "attachment_size_limit": FILE_BYTES,
            "app_permissions": str(EVERYTHING),
            "entitlements": [],
            "data": data,
        }
        if who.channel.guild_id is None:
            owners: Json = {"authorizing_integration_owners": {"0": "0"}, "context": 1}
            return envelope | owners | {"user": shapes.user(user)}
        guild = self.world.guild(who.channel.guild_id)
        return envelope | {
            "authorizing_integration_owners": {"0": str(guild.id)},
            "context": 0,
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": shapes.member(user, guild),
        }


def _check_values(part: Json, values: list[str]) -> None:
    if not part.get("min_values", 1) <= len(values) <= part.get("max_values", 1):
        raise impossible("too many or too few are chosen")
    if part["type"] == STRING_SELECT:
        offered = {option["value"] for option in part["options"]}
        if wrong := set(values) - offered:
            raise impossible(f"{min(wrong)} is not among the options")


def _submitted(part: Json, given: Mapping[str, Any], *, forged: bool) -> Json:
    if part["type"] == TEXT:
        return {"type": TEXT, "id": part.get("id", 0)}
    inner = part["component"] if part["type"] == LABEL else part["components"][0]
    filled = {"type": inner["type"], "id": inner.get("id", 0), "custom_id": inner["custom_id"]}
    filled |= _value(inner, given.get(inner["custom_id"]), forged=forged)
    shell: Json = {"type": part["type"], "id": part.get("id", 0)}
    return shell | ({"component": filled} if part["type"] == LABEL else {"components": [filled]})


def _value(part: Json, value: Any, *, forged: bool) -> Json:
    if part["type"] in SELECTS:
        chosen = list(value or [])
        if not forged and (chosen or part.get("required", True)):
            _check_values(part, chosen)
        return {"values": chosen}
    if isinstance(value, bool | list):
        return {"values" if isinstance(value, list) else "value": value}
    entered = str(value if value is not None else part.get("value") or "")
    least, most = part.get("min_length") or 0, part.get("max_length") or 4_000
    needed = part.get("required", True) is not False
    if not forged and ((needed and not entered) or (entered and not least <= len(entered) <= most)):
        raise impossible(f"the field {part['custom_id']} is not filled in as it must be")
    return {"value": entered}
