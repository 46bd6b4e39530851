"""A crew of bots under one token."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.gateway.crew import Crew, gathered


@pytest.fixture
async def crew(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Crew]:
    """A Discord with eight gateway shards, and no bot yet."""
    import disnake.asset
    import disnake.http

    # Where the library's requests go is global to it: put that back at the end.
    monkeypatch.setattr(disnake.http.Route, "BASE", disnake.http.Route.BASE)
    monkeypatch.setattr(disnake.asset.Asset, "BASE", disnake.asset.Asset.BASE)
    async with gathered(redis_url) as crew:
        yield crew
