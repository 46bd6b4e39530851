"""What the page draws, and that it can be read and used by everybody."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import PHONE, Come, Visitor

pytestmark = pytest.mark.anyio

DAY_MS = 86_400_000
GRAVE = ("serious", "critical")


async def faults(page: Page) -> list[Any]:
    """List what axe finds that keeps somebody out."""
    # Half-way through a transition, colours are nobody's choice.
    await page.emulate_media(reduced_motion="reduce")
    found = (await Axe().run(page)).response["violations"]
    return [
        (fault["id"], [node["html"] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in GRAVE
    ]


async def drawn(visitor: Visitor) -> None:
    """Have one of everything on the page."""
    for number, command in enumerate(("parts", "card", "whisper", "hello"), 1):
        await visitor.command(command)
        await expect(visitor.messages).to_have_count(number)


async def test_components_are_drawn_with_texts_and_described_pictures(visitor: Visitor) -> None:
    await visitor.command("parts")

    await expect(visitor.newest.get_by_role("heading", name="Heading")).to_be_visible()
    await expect(visitor.newest.get_by_role("img", name="A teal card")).to_be_visible()
    await expect(visitor.newest.get_by_role("img", name="A thumb")).to_be_visible()
    await expect(visitor.newest.locator("strong")).to_have_text("bold")
    await expect(visitor.newest.locator(".moment")).to_contain_text("years ago")
    await expect(visitor.button("Off")).to_be_disabled()
    await expect(visitor.newest.get_by_role("link", name="Away")).to_have_attribute(
        "href", "https://example.com/"
    )
    await visitor.button("Spoiler, press to reveal").click()
    await expect(visitor.newest.get_by_text("hidden")).to_be_visible()


async def test_an_embed_is_drawn_with_fields_footer_and_picture(visitor: Visitor) -> None:
    await visitor.command("card")

    for text in ("An author", "A title", "words", "Left", "Right", "A footer"):
        await expect(visitor.newest.get_by_text(text, exact=True)).to_be_visible()
    loaded = visitor.newest.get_by_role("img").first
    await expect(loaded).to_be_visible()
    await expect(visitor.newest.get_by_role("img")).to_have_count(1)
    assert await loaded.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 60


async def test_a_moment_ticks(come: Come) -> None:
    ada = await come()
    await ada.page.clock.install()
    await ada.command("parts")
    moment = ada.newest.locator(".moment")
    before = await moment.text_content()
    await ada.page.clock.fast_forward(400 * DAY_MS)

    await expect(moment).not_to_have_text(before or "")


@pytest.mark.parametrize("light", [False, True], ids=["dark", "light"])
async def test_nothing_keeps_anybody_out_of_the_messages(come: Come, light: bool) -> None:
    ada = await come(light=light)
    await drawn(ada)
    await ada.button("Which towns?").click()
    await expect(ada.offers).to_have_count(3)

    assert await faults(ada.page) == []


@pytest.mark.parametrize("light", [False, True], ids=["dark", "light"])
async def test_nothing_keeps_anybody_out_of_picker_options_and_forms(come: Come, light: bool) -> None:
    ada = await come(light=light, size=PHONE)
    await ada.line.fill("/")
    await expect(ada.offers.first).to_be_visible()
    assert await faults(ada.page) == []
    await ada.command("weather of")
    await ada.page.get_by_label("town").press_sequentially("l")
    await expect(ada.offers.first).to_be_visible()
    assert await faults(ada.page) == []
    await ada.button("Cancel the command").click()
    await ada.command("form")
    await ada.page.get_by_role("dialog", name="An order").get_by_label("Name").fill("Ada")
    await ada.button("Submit").click()
    await expect(ada.page.get_by_role("alert").first).to_be_visible()
    assert await faults(ada.page) == []


@pytest.mark.parametrize("light", [False, True], ids=["dark", "light"])
async def test_nothing_keeps_anybody_out_of_the_look_inside(come: Come, light: bool) -> None:
    ada = await come(light=light)
    await ada.command("hello")
    await ada.button("Inside").click()
    await expect(ada.page.get_by_role("complementary", name="Inside")).to_contain_text("/hello")

    assert await faults(ada.page) == []


async def test_nothing_is_wider_than_a_phone(come: Come) -> None:
    ada = await come(size=PHONE)
    await drawn(ada)
    await ada.command("weather of")

    all_parts = "[...document.querySelectorAll('main *')]"
    too_wide = f"{all_parts}.filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
    assert await ada.page.evaluate(f"{too_wide}.map(each => each.outerHTML.slice(0, 120))") == []
