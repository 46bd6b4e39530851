"""`reve play --instances 3` in two browsers: instances are killed under the players, who play on."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import Browser, expect

from tests.browser.conftest import Visitor
from tests.browser.ensemble import SOON_MS, ada_and_bilal, begin, owner_of, playing, row, until_told

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

PULLS = 5
"""How many a player begins with."""


@pytest.fixture
async def two(
    browser: Browser, fresh_database: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[tuple[Visitor, Visitor]]:
    """Ada and Bilal at the page of three instances."""
    async with (
        playing(3, fresh_database, redis_url, tmp_path) as url,
        ada_and_bilal(browser, url) as visitors,
    ):
        yield visitors


async def test_players_go_on_while_instances_are_killed_and_keep_what_they_own(
    two: tuple[Visitor, Visitor], fresh_database: str
) -> None:
    ada, bilal = two
    for visitor in two:
        await begin(visitor)
        await until_told(visitor, "reve pull", "takes shape")

    killed = await owner_of(ada, "Ada")
    await ada.page.get_by_role("button", name=f"Kill {killed}").click()
    await expect(row(bilal, "Instances", killed)).to_contain_text("killed", timeout=SOON_MS)
    for visitor in two:
        await until_told(visitor, "reve pull", "takes shape")

    gone = await owner_of(bilal, "Bilal")
    said = await row(bilal, "Instances", gone).locator(".fact", has_text="pid").inner_text()
    os.kill(int(said.split()[-1]), signal.SIGKILL)
    await expect(row(ada, "Instances", gone)).to_contain_text("ended by itself by signal 9", timeout=SOON_MS)
    await bilal.button(f"Start again {killed}").click()
    for visitor in two:
        await until_told(visitor, "reve pull", "takes shape")
    await expect(row(ada, "Instances", killed)).to_contain_text("serving", timeout=SOON_MS)

    pulls = await pulls_of_each(fresh_database)
    assert len(pulls) == len(two)
    for visitor, pulled in zip(two, pulls, strict=True):
        await until_told(visitor, "reve info", f"{PULLS - pulled} / {PULLS}")


async def pulls_of_each(database_url: str) -> list[int]:
    """How many pulls each of the players has made, as stored; those who came first, first."""
    connection = await asyncpg.connect(database_url)
    try:
        rows = await connection.fetch(
            "SELECT count(*) AS pulls FROM delta WHERE name = 'reve.pull' GROUP BY key ORDER BY key"
        )
    finally:
        await connection.close()
    return [row["pulls"] for row in rows]
