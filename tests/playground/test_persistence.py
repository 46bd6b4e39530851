"""What survives a restart: people, places, commands, messages and their files."""

from pathlib import Path

import pytest

from reve.playground.client import SimClient
from reve.playground.server import Playground
from reve.playground.store import Store
from reve.playground.world import KEPT_MESSAGES, World
from tests.playground.sample_bot import running
from tests.playground.test_store import filled_world

pytestmark = pytest.mark.anyio


async def test_everything_is_there_after_a_restart_on_another_port(tmp_path: Path) -> None:
    async with (
        Playground.serve(tmp_path) as before,
        running(before),
        SimClient(before.url) as client,
    ):
        ada, guild = before.users[0].id, before.guilds[0].id
        await client.wait_for_command("slow", user=ada)
        handle = await client.slash(user=ada, guild=guild, command="slow")
        reply = await handle.reply()
        picture = await client.download(reply.attachments[0].url)
        state = await client.state()
    async with Playground.serve(tmp_path) as after, SimClient(after.url) as client:
        assert (after.token, after.application_id) == (before.token, before.application_id)
        again = await client.state()
        assert (again["users"], again["guilds"]) == (state["users"], state["guilds"])
        (message,) = await client.messages(user=ada, guild=guild)
        assert message.text == reply.text
        assert message.attachments[0].url.startswith(after.url)
        assert await client.download(message.attachments[0].url) == picture
        assert "slow" in [command["name"] for command in await client.commands(user=ada)]


async def test_a_button_from_before_a_restart_still_works(tmp_path: Path) -> None:
    async with Playground.serve(tmp_path) as before, running(before), SimClient(before.url) as client:
        ada, guild = before.users[0].id, before.guilds[0].id
        await client.wait_for_command("slow", user=ada)
        reply = await (await client.slash(user=ada, guild=guild, command="slow")).reply()
    async with Playground.serve(tmp_path) as after, running(after), SimClient(after.url) as client:
        await client.wait_for_command("slow", user=ada)
        assert (await (await client.click(ada, reply, "Flip")).reply()).text == "flipped"


async def test_a_taken_port_is_an_error_that_names_it(tmp_path: Path) -> None:
    async with Playground.serve(None) as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(OSError, match=r"[Aa]ddress"):
            async with Playground.serve(None, port):
                pytest.fail("two servers on one port")


def test_a_channel_keeps_its_newest_messages_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    world = filled_world(store, KEPT_MESSAGES + 10)
    (channel,) = (channel for channel in world.channels.values() if channel.guild_id)
    texts = [message.body["content"] for message in world.messages[channel.id].values()]
    assert (texts[0], texts[-1], len(texts)) == ("10", str(KEPT_MESSAGES + 9), KEPT_MESSAGES)
    store.close()
    reopened = Store(tmp_path)
    again = World(reopened, world.feed, world.base_url)
    reopened.close()
    assert [message.body["content"] for message in again.messages[channel.id].values()] == texts
