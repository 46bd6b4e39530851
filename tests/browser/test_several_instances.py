"""`reve play --instances 3` in two browsers: instances are killed under the players, who play on."""

import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import anyio
import asyncpg
import pytest
from anyio import to_thread
from playwright.async_api import Browser, Locator, expect

from persistence.migrate import migrate
from tests.browser.conftest import WIDE, Visitor, Watch
from tests.launch.conftest import running

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

COMES_ABOUT_WITHIN_S = 60
SOON_MS = 30_000
PULLS = 5
"""How many a player begins with."""


@pytest.fixture
async def url(anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path) -> AsyncIterator[str]:
    """The page's address."""
    await migrate(fresh_database)
    env = {
        "REVE_DATA_DIR": str(tmp_path),
        "REVE_DATABASE_URL": fresh_database,
        "REVE_REDIS_URL": redis_url,
        "REVE_LEASE_TTL_S": "2",
    }
    with running("play", "--instances", "3", "--port", "0", "--no-browser", env=env) as reve:
        said = await to_thread.run_sync(reve.said, r"REVE is running: (http://\S+)")
        yield said[1]
        assert await to_thread.run_sync(reve.stop) == 0


@pytest.fixture
async def two(browser: Browser, url: str) -> AsyncIterator[tuple[Visitor, Visitor]]:
    """Ada and Bilal at the page, each with a browser profile of their own, looking inside."""
    watch, visitors = Watch(url), []
    contexts = [await browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}) for _ in range(2)]
    for name, context in zip(("Ada", "Bilal"), contexts, strict=True):
        page = await context.new_page()
        page.set_default_timeout(COMES_ABOUT_WITHIN_S * 1000)
        await watch.over(page)
        await page.goto(url)
        await page.get_by_label("You are").select_option(name)
        await page.get_by_role("button", name="Inside").click()
        visitors.append(Visitor(page))
    ada, bilal = visitors
    yield ada, bilal
    for context in contexts:
        await context.close()
    assert not watch.faults


def row(visitor: Visitor, panel: str, name: str) -> Locator:
    """A row of a panel, by its first value."""
    page = visitor.page
    shown = page.locator(".panels details").filter(has=page.locator("summary", has_text=panel))
    return shown.locator("li").filter(has=page.locator("b", has_text=re.compile(f"^{name}$")))


async def begin(visitor: Visitor) -> None:
    """Choose the first class."""
    await until_told(visitor, "start", "choose")
    await visitor.newest.get_by_role("button").first.click()
    await expect(visitor.newest).to_contain_text("Welcome", ignore_case=True, timeout=SOON_MS)


async def until_told(visitor: Visitor, command: str, text: str) -> None:
    """Use a command until the answer is such; who plays while an instance dies may have to try again."""
    with anyio.fail_after(COMES_ABOUT_WITHIN_S):
        while True:
            before = await visitor.messages.count()
            await visitor.command(command)
            if command == "reve pull":
                await visitor.button("Send").click()  # it has an option that may be left out
            with suppress(AssertionError):
                await expect(visitor.messages).to_have_count(before + 1, timeout=SOON_MS)
                await expect(visitor.newest).to_contain_text(text, ignore_case=True, timeout=SOON_MS)
                return


async def owner_of(visitor: Visitor, player: str) -> str:
    """Read on the page which instance owns a player."""
    said = await row(visitor, "Actors", f"player {player}").locator(".fact", has_text="instance").inner_text()
    return said.split()[-1]


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
