"""Buildings and direct messages, played through the real client library and a local Discord."""

import asyncio
from typing import Any

import pytest

from tests.bot.stage import Stage

pytestmark = pytest.mark.anyio


async def rich(stage: Stage) -> None:
    """Begin, learn from all orbs (which is enough for level 5), and claim the day's revies."""
    await stage.begin()
    await stage.slash("use", item="xp_orb", count=25)
    await stage.slash("daily")


@pytest.mark.parametrize(
    ("command", "options", "shows"),
    [
        ("buildings", {}, "Nothing is built yet"),
        ("build", {"type": "shrine"}, "Built"),
        ("upgrade", {"type": "shrine"}, "You have no building for that yet"),
        ("collect", {}, "You have no building for that yet"),
        ("expand", {}, "revies"),
        ("why", {"what": "income"}, "You have no building for that yet"),
        ("notify view", {}, "At most 3 a day"),
        ("notify set", {"type": "energy_full", "on": True}, "✅ Energy is full"),
        ("notify all", {"on": False}, "▫️ You were attacked"),
    ],
)
async def test_every_command_of_holdings_does_what_it_says(
    stage: Stage, command: str, options: dict[str, Any], shows: str
) -> None:
    await rich(stage)
    assert shows in (await stage.slash(command, **options)).text


async def test_a_shrine_is_built_with_a_button_and_earns_its_first_half_hour(stage: Stage) -> None:
    await rich(stage)
    listed = await stage.slash("buildings")
    built = await stage.press(listed, "Build Shrine: 10,000")
    assert "Shrine** × 1 of 7" in built.text
    assert "Nothing to collect yet" in (await stage.slash("collect")).text


async def test_hazard_6_an_old_button_of_buildings_builds_nothing(stage: Stage) -> None:
    await rich(stage)
    first, second = await stage.slash("buildings"), await stage.slash("buildings")
    await stage.press(first, "Build Shrine: 10,000")
    again = await stage.press(second, "Build Shrine: 10,000")
    assert "× 1 of 7" in again.text
    assert stage.journaled(stage.ada).count("building.build") == 1


async def test_hazard_13_builds_that_come_at_once_spend_the_same_revies_once(stage: Stage) -> None:
    await rich(stage)
    handles = [await stage.begun("build", type="shrine") for _ in range(5)]
    replies = [(await handle.reply()).text for handle in handles]
    assert sum("Built" in reply for reply in replies) == 1
    assert stage.journaled(stage.ada).count("building.build") == 1


async def test_a_test_message_arrives_and_leads_back_to_the_panel(stage: Stage) -> None:
    await stage.begin()
    panel = await stage.slash("notify view")
    assert "A test is on its way" in (await stage.press(panel, "Send me a test")).text
    (message,) = await stage.client.direct(stage.ada)
    assert "It works" in message.text
    assert "Energy is full" in (await stage.press(message, "Direct messages")).text


async def test_hazard_5_a_test_that_is_delivered_again_sends_one_message(stage: Stage) -> None:
    await stage.begin()
    panel = await stage.slash("notify view")
    handle = await stage.client.click(stage.ada, panel, "Send me a test")
    await handle.reply()
    await handle.redeliver(3)
    await stage.client.direct(stage.ada)
    await stage.answered(7)
    assert len(await stage.client.direct(stage.ada)) == 1


async def test_closed_direct_messages_stop_reminders_and_are_told_at_the_next_command(stage: Stage) -> None:
    await stage.begin()
    await stage.client.open_dms(stage.ada, takes=False)
    await stage.press(await stage.slash("notify view"), "Send me a test")
    async with asyncio.timeout(10):
        while "notification.close" not in stage.journaled(stage.ada):
            await asyncio.sleep(0.05)
    assert "direct messages are closed" in (await stage.slash("profile")).text
    assert "direct messages are closed" in (await stage.slash("daily")).text
    assert "direct messages are closed" not in (await stage.slash("profile")).text
    assert "Discord did not let" in (await stage.slash("notify view")).text


async def test_settings_lead_to_the_panel_of_direct_messages(stage: Stage) -> None:
    await stage.begin()
    shown = await stage.press(await stage.slash("settings"), "Direct messages")
    assert "No quiet hours" in shown.text


async def test_quiet_hours_are_set_with_menus(stage: Stage) -> None:
    await stage.begin()
    panel = await stage.slash("notify view")
    menus = [menu.custom_id for menu in panel.selects]
    for menu, value in zip(menus[1:], ("22", "7", "1560"), strict=True):
        panel = await (await stage.client.select(stage.ada, panel, [value], menu)).reply()
    assert "Quiet from 22:00 to 07:00 (UTC+02:00)" in panel.text


async def test_hints_lead_through_the_first_steps(stage: Stage) -> None:
    begun = await stage.begin()
    pulled = await stage.slash("reve pull")
    assert "/reve pull" in begun.text
    assert "/quest go" in pulled.text
    assert "/quest go" not in (await stage.slash("daily")).text
