"""`reve play --instances N`: processes that come and go, and none that is left behind."""

import signal
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import anyio
import pytest

from persistence.embedded.posix import has_argument
from reve.playground.client import SimClient, SimRefused
from tests.launch.conftest import Reve, server_process
from tests.launch.test_play import address, begin, use

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

type Run = Callable[..., AbstractContextManager[Reve]]
type Json = dict[str, Any]

COMES_ABOUT_WITHIN_S = 60
ENDS_WITHIN_S = 30


def play(reve: Run, count: int) -> AbstractContextManager[Reve]:
    return reve("play", "--port", "0", "--no-browser", "--instances", str(count), REVE_LEASE_TTL_S="3")


async def shown(client: SimClient) -> dict[str, Json]:
    """The rows of the panel, by the names of the instances."""
    (panel,) = [each for each in await client.get("/sim/panels") if each["title"] == "Instances"]
    return {row["instance"]: row for row in panel["rows"]}


async def until(client: SimClient, name: str, state: str) -> Json:
    """Wait until an instance is in such a state; return its row."""
    with anyio.fail_after(COMES_ABOUT_WITHIN_S):
        while (row := (await shown(client)).get(name, {})).get("state") != state:
            await anyio.sleep(0.1)
        return row


async def press(client: SimClient, button: str, row: str | None = None) -> None:
    await client.post("/sim/panels/press", {"panel": "Instances", "button": button, "row": row})


async def until_gone(pids: Iterable[int]) -> None:
    """Wait until no process of an instance is left."""
    with anyio.fail_after(ENDS_WITHIN_S):
        while any(has_argument(pid, "reve.launch.member") for pid in pids):
            await anyio.sleep(0.1)


async def test_instances_are_killed_stopped_started_and_added_and_a_stop_ends_all(reve: Run) -> None:
    with play(reve, 2) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
            await press(client, "Kill", "reve-1")
            await until(client, "reve-1", "killed")
            with pytest.raises(SimRefused, match="does not run"):
                await press(client, "Kill", "reve-1")
            await press(client, "Start again", "reve-1")
            await press(client, "Add an instance")
            for name in ("reve-1", "reve-3"):
                await until(client, name, "serving")
            await press(client, "Stop", "reve-2")
            await until(client, "reve-2", "stopped")
            profile = await use(client, "profile")
            pids = [row["pid"] for row in (await shown(client)).values() if row["pid"]]
        assert running.stop(signal.SIGINT) == 0
    assert "2,500" in profile.text
    assert len(pids) == 2
    assert not any(has_argument(pid, "reve.launch.member") for pid in pids)


async def test_nothing_is_left_when_the_process_that_started_all_is_killed(reve: Run, tmp_path: Path) -> None:
    with play(reve, 2) as running:
        async with SimClient(address(running)) as client:
            await begin(client)
            pids = [row["pid"] for row in (await shown(client)).values()]
        postgres = server_process(tmp_path, "postgres")
        running.process.kill()
        await until_gone(pids)
    assert len(pids) == 2
    assert not has_argument(postgres, "-D")


async def test_several_instances_need_a_redis_to_share(reve: Run) -> None:
    with reve("play", "--port", "0", "--no-browser", "--instances", "2", REVE_REDIS_URL="none") as running:
        said = running.said("REVE_REDIS_URL.*")[0]
        status = running.process.wait(30)
    assert (status, "several instances" in said) == (2, True)
