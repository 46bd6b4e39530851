"""Slash commands as Discord knows them: names, descriptions, options, and where they are offered."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import disnake
from disnake.ext import commands
from disnake.interactions.application_command import ApplicationCommandInteraction

from reve.bot.commands.slash import Option, Slash
from reve.bot.words.catalogue import Words

_KINDS: Final = {
    "text": disnake.OptionType.string,
    "number": disnake.OptionType.integer,
    "person": disnake.OptionType.user,
    "flag": disnake.OptionType.boolean,
}
_LONGEST_TEXT: Final = 100


def invokable(
    slashes: Iterable[Slash], words: Words, *, operators_guild: int | None
) -> Iterator[commands.InvokableSlashCommand]:
    """Return what the client library registers; it never calls them, see `reve.bot.client`."""
    for name, members in _by_root(slashes).items():
        private = any(slash.operators_only for slash in members)
        yield commands.InvokableSlashCommand(
            _never_called,
            name=name,
            description=words(f"command.{name}"),
            options=_options(name, members, words),
            contexts=disnake.InteractionContextTypes(guild=True, bot_dm=not private),
            install_types=disnake.ApplicationInstallTypes(guild=True),
            default_member_permissions=disnake.Permissions(administrator=True) if private else None,
            guild_ids=[operators_guild] if private and operators_guild is not None else None,
        )


async def overwrite(client: disnake.Client, invokables: Iterable[commands.InvokableSlashCommand]) -> int:
    """Write all commands through a client that is logged in; return how many there are."""
    application = await client.application_info()
    bodies: dict[int | None, list[Any]] = {None: []}
    for command in invokables:
        for guild in command.guild_ids or (None,):
            bodies.setdefault(guild, []).append(command.body.to_dict())
    for guild, payload in bodies.items():
        if guild is None:
            await client.http.bulk_upsert_global_commands(application.id, payload)
        else:
            await client.http.bulk_upsert_guild_commands(application.id, guild, payload)
    return sum(len(payload) for payload in bodies.values())


def _by_root(slashes: Iterable[Slash]) -> dict[str, list[Slash]]:
    return _by_word(slashes, 0)


def _by_word(slashes: Iterable[Slash], place: int) -> dict[str, list[Slash]]:
    """Sort commands by the word at a place of their paths."""
    found: dict[str, list[Slash]] = {}
    for slash in slashes:
        found.setdefault(slash.words[place], []).append(slash)
    return found


def _options(path: str, members: list[Slash], words: Words) -> list[disnake.Option]:
    """Return what stands below a path: options of the command itself, or subcommands and groups."""
    if len(members) == 1 and members[0].path == path:
        return [_option(members[0], option, words) for option in members[0].options]
    depth = len(path.split())
    return [_below(f"{path} {word}", below, words) for word, below in _by_word(members, depth).items()]


def _below(path: str, members: list[Slash], words: Words) -> disnake.Option:
    is_command = members[0].path == path
    return disnake.Option(
        name=path.rsplit(maxsplit=1)[-1],
        description=words(f"command.{path.replace(' ', '.')}"),
        type=disnake.OptionType.sub_command if is_command else disnake.OptionType.sub_command_group,
        options=_options(path, members, words),
    )


def _option(slash: Slash, option: Option, words: Words) -> disnake.Option:
    free_text = option.kind == "text" and not option.choices
    choices = [
        disnake.OptionChoice(option.labels.get(value) or words(choice_key(slash, option, value)), value)
        for value in option.choices
    ]
    return disnake.Option(
        name=option.name,
        description=words(f"option.{slash.key}.{option.name}"),
        type=_KINDS[option.kind],
        required=option.required,
        choices=choices or None,
        autocomplete=option.typing is not None,
        min_value=option.lowest,
        max_value=option.highest,
        max_length=_LONGEST_TEXT if free_text else None,
    )


def choice_key(slash: Slash, option: Option, value: str) -> str:
    """Return the key of a choice's label: common ones by option, others by command and option."""
    common = {"section": "section", "sort": "sort"}.get(option.name)
    return f"{common}.{value}" if common else f"choice.{slash.key}.{option.name}.{value}"


async def _never_called(interaction: ApplicationCommandInteraction[Any]) -> None:
    raise AssertionError("interactions are served by reve.bot.client")
