"""The rarer ways to play: files, menus of users and messages, bad days, promises that come to nothing."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import Come

pytestmark = pytest.mark.anyio


def paper(name: str, text: str = "words") -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


async def test_a_file_is_sent_with_a_command(come: Come) -> None:
    ada = await come()
    await ada.command("keep")
    await ada.page.get_by_label("file").set_input_files([paper("note.txt", "some words")])
    await ada.button("Send").click()

    await expect(ada.newest).to_contain_text("note.txt: some words")


async def test_files_are_sent_with_a_form_and_an_emptied_text_stays_empty(come: Come) -> None:
    ada = await come()
    await ada.command("papers")
    await ada.page.get_by_label("Papers").last.set_input_files([paper("one.txt"), paper("two.txt")])
    await ada.page.get_by_label("Note").fill("")
    await ada.button("Submit").click()

    await expect(ada.newest).to_contain_text("one.txt, two.txt, note emptied")


async def test_entries_in_the_menus_of_users_and_messages_are_used(come: Come) -> None:
    ada = await come()
    await ada.line.fill("Gre")
    await expect(ada.offers).to_contain_text("From the menu of a user")
    await ada.line.press("Enter")
    await ada.page.get_by_label("user").select_option("Chiara")
    await ada.button("Send").click()
    await expect(ada.newest).to_contain_text("Hello Chiara")
    await ada.newest.get_by_label("More about this message").click()
    await ada.newest.get_by_role("button", name="Count").click()

    await expect(ada.newest).to_contain_text("12 letters")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/weather of town:New York days:3 sky:blue", "New York: blue for 3 days, wind False, with nobody"),
        ("weather of guest:@Bilal wind:True town:Rome", "Rome: grey for 1 days, wind True, with Bilal"),
    ],
)
async def test_a_command_that_is_typed_as_a_whole_fills_its_options_in(
    come: Come, typed: str, told: str
) -> None:
    ada = await come()
    await ada.line.fill(typed)
    await expect(ada.offers).to_contain_text("/weather of")
    await ada.line.press("Enter")
    await expect(ada.button("Send")).to_be_focused()
    await ada.page.keyboard.press("Enter")

    await expect(ada.newest).to_contain_text(told)


async def test_what_a_typed_option_cannot_be_is_left_to_fill_in(come: Come) -> None:
    ada = await come()
    await ada.line.press_sequentially("/weather of days:many town:Rome")
    await ada.line.press("Enter")
    await expect(ada.page.get_by_label("days")).to_be_focused()
    await ada.page.keyboard.type("2")
    await ada.page.keyboard.press("Enter")

    await expect(ada.newest).to_contain_text("Rome: grey for 2 days")


async def test_a_command_with_an_option_that_it_does_not_have_is_none(come: Come) -> None:
    ada = await come()
    await ada.line.fill("/weather of moon:full")

    await expect(ada.page.locator(".picker")).to_have_text("There is no such command here.")


async def test_a_promise_that_discord_refuses_to_keep_is_told(come: Come) -> None:
    ada = await come()
    await ada.command("ponder")

    await expect(ada.newest).to_contain_text("is thinking")
    await expect(ada.page.get_by_role("alert")).to_contain_text("What was promised was refused (50035")


async def test_a_bad_day_is_ordered_suffered_and_over(come: Come) -> None:
    ada = await come()
    await ada.button("Inside").click()
    await ada.page.get_by_text("Misbehaviour").click()
    await ada.button("Interaction twice").click()
    await expect(ada.page.get_by_text("1 to come")).to_be_visible()
    await ada.command("hello")
    await expect(ada.newest).to_contain_text("Hello there")
    await expect(ada.page.get_by_text("1 to come")).to_be_hidden()

    async with ada.page.expect_response("**/sim/gateway/drop") as dropped:
        await ada.button("Drop connection").click()
    assert (await dropped.value).ok
    await expect(ada.page.get_by_role("status").first).to_have_text("Bot online")
    await ada.command("hello")
    await expect(ada.messages).to_have_count(2)
