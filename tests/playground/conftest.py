"""A local Discord with the sample bot online, and a client to play with."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from reve.playground.client import SimClient
from reve.playground.server import Playground
from tests.playground.sample_bot import Sample, running
from tests.playground.verdict import pytest_runtest_call

__all__ = ["pytest_runtest_call"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything on stage: the local Discord, the bot, a client and the ids of the first ones."""

    playground: Playground
    bot: Sample
    client: SimClient
    ada: int
    bilal: int
    guild: int


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with (
        Playground.serve(None) as playground,
        running(playground) as bot,
        SimClient(playground.url) as client,
    ):
        ada, bilal = (user.id for user in playground.users[:2])
        guild = playground.guilds[0].id
        async with asyncio.timeout(10):
            await client.wait_for_command("hello", user=ada, guild=guild)
        yield Stage(playground, bot, client, ada, bilal, guild)
