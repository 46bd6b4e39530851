"""`reve play`: one command, and what was played is there the next time."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import anyio
import pytest

from reve.playground.client import NoReply, SimClient
from reve.playground.seen import Message
from tests.launch.conftest import Reve, server_process

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(240)]

type Run = Callable[..., AbstractContextManager[Reve]]


def play(reve: Run) -> AbstractContextManager[Reve]:
    return reve("play", "--port", "0", "--no-browser", REVE_LEASE_TTL_S="2")


def address(running: Reve) -> str:
    return running.said(r"REVE is running: (http://\S+)")[1]


async def use(client: SimClient, command: str, *, user: int = 0, guild: int = 0) -> Message:
    """Use a command as one of the users in one of the guilds, until it is answered."""
    state = await client.state()
    player, place = int(state["users"][user]["id"]), int(state["guilds"][guild]["id"])
    await client.wait_for_command(command.split(maxsplit=1)[0], user=player, guild=place)
    for _ in range(5):
        try:
            return await (await client.slash(user=player, guild=place, command=command)).reply(15)
        except NoReply:
            continue
    raise AssertionError(f"/{command} was never answered")


async def begin(client: SimClient, *, user: int = 0) -> None:
    scene = await use(client, "start", user=user)
    player = int((await client.state())["users"][user]["id"])
    await (await client.click(player, scene, scene.buttons[0].custom_id)).reply(15)


async def test_ctrl_c_saves_everything_and_the_next_start_has_it(reve: Run) -> None:
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
            await begin(client, user=1)
            pulled = await use(client, "reve pull")
            daily = await use(client, "daily", user=1, guild=1)
        assert running.stop(signal.SIGINT) == 0
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            history = await use(client, "history")
            again = await use(client, "daily", user=1, guild=1)
            ada = int((await client.state())["users"][0]["id"])
            place = int((await client.state())["guilds"][0]["id"])
            seen = await client.messages(user=ada, guild=place)
        assert running.stop(signal.SIGTERM) == 0
    assert "pulled" in history.text
    assert "5,000" in daily.text
    assert "today's reward" in again.text
    assert pulled.id in {message.id for message in seen}


async def test_a_port_in_use_is_named_with_what_to_do(reve: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with reve("play", "--port", str(port), "--no-browser") as running:
            running.said(f"--port.*port {port} is in use")
            assert running.process.wait(30) == 2


async def test_a_data_folder_that_is_a_file_is_named(reve: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with reve("play", "--port", "0", "--no-browser", "--data-dir", str(tmp_path / "file")) as running:
        running.said("REVE_DATA_DIR")
        assert running.process.wait(30) == 2


@pytest.mark.parametrize("server", ["postgres", "valkey"])
async def test_a_server_killed_while_playing_comes_back_and_nothing_is_lost(
    reve: Run, tmp_path: Path, server: str
) -> None:
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
            before = await use(client, "profile")
            os.kill(server_process(tmp_path, server), signal.SIGKILL)
            with anyio.fail_after(60):
                pulled = 0
                while pulled < 2:  # meanwhile the player may be told to try again
                    pulled += bool((await use(client, "reve pull")).attachments)
            after = await use(client, "reve info")
        assert running.stop() == 0
    assert "2,500" in before.text
    assert "3 / 5" in after.text


async def test_killed_while_playing_it_starts_again_with_everything(reve: Run) -> None:
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
            await use(client, "daily")
        running.process.kill()
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            again = await use(client, "daily")
        assert running.stop() == 0
    assert "today's reward" in again.text


async def test_reset_forgets_what_was_played(reve: Run) -> None:
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
        assert running.stop() == 0
    with reve("play", "--port", "0", "--no-browser", "--reset") as running:
        async with SimClient(address(running)) as client:
            assert "not a Reverie yet" in (await use(client, "profile")).text
        assert running.stop() == 0


async def test_a_stop_has_nothing_to_complain_about(reve: Run) -> None:
    with play(reve) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
            await use(client, "history")  # so that every kind of connection has been made
        assert running.stop() == 0
    said = [running.lines.get() for _ in range(running.lines.qsize())]
    busy = "the event loop was blocked"  # a word about the machine, not about the stop
    assert [line for line in said if busy not in line] == ["Ctrl-C stops it, with everything saved.\n"]
