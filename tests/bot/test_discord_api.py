"""The client library's connection to Discord, and the faults of the library that are made good."""

import asyncio
import gc
from dataclasses import replace
from typing import Any

import disnake
import pytest
from disnake.webhook.async_ import async_context

from reve.bot import discord_api
from reve.bot.app import App
from reve.playground.server import Playground
from tests.bot.stage import Stage, connected

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test redirect the library without meaning the next one."""
    monkeypatch.setattr("disnake.http.Route.BASE", disnake.http.Route.BASE)
    monkeypatch.setattr("disnake.asset.Asset.BASE", disnake.asset.Asset.BASE)


def kept_locks() -> int:
    adapter: Any = async_context.get()
    gc.collect()
    return len(adapter._locks)


async def test_answered_interactions_leave_no_locks_behind(stage: Stage) -> None:
    for _ in range(5):
        await stage.slash("help")
    assert kept_locks() == 0


async def test_the_library_alone_would_keep_a_lock_for_each_interaction(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(async_context.get(), "_locks", {})
    for _ in range(3):
        await stage.slash("help")
    assert kept_locks() == 3


async def test_concurrent_answers_to_one_interaction_share_a_lock(stage: Stage) -> None:
    adapter: Any = async_context.get()
    lock = adapter._locks.setdefault("bucket", asyncio.Lock())
    assert adapter._locks["bucket"] is lock


def test_all_requests_go_to_the_address_that_is_set() -> None:
    discord_api.point_at("http://127.0.0.1:8123/")
    assert disnake.http.Route.BASE == "http://127.0.0.1:8123/api/v10"
    assert disnake.asset.Asset.BASE == "http://127.0.0.1:8123"


def test_discords_own_pictures_have_their_own_address() -> None:
    discord_api.point_at(discord_api.OFFICIAL)
    assert disnake.http.Route.BASE == "https://discord.com/api/v10"
    assert disnake.asset.Asset.BASE == "https://cdn.discordapp.com"


async def test_more_answers_go_out_at_once_than_the_library_allows() -> None:
    connector = discord_api.connector()
    assert connector.limit == 1_000
    await connector.close()


async def test_the_commands_can_be_written_without_going_online(stage: Stage) -> None:
    async with Playground.serve(None) as other:
        app = App(replace(stage.parts, api_base=other.url))
        assert await app.sync(other.token) > 5
    assert not app.ready.is_set()


async def test_a_start_goes_without_warnings(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await stage.app.close()
    caplog.clear()
    async with connected(App(stage.parts), stage.playground.token, sync=False):
        assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == []


async def test_a_wrong_token_is_said_to_be_one(stage: Stage) -> None:
    app = App(stage.parts)
    with pytest.raises(disnake.LoginFailure):
        await app.run("not a token", sync=False)
