"""A local Discord with a bot online, and visitors with a browser that watches what its page does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, Locator, Page, Route, async_playwright, expect

from reve.playground.client import SimClient
from reve.playground.server import Playground
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.show_bot import showing

WIDE = (1280, 860)
PHONE = (390, 844)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Playwright knows asyncio only."""
    return "asyncio"


@pytest.fixture(scope="module")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    """A browser with an empty profile of its own, for one module: its loop must not outlive its tests."""
    path = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        await browser.close()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the page."""

    page: Page

    @property
    def line(self) -> Locator:
        """Where commands are typed."""
        return self.page.get_by_role("combobox", name="Command")

    @property
    def messages(self) -> Locator:
        """The messages that are seen."""
        return self.page.locator(".message")

    @property
    def newest(self) -> Locator:
        """The message at the end."""
        return self.messages.last

    @property
    def offers(self) -> Locator:
        """What the lists that are open offer (the browser's own selects count as lists, too)."""
        return self.page.locator("li[role=option]")

    def button(self, name: str) -> Locator:
        """A button, by its label."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def command(self, name: str) -> None:
        """Type a command without options and take it from the picker."""
        await self.line.fill(f"/{name}")
        await expect(self.offers.first).to_contain_text(f"/{name}")
        await self.line.press("Enter")


@dataclass
class Watch:
    """What no page may do: complain on the console, break, or ask anybody but the local Discord."""

    url: str
    faults: list[str] = field(default_factory=list)

    async def over(self, page: Page) -> None:
        """Watch a page."""
        page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("websocket", lambda socket: self._check(socket.url.replace("ws:", "http:", 1)))
        await page.route("**/*", self._pass)

    async def _pass(self, route: Route) -> None:
        if self._check(route.request.url):
            await route.continue_()
        else:
            await route.abort()

    def _check(self, url: str) -> bool:
        ours = url.startswith((f"{self.url}/", "data:"))
        if not ours:
            self.faults.append(f"asked for {url}")
        return ours


type Come = Callable[..., Awaitable[Visitor]]


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A local Discord where the bot's commands can be used."""
    async with (
        Playground.serve(None) as playground,
        showing(playground),
        SimClient(playground.url) as client,
        asyncio.timeout(30),
    ):
        user, guild = playground.users[0].id, playground.guilds[0].id
        await client.wait_for_command("evil", user=user, guild=guild)
        yield playground


@pytest.fixture
async def come(browser: Browser, playground: Playground) -> AsyncIterator[Come]:
    """A function that lets somebody come to the page, in a profile that nobody else shares."""
    watch, contexts = Watch(playground.url), []

    async def come(user: int = 0, *, size: tuple[int, int] = WIDE, light: bool = False) -> Visitor:
        width, height = size
        context = await browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light" if light else "dark"
        )
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        await watch.over(page)
        await page.goto(f"{playground.url}/#user={playground.users[user].id}")
        await expect(page.get_by_role("status").first).to_have_text("Bot online")
        return Visitor(page)

    yield come
    for context in contexts:
        await context.close()
    assert not watch.faults


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
async def visitor(request: pytest.FixtureRequest, come: Come) -> Visitor:
    """The first user, at a desk and with a phone."""
    return await come(size=request.param)
