"""`reve play` with several instances, two players at its page, and what the look inside tells them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio
from anyio import to_thread
from playwright.async_api import Browser, Locator, expect

from persistence.migrate import migrate
from tests.browser.conftest import WIDE, Visitor, Watch
from tests.launch.conftest import running

COMES_ABOUT_WITHIN_S = 60
SOON_MS = 30_000


@asynccontextmanager
async def playing(instances: int, database_url: str, redis_url: str, data_dir: Path) -> AsyncIterator[str]:
    """Play with so many instances on an empty database; yield the page's address."""
    await migrate(database_url)
    env = {
        "REVE_DATA_DIR": str(data_dir),
        "REVE_DATABASE_URL": database_url,
        "REVE_REDIS_URL": redis_url,
        "REVE_LEASE_TTL_S": "2",
    }
    with running("play", "--instances", str(instances), "--port", "0", "--no-browser", env=env) as reve:
        said = await to_thread.run_sync(reve.said, r"REVE is running: (http://\S+)")
        yield said[1]
        assert await to_thread.run_sync(reve.stop) == 0


@asynccontextmanager
async def ada_and_bilal(browser: Browser, url: str) -> AsyncIterator[tuple[Visitor, Visitor]]:
    """Let the first two users come to the page, each with a browser profile of their own, looking inside."""
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


async def owner_of(visitor: Visitor, player: str) -> str:
    """Read on the page which instance owns a player."""
    said = await row(visitor, "Actors", f"player {player}").locator(".fact", has_text="instance").inner_text()
    return said.split()[-1]


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
