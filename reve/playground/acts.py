"""What users do: commands, presses, choices and forms, sent to the bot as interactions."""

import asyncio
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reve.playground import attachments, shapes
from reve.playground import options as typed
from reve.playground.command_limits import CHANNEL, MENTIONABLE, ROLE, SLASH, USER, USER_MENU
from reve.playground.commands import CommandBook
from reve.playground.component_limits import BUTTON, SELECTS, STRING_SELECT, walk
from reve.playground.conversation import Conversation
from reve.playground.filling import check_values, submitted
from reve.playground.forms import Upload
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
        given, files = self._uploaded(who, given)
        filled = typed.forge(defined, given) if who.forged else typed.fill(defined, given)
        data = self._command_data(who, command, way, filled)
        if files:
            data["resolved"] = data.get("resolved", {}) | {"attachments": files}
        return await self._send(who, COMMAND, data, owners=self._owners(who, command))

    async def autocomplete(self, who: Who, path: str, given: Mapping[str, Any], focused: str) -> Interaction:
        """Ask for suggestions for the option that is being typed."""
        command, way, defined = self._find(who, path)
        option = next((each for each in defined if each["name"] == focused), None)
        if option is None or not option.get("autocomplete"):
            raise impossible(f"the option {focused} has no autocomplete")
        filled = typed.fill(defined, {focused: "", **given}, focused=focused)
        data = self._command_data(who, command, way, filled)
        return await self._send(who, AUTOCOMPLETE, data, owners=self._owners(who, command))

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
            selected = [(_SELECTED.get(part["type"], 0), value) for value in values or []]
            # A client may take what is chosen from `resolved` as soon as it is there.
            if found := self._resolved(who, selected):
                data["resolved"] = found
        made_by = message.body.get("interaction_metadata", {})
        owners = made_by.get("authorizing_integration_owners") or self._owners(who, {})
        return await self._send(who, COMPONENT, data, message, owners=owners)

    def _check_press(self, who: Who, message: Message, part: Json, values: list[str] | None) -> None:
        if not message.visible_to(who.user_id) or not self.world.may_see(who.user_id, who.channel):
            raise impossible("the user does not see this message")
        if part.get("disabled"):
            raise impossible("the component is disabled")
        if part["type"] in SELECTS:
            check_values(part, values or [])

    async def menu(self, who: Who, name: str, target: int) -> Interaction:
        """Use a command from the context menu of a user or a message."""
        offered = self.commands.offered(who.user_id, who.channel)
        found = [
            each for each in offered if each["type"] != SLASH and name in typed.names(each, self._locale(who))
        ]
        if not found:
            raise impossible(f"there is no entry {name} in a menu for this user here")
        data = self._command_data(who, found[0], [], []) | {"target_id": str(target)}
        if found[0]["type"] == USER_MENU:
            data["resolved"] = self._resolved(who, [(USER, str(target))])
        else:
            message = self.world.message(target)
            if not message.visible_to(who.user_id) or not self.world.may_see(who.user_id, who.channel):
                raise impossible("the user does not see this message")
            data["resolved"] = {"messages": {str(target): message.body}}
        return await self._send(who, COMMAND, data, owners=self._owners(who, found[0]))

    async def submit(self, who: Who, shown: Interaction, given: Mapping[str, Any]) -> Interaction:
        """Send in the modal that an interaction was answered with."""
        if shown.modal is None or shown.user_id != who.user_id:
            raise impossible("this user has no such modal open")
        parts = shown.modal["components"]
        names = {part["custom_id"] for part in walk(parts) if part.get("custom_id")}
        if wrong := set(given) - names:
            raise impossible(f"the modal has no field {min(wrong)}")
        given, files = self._uploaded(who, given)
        filled = [submitted(part, given, forged=who.forged) for part in parts]
        selected = [
            (_SELECTED[part["type"]], value)
            for part in walk(parts)
            if part["type"] in _SELECTED
            for value in given.get(part["custom_id"], [])
        ]
        resolved = self._resolved(who, selected) | ({"attachments": files} if files else {})
        data: Json = {"custom_id": shown.modal["custom_id"], "components": filled}
        if resolved:
            data["resolved"] = resolved
        source = self.world.messages[who.channel.id].get(shown.source_id or 0)
        owners = shown.payload["authorizing_integration_owners"]
        return await self._send(who, MODAL_SUBMIT, data, source, owners=owners)

    def _uploaded(self, who: Who, given: Mapping[str, Any]) -> tuple[Json, Json]:
        """Keep the files among what is given, and put their ids in place of them."""
        kept: Json = {}

        def keep(value: Any) -> Any:
            if isinstance(value, list):
                return [keep(each) for each in value]
            if not isinstance(value, dict):
                return value
            upload = Upload(value["filename"], value.get("content_type", ""), b64decode(value["data"]))
            if len(upload.data) > FILE_BYTES:
                raise impossible("the file is too large")
            shaped = attachments.keep(self.world, who.channel.id, upload, {}, ephemeral=True)
            kept[shaped["id"]] = shaped
            return shaped["id"]

        return {name: keep(value) for name, value in given.items()}, kept

    async def deliver(self, interaction: Interaction) -> None:
        """Send an interaction to the bot, be it for the first time or once more."""
        guild_id = interaction.payload.get("guild_id")
        await self.gateway.dispatch(
            "INTERACTION_CREATE", interaction.payload, int(guild_id) if guild_id else None
        )

    def _find(self, who: Who, path: str) -> tuple[Json, list[Json], list[Json]]:
        offered = self.commands.offered(who.user_id, who.channel)
        return typed.find([each for each in offered if each["type"] == SLASH], path, self._locale(who))

    def _locale(self, who: Who) -> str:
        return self.world.user(who.user_id).locale

    def _owners(self, who: Who, command: Json) -> Json:
        """Tell by whose installation it is offered: the guild's, the user's, or both."""
        kinds, guild_id = command.get("integration_types") or [0], who.channel.guild_id
        owners = {"1": str(who.user_id)} if 1 in kinds else {}
        by_guild = 0 in kinds and not who.channel.private and self.world.has_bot(who.channel)
        return owners | ({"0": str(guild_id or 0)} if by_guild else {})

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

    async def _send(
        self, who: Who, kind: int, data: Json, message: Message | None = None, *, owners: Json
    ) -> Interaction:
        interaction = self.interactions.open(
            self.world.ids.next(shift_s=who.skew_s + self._skew_s() - who.age_s),
            kind=kind,
            user_id=who.user_id,
            channel_id=who.channel.id,
            age_s=who.age_s,
            source_id=message.id if message else None,
        )
        interaction.payload = self._envelope(who, interaction, data, owners)
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

    def _envelope(self, who: Who, interaction: Interaction, data: Json, owners: Json) -> Json:
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
            "authorizing_integration_owners": owners,
            "data": data,
        }
        if who.channel.guild_id is None:
            return envelope | {"context": who.channel.context, "user": shapes.user(user)}
        guild = self.world.guild(who.channel.guild_id)
        return envelope | {
            "context": who.channel.context,
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": shapes.member(user, guild),
        }
