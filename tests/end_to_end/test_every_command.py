"""Every command that Discord was told of, with every option, and every component of every answer."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from reve.game.systems import SYSTEMS
from reve.playground.client import Handle
from reve.playground.command_limits import BOOLEAN, GROUP, INTEGER, STRING, SUBCOMMAND, USER
from reve.playground.seen import Message
from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

type Json = dict[str, Any]

NO_ANSWERS = ("INTERNAL", "UNKNOWN", "BUSY", "OUTDATED", "RATE_LIMITED", "RESTARTING", "PARKED", "FORBIDDEN")
PATHS = {
    "achievements",
    "admin actor",
    "admin actors",
    "admin audit player",
    "admin cache drop",
    "admin cache stats",
    "admin economy",
    "admin give currency",
    "admin give esprit",
    "admin give fragments",
    "admin give item",
    "admin give xp",
    "admin health",
    "admin player ban",
    "admin player erase",
    "admin player info",
    "admin player reset",
    "admin player unban",
    "admin shards",
    "admin system multiplier",
    "admin system reload",
    "admin system toggle",
    "admin take currency",
    "admin take esprit",
    "admin take fragments",
    "admin take item",
    "admin take xp",
    "admin tasks",
    "awaken",
    "awaken-list",
    "boss basic",
    "boss flee",
    "boss status",
    "boss support1",
    "boss support2",
    "boss ultimate",
    "botinfo",
    "build",
    "buildings",
    "class change",
    "class view",
    "codex",
    "collect",
    "collection",
    "craft",
    "daily",
    "echo list",
    "echo open",
    "esprit compare",
    "esprit index",
    "esprit leaders",
    "esprit random",
    "esprit release",
    "esprit search",
    "esprit showcase",
    "esprit suggest",
    "esprit view",
    "expand",
    "favorite",
    "fragments",
    "fuse",
    "fuse-preview",
    "help",
    "history",
    "inventory",
    "leaderboard",
    "notify all",
    "notify set",
    "notify view",
    "privacy delete",
    "privacy export",
    "profile",
    "quest advise",
    "quest areas",
    "quest go",
    "quest info",
    "quest travel",
    "rank",
    "rates",
    "relic equip",
    "relic list",
    "relic salvage",
    "relic unequip",
    "reve info",
    "reve pull",
    "settings",
    "shop buy",
    "shop view",
    "skills allocate",
    "skills reset",
    "skills view",
    "start",
    "stats",
    "team clear",
    "team set",
    "team view",
    "title",
    "upgrade",
    "use",
    "verify",
    "why",
}


def leaves(commands: list[Json], *above: str) -> Iterator[tuple[str, list[Json]]]:
    """Yield the path and the options of every command and subcommand."""
    for command in commands:
        options = command.get("options") or []
        if any(option["type"] in (SUBCOMMAND, GROUP) for option in options):
            yield from leaves(options, *above, command["name"])
        else:
            yield " ".join((*above, command["name"])), options


async def values_of(person: Person, path: str, option: Json) -> list[Any]:
    """Values for an option: all choices, both ends of a range, what is suggested, somebody."""
    if option.get("choices"):
        return [choice["value"] for choice in option["choices"]]
    if option.get("autocomplete"):
        suggested = await person.site.client.autocomplete(
            user=person.id, guild=person.guild, command=path, focused=option["name"]
        )
        # Whoever has just begun owns no titles.
        assert suggested or path == "title", f"/{path} suggests nothing for {option['name']}"
        return [*(choice["value"] for choice in suggested[:1]), "typed by hand"]
    by_kind = {
        BOOLEAN: [True, False],  # what is switched off is on again by the reason, which comes last
        INTEGER: [option.get("min_value", 1), option.get("max_value", 1_000)],
        USER: [str(person.id), str(person.site.operator.id)],
        STRING: ["some text"],
    }
    return by_kind[option["type"]]


async def ways(person: Person, path: str, options: list[Json]) -> list[Json]:
    """The ways to call a command: the least, and each option by each of its values."""
    found = {option["name"]: await values_of(person, path, option) for option in options}
    least = {option["name"]: found[option["name"]][0] for option in options if option.get("required")}
    return [least, *({**least, name: value} for name, values in found.items() for value in values)]


async def said(handle: Handle) -> Message:
    """Return what an interaction came to: a message, or what sending off the form that it opened came to."""
    outcome = await handle.outcome()
    if outcome["modal"] is None:
        return await handle.reply()
    fields = [label["component"]["custom_id"] for label in outcome["modal"]["components"]]
    return await (await handle.submit(dict.fromkeys(fields, "as you wish"))).reply()


def is_an_answer(message: Message) -> bool:
    """Whether a message says something, and nothing of what only a fault would make it say."""
    return bool(message.text) and not any(words()(f"refusal.{code}") in message.text for code in NO_ANSWERS)


async def all_on(site: Site) -> None:
    """Switch everything on again, and wait until it is."""
    for system in SYSTEMS:
        await site.operator.slash("admin system toggle", system=system, on=True, reason="over")
    changes = await site.value("SELECT max(seq) FROM delta WHERE kind = 'world'")
    async with asyncio.timeout(10):
        while site.instance.host.inspect(actors=False).settings_version < changes:
            await asyncio.sleep(0.02)


async def test_hazard_30_every_registered_command_answers_whatever_its_options(site: Site) -> None:
    offered = await site.client.commands(user=site.operator.id, guild=site.operator.guild)
    answered = set()
    # What switches the game off comes last.
    for path, options in sorted(leaves(offered), key=lambda leaf: leaf[0] == "admin system toggle"):
        person = site.operator if path.startswith("admin") else await site.player()
        for way in await ways(person, path, options):
            answer = await said(await person.send(path, **way))
            assert is_an_answer(answer), (path, way, answer.text)
        answered.add(path)

    await all_on(site)
    assert sorted(answered) == sorted(PATHS)
    assert (await site.client.state())["missing_routes"] == []


async def test_hazard_30_every_component_of_every_answer_is_answered(site: Site) -> None:
    used = set()
    offered = await site.client.commands(user=site.operator.id, guild=site.operator.guild)
    for path, options in sorted(leaves(offered), key=lambda leaf: leaf[0]):
        person = site.operator if path.startswith("admin") else await site.player()
        least, *_ = await ways(person, path, options)
        answer = await said(await person.send(path, **least))
        for button in answer.buttons:
            if button.custom_id and not button.disabled:
                # What was used before may have replaced the message: it is pressed where it stood.
                pressed = await said(await person.click(answer, button.custom_id, forged=True))
                assert is_an_answer(pressed), (path, button.label)
                used.add(button.label)
        for menu in answer.selects:
            for value in menu.values[:3]:
                chosen = await person.choose(answer, value, menu.custom_id, forged=True)
                assert is_an_answer(chosen), (path, value)
                used.add(menu.custom_id)

    assert len(used) > 10
