"""Texts that try to be more than text, wherever a bot or a user can put them."""

import pytest
from playwright.async_api import expect

from reve.playground.panels import Panel, Row
from reve.playground.server import Playground
from tests.browser.conftest import Come
from tests.browser.show_bot import EVIL

pytestmark = pytest.mark.anyio


async def test_what_a_bot_says_stays_text(come: Come) -> None:
    ada = await come()
    await ada.command("evil")
    await expect(ada.newest.locator(".embed-title")).to_have_text(EVIL)
    await ada.newest.locator(".opener").click()
    await expect(ada.offers).to_contain_text("<img src=x")

    assert await ada.page.title() == "REVE, on this machine"
    assert await ada.page.locator("script:not([src^='/page/']), img, b:has-text('bold')").count() == 0
    await expect(ada.newest.get_by_role("link")).to_have_count(0)


async def test_names_of_people_and_guilds_stay_text(come: Come, playground: Playground) -> None:
    mallory = playground.world.add_user("mallory", EVIL)
    playground.world.add_guild(EVIL, mallory.id)
    ada = await come()
    await ada.page.get_by_label("You are").select_option(str(mallory.id))
    await ada.command("hello")
    await expect(ada.newest).to_contain_text(f"{EVIL} used /hello")
    await ada.page.get_by_role("navigation").get_by_role("button", name=EVIL).click()
    await expect(ada.page.get_by_role("heading", level=1)).to_have_text(EVIL)

    assert await ada.page.title() == "REVE, on this machine"
    assert await ada.page.locator("img").count() == 0


async def test_what_panels_show_stays_text_and_is_read_anew(come: Come, playground: Playground) -> None:
    looks = iter(range(1, 1000))

    async def rows() -> list[Row]:
        return [{"look": next(looks), EVIL: EVIL}]

    playground.show(Panel(EVIL, rows))
    ada = await come()
    await ada.button("Inside").click()
    inside = ada.page.get_by_role("complementary", name="Inside")
    panel = inside.locator("details", has_text=EVIL)
    await expect(panel.locator("code")).to_have_text(EVIL)
    first = await panel.locator("b").text_content() or ""

    await expect(panel.locator("b")).not_to_have_text(first)
    assert await inside.locator("img").count() == 0
    await ada.page.keyboard.press("Escape")
    await expect(inside).to_be_hidden()
