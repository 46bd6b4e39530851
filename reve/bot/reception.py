"""Reads the client library's interactions into plain values; nothing they say is trusted."""

from typing import Any

import disnake
from disnake.interactions.application_command import ApplicationCommandInteraction

from reve.bot.answer import AnyInteraction
from reve.bot.call import Call, Options, Person
from reve.bot.names import clean_name


def call_of(interaction: AnyInteraction) -> Call:
    """Return who asks, where and when."""
    author = interaction.author
    # `Member.roles` looks in the cache of guilds, which is empty without intents.
    roles = author._roles if isinstance(author, disnake.Member) else ()
    return Call(
        id=interaction.id,
        user_id=author.id,
        username=clean_name(author.display_name),
        locale=str(interaction.locale),
        guild_id=interaction.guild_id,
        role_ids=frozenset(roles),
    )


def path_and_options(interaction: ApplicationCommandInteraction[Any]) -> tuple[str, Options]:
    """Return a command's path, such as `reve pull`, and its options by name."""
    path, options = _leaf(interaction)
    return path, Options({option.name: _value(option.value) for option in options})


def being_typed(interaction: ApplicationCommandInteraction[Any]) -> tuple[str, str, str]:
    """Return a command's path, the option that is being typed, and what stands there."""
    path, options = _leaf(interaction)
    for option in options:
        if option.focused:
            return path, option.name, str(option.value or "")
    return path, "", ""


def _leaf(interaction: ApplicationCommandInteraction[Any]) -> tuple[str, list[Any]]:
    words, options = [interaction.data.name], list(interaction.data.options)
    nesting = (disnake.OptionType.sub_command, disnake.OptionType.sub_command_group)
    while options and options[0].type in nesting:
        words.append(options[0].name)
        options = list(options[0].options)
    return " ".join(words), options


def _value(value: object) -> object:
    if isinstance(value, disnake.User | disnake.Member):
        return Person(value.id, clean_name(value.display_name))
    return value
