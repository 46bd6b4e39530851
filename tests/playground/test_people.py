"""Who may do what: new people and guilds, roles, and commands that need permissions."""

from typing import Any

import pytest

from reve.playground.client import SimRefused
from tests.playground.conftest import Stage

pytestmark = pytest.mark.anyio


async def test_new_people_and_guilds_can_play_at_once(stage: Stage) -> None:
    dara = await stage.client.add_user("dara", locale="de")
    guild = await stage.client.add_guild("Garden", owner=dara)
    assert (await stage.client.users())[-1] == dara
    assert (await stage.client.guilds())[-1] == guild
    handle = await stage.client.slash(user=dara, guild=guild, command="hello", options={"name": "Dara"})
    assert (await handle.reply()).text == "Hello Dara"


async def test_a_role_comes_with_its_members_interactions(stage: Stage) -> None:
    role = await stage.client.add_role(stage.guild, "keeper", members=[stage.bilal])
    world = stage.playground.world
    assert world.guild(stage.guild).roles_of(stage.bilal) == [role]
    assert world.guild(stage.guild).roles_of(stage.ada) == []
    handle = await stage.client.slash(user=stage.bilal, guild=stage.guild, command="roles")
    assert (await handle.reply()).text == str(role)


async def test_a_command_for_administrators_is_offered_to_the_owner_alone(stage: Stage) -> None:
    async def names(user: int) -> set[Any]:
        return {each["name"] for each in await stage.client.commands(user=user, guild=stage.guild)}

    assert "locked" in await names(stage.ada)
    assert "locked" not in await names(stage.bilal)
    with pytest.raises(SimRefused, match="no command"):
        await stage.client.slash(user=stage.bilal, guild=stage.guild, command="locked")


async def test_users_see_no_direct_messages_of_others(stage: Stage) -> None:
    await (await stage.client.slash(user=stage.ada, command="hello")).reply()
    channel = stage.playground.world.dm_of(stage.ada).id
    with pytest.raises(SimRefused, match="does not see"):
        await stage.client.messages(user=stage.bilal, channel=channel)
