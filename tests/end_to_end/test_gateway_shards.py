"""Processes under one bot token: one is killed, one is stopped, one comes."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.end_to_end.trio import Trio, serving_trio
from tests.playground.hearing import assert_answered_once

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(400)]


@pytest.fixture
async def trio(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[Trio]:
    """Three processes that serve."""
    async with serving_trio(fresh_database, redis_url, tmp_path) as trio:
        yield trio


async def test_all_is_served_again_after_one_of_three_was_killed(trio: Trio) -> None:
    trio.bots[1].process.kill()
    await trio.bots[1].process.wait()
    await trio.shared_by(2)
    for handle in await trio.ask_everywhere():
        await assert_answered_once(handle)


async def test_no_click_falls_between_when_one_of_three_is_stopped_and_another_comes(trio: Trio) -> None:
    stopping = asyncio.create_task(trio.bots[0].terminate())
    asked = await trio.ask_until(stopping.done)
    assert await stopping == 0
    await trio.shared_by(2)
    async with trio.outside.bot():
        joining = asyncio.create_task(trio.shared_by(3))
        asked += await trio.ask_until(joining.done)
        await joining
        for handle in asked:
            await assert_answered_once(handle)
