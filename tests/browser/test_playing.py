"""Playing on the page: commands, presses, choices and forms, at a desk and with a phone."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Come, Visitor

pytestmark = pytest.mark.anyio


async def test_a_command_is_typed_picked_and_answered(visitor: Visitor) -> None:
    await visitor.line.press_sequentially("/hel")
    await expect(visitor.offers).to_contain_text("Say hello")
    await visitor.line.press("Enter")

    await expect(visitor.newest).to_contain_text("Ada used /hello")
    await expect(visitor.newest).to_contain_text("Hello there")
    await expect(visitor.newest).to_be_in_viewport()


async def test_options_are_entered_by_their_type_and_the_bot_suggests(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.command("weather of")
    await page.get_by_label("town").press_sequentially("la")
    await expect(visitor.offers).to_have_text("Lagos")
    await page.keyboard.press("Tab")
    for option in ("days", "wind", "guest", "sky"):
        await visitor.button(f"+ {option}").click()
    await page.get_by_label("days").fill("3")
    await page.get_by_label("wind").select_option("True")
    await page.get_by_label("guest").select_option("Bilal")
    await page.get_by_label("sky").select_option("blue")
    await visitor.button("Send").click()

    await expect(visitor.newest).to_contain_text("Lagos: blue for 3 days, wind True, with Bilal")


async def test_a_number_out_of_bounds_is_not_sent(come: Come) -> None:
    visitor = await come()
    await visitor.command("weather of")
    await visitor.page.get_by_label("town").fill("Rome")
    await visitor.button("+ days").click()
    await visitor.page.get_by_label("days").fill("8")
    await visitor.button("Send").click()

    assert await visitor.page.get_by_label("days").evaluate("field => field.validity.rangeOverflow")
    await expect(visitor.messages).to_have_count(0)
    await expect(visitor.page.locator(".filling")).to_contain_text("(1 to 7)")


async def test_a_press_changes_the_message_and_marks_it_as_edited(visitor: Visitor) -> None:
    await visitor.command("whisper")
    await expect(visitor.newest).to_contain_text("Only you can see this")
    await visitor.button("Again").click()

    await expect(visitor.newest).to_contain_text("psst again")
    await expect(visitor.newest).to_contain_text("(edited)")
    await expect(visitor.messages).to_have_count(1)


@pytest.mark.parametrize(
    ("menu", "option", "told"), [("Which fruit?", "kiwi", "kiwi"), ("Which channel?", "#play", "play")]
)
async def test_a_choice_is_made_from_a_list(visitor: Visitor, menu: str, option: str, told: str) -> None:
    await visitor.command("parts")
    await visitor.button(menu).click()
    await visitor.offers.filter(has_text=option).click()

    await expect(visitor.newest).to_contain_text("You chose")
    await expect(visitor.button(f"{menu}: {option}")).to_be_visible()
    assert told in option


async def test_several_are_chosen_with_keys_alone_and_sent_once(visitor: Visitor) -> None:
    keyboard = visitor.page.keyboard
    await visitor.command("parts")
    await visitor.button("Which towns?").focus()
    for key in ("ArrowDown", "Enter", "End", "Space"):
        await keyboard.press(key)
    await expect(visitor.offers.and_(visitor.page.get_by_role("option", selected=True))).to_have_count(2)
    await keyboard.press("Tab")
    await keyboard.press("Enter")

    await expect(visitor.newest).to_contain_text("You chose Bergen, Lima")
    await expect(visitor.messages).to_have_count(2)


async def test_a_form_is_filled_in_and_sent(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.command("form")
    dialog = page.get_by_role("dialog", name="An order")
    await expect(dialog.get_by_label("Name")).to_be_focused()
    await page.keyboard.type("Ada")
    await dialog.get_by_role("button", name="Flavour").click()
    await dialog.get_by_role("option", name="plum").click()
    await dialog.get_by_role("radio", name="large").check()
    await dialog.get_by_role("checkbox", name="mint").check()
    await dialog.get_by_role("checkbox", name="To go").check()
    await dialog.get_by_role("button", name="Submit").click()

    await expect(dialog).to_be_hidden()
    await expect(visitor.newest).to_contain_text(
        "name Ada, flavour ['plum'], size large, tops ['mint'], to_go True"
    )


async def test_a_form_says_what_is_lacking_and_stays(come: Come) -> None:
    visitor = await come()
    await visitor.command("form")
    dialog = visitor.page.get_by_role("dialog", name="An order")
    await dialog.get_by_label("Name").fill("Ada")
    await dialog.get_by_role("button", name="Submit").click()

    await expect(dialog.get_by_role("alert")).to_have_count(3)
    await visitor.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(visitor.messages).to_have_count(0)


async def test_a_failure_says_what_discord_refused(come: Come) -> None:
    visitor = await come()
    await visitor.command("long")

    alert = visitor.page.get_by_role("alert")
    await expect(alert).to_contain_text("/long")
    await expect(alert).to_contain_text("50035")
    await expect(alert).to_contain_text("data.content: Must be 2000 or fewer in length.")
    await visitor.button("Dismiss").click()
    await expect(alert).to_have_count(0)


async def test_two_users_at_once_see_what_is_for_them(come: Come) -> None:
    ada, bilal = await come(0), await come(1)
    await ada.command("whisper")
    await expect(ada.newest).to_contain_text("psst")
    await bilal.command("hello")

    await expect(ada.newest).to_contain_text("Bilal used /hello")
    await expect(bilal.newest).to_contain_text("Hello there")
    await expect(ada.messages).to_have_count(2)
    await expect(bilal.messages).to_have_count(1)


async def test_what_is_new_below_is_told_and_ones_own_answer_comes_into_view(come: Come) -> None:
    ada, bilal = await come(0, size=(800, 500)), await come(1)
    for number in range(1, 3):
        await ada.command("parts")
        await expect(ada.messages).to_have_count(number)
    first = ada.messages.first
    await first.scroll_into_view_if_needed()
    await bilal.command("hello")

    below = ada.page.get_by_role("button", name="1 new message")
    await expect(below).to_be_visible()
    await expect(ada.newest).not_to_be_in_viewport()
    await below.click()
    await expect(ada.newest).to_be_in_viewport()
    await expect(below).to_be_hidden()

    await first.get_by_role("button", name="primary").click()
    await expect(ada.newest).to_contain_text("You pressed primary")
    await expect(ada.newest).to_be_in_viewport()


async def test_one_goes_to_another_server_to_direct_messages_and_is_somebody_else(come: Come) -> None:
    ada = await come()
    await ada.command("hello")
    await expect(ada.messages).to_have_count(1)
    await ada.button("Ember Library").click()
    await expect(ada.page.get_by_role("heading", name="Ember Library")).to_be_visible()
    await expect(ada.messages).to_have_count(0)
    await ada.button("Direct messages").click()
    await ada.command("whisper")
    await expect(ada.newest).to_contain_text("psst")
    await ada.page.get_by_label("You are").select_option("Chiara")
    await expect(ada.messages).to_have_count(0)


async def test_somebody_new_sees_commands_in_their_language(come: Come) -> None:
    ada = await come()
    await ada.button("Let somebody new join").click()
    await ada.page.get_by_label("Name").fill("Dörte")
    await ada.page.get_by_label("Language").select_option("German")
    await ada.button("Join").click()
    await expect(ada.page.get_by_label("You are").locator("option:checked")).to_have_text("Dörte")

    await ada.line.fill("/hal")
    await expect(ada.offers).to_contain_text("Sage Hallo")
    await ada.line.press("Enter")
    await expect(ada.newest).to_contain_text("Hello there")
