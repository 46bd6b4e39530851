"""Which commands a user is offered where, by permission, installation and language, and context menus."""

from typing import Any

import pytest

from reve.playground.client import SimRefused
from reve.playground.world import Role
from tests.playground.test_tokens import Wire, wire

pytestmark = pytest.mark.anyio
__all__ = ["wire"]

type Json = dict[str, Any]

MANAGE_GUILD, ADMINISTRATOR = 1 << 5, 1 << 3


async def register(wire: Wire, **form: Any) -> Json:
    path = f"applications/{wire.playground.application_id}/commands"
    status, body = await wire.call("POST", path, {"description": "A command"} | form)
    assert status == 201, body
    return body


async def offered(wire: Wire, user: int, guild: int | None) -> set[str]:
    return {each["name"] for each in await wire.client.commands(user=user, guild=guild)}


@pytest.mark.parametrize(
    ("needed", "mine", "may"),
    [
        (None, 0, True),
        (str(MANAGE_GUILD), 0, False),
        (str(MANAGE_GUILD), MANAGE_GUILD, True),
        (str(MANAGE_GUILD), ADMINISTRATOR, True),
        ("0", MANAGE_GUILD, False),
        ("0", ADMINISTRATOR, True),
    ],
)
async def test_who_lacks_the_permission_is_not_offered_a_command(
    wire: Wire, needed: str | None, mine: int, may: bool
) -> None:
    world, guild = wire.playground.world, wire.playground.guilds[0].id
    member = world.add_user("dana").id
    role: Role = world.add_role(guild, "staff", mine)
    world.give_role(guild, member, role.id)
    await register(wire, name="steer", default_member_permissions=needed)
    assert ("steer" in await offered(wire, member, guild)) is may
    assert "steer" in await offered(wire, wire.playground.users[0].id, guild)
    if not may:
        with pytest.raises(SimRefused, match="no command /steer"):
            await wire.client.slash(user=member, guild=guild, command="steer")


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ({"contexts": [0], "integration_types": [0]}, {"guild"}),
        ({"contexts": [1], "integration_types": [0]}, {"dm"}),
        ({"contexts": [0, 1, 2], "integration_types": [0]}, {"guild", "dm"}),
        ({"contexts": [0, 1, 2], "integration_types": [1]}, {"guild", "dm", "private", "elsewhere"}),
        ({"dm_permission": False}, {"guild"}),
    ],
)
async def test_a_command_is_offered_where_it_is_installed_and_in_its_contexts(
    wire: Wire, form: Json, where: set[str]
) -> None:
    world, user = wire.playground.world, wire.playground.users[0].id
    elsewhere = world.add_guild("Elsewhere", user, has_bot=False)
    private = await wire.client.add_private(user)
    await register(wire, name="go", **form)
    asked: dict[str, Json] = {
        "guild": {"guild": str(wire.playground.guilds[0].id)},
        "dm": {},
        "private": {"channel": str(private)},
        "elsewhere": {"guild": str(elsewhere.id)},
    }
    found = {}
    for place, how in asked.items():
        shown = await wire.client.get("/sim/commands", user=str(user), **how)
        found[place] = "go" in {each["name"] for each in shown}
    assert {place for place, there in found.items() if there} == where


async def test_what_a_user_installed_comes_with_their_id_and_from_a_private_channel(wire: Wire) -> None:
    user = wire.playground.users[0].id
    private = await wire.client.add_private(user)
    await register(wire, name="go", contexts=[2], integration_types=[1])
    await wire.client.slash(user=user, command="go", channel=str(private))
    given = (await wire.socket.receive())["d"]
    assert given["context"] == 2
    assert given["authorizing_integration_owners"] == {"1": str(user)}
    assert given["channel"]["type"] == 3
    assert (await wire.answer(given, 4, {"content": "here"}))[0] == 204


async def test_commands_speak_the_users_language(wire: Wire) -> None:
    world = wire.playground.world
    user, guild = world.add_user("dieter", locale="de").id, wire.playground.guilds[0].id
    option = {"type": 3, "name": "town", "description": "Which?", "name_localizations": {"de": "ort"}}
    names, texts = {"de": "wetter"}, {"de": "Das Wetter"}
    form = {"name": "weather", "name_localizations": names, "description_localizations": texts}
    await register(wire, **form, options=[option])
    shown = {each["name"]: each for each in await wire.client.commands(user=user, guild=guild)}["weather"]
    assert (shown["name_localized"], shown["description_localized"]) == ("wetter", "Das Wetter")
    assert shown["options"][0]["name_localized"] == "ort"
    await wire.client.slash(user=user, guild=guild, command="wetter", options={"town": "Bonn"})
    given = (await wire.socket.receive())["d"]
    assert (given["locale"], given["data"]["name"]) == ("de", "weather")


async def test_localizations_are_listed_only_when_asked_for(wire: Wire) -> None:
    await register(wire, name="weather", name_localizations={"de": "wetter"})
    path = f"applications/{wire.playground.application_id}/commands"
    plain: Any = (await wire.call("GET", path))[1]
    full: Any = (await wire.call("GET", path, with_localizations="true"))[1]
    assert [each.get("name_localizations") for each in plain] == [None, None]
    assert full[-1]["name_localizations"] == {"de": "wetter"}


async def test_a_users_menu_names_the_user(wire: Wire) -> None:
    ada, bilal = (user.id for user in wire.playground.users[:2])
    await register(wire, name="Show profile", type=2, description="")
    handle = await wire.client.menu(
        user=ada, guild=wire.playground.guilds[0].id, command="Show profile", target=bilal
    )
    given = (await wire.socket.receive())["d"]
    assert (given["data"]["type"], given["data"]["target_id"]) == (2, str(bilal))
    assert given["data"]["resolved"]["users"][str(bilal)]["username"] == "bilal"
    assert str(bilal) in given["data"]["resolved"]["members"]
    await wire.answer(given, 4, {"content": "Bilal"})
    assert (await handle.reply()).text == "Bilal"


async def test_a_messages_menu_brings_the_message_that_the_user_sees(wire: Wire) -> None:
    await register(wire, name="Translate", type=3, description="")
    handle, given = await wire.interaction()
    await wire.answer(given, 4, {"content": "pong", "flags": 64})
    shown = await handle.reply()
    ada, bilal = (user.id for user in wire.playground.users[:2])
    how: Json = {"guild": wire.playground.guilds[0].id, "command": "Translate", "target": shown.id}
    with pytest.raises(SimRefused, match="does not see"):
        await wire.client.menu(user=bilal, **how)
    await wire.client.menu(user=ada, **how)
    given = (await wire.socket.receive())["d"]
    assert given["data"]["resolved"]["messages"][str(shown.id)]["content"] == "pong"


async def test_the_bot_cannot_reach_where_only_users_brought_it(wire: Wire) -> None:
    world, user = wire.playground.world, wire.playground.users[0].id
    private = await wire.client.add_private(user)
    elsewhere = world.add_guild("Elsewhere", user, has_bot=False)
    status, body = await wire.call("POST", f"channels/{private}/messages", {"content": "hi"})
    assert (status, body["code"]) == (403, 50001)
    assert (await wire.call("GET", f"guilds/{elsewhere.id}"))[1]["code"] == 10004
