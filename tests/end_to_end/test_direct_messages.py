"""Direct messages, from a reminder in Postgres to Discord: once, and not to those who take none."""

import anyio
import pytest

from tests.end_to_end.person import Person
from tests.end_to_end.site import Site

pytestmark = pytest.mark.anyio


async def ask_for_a_test(person: Person) -> None:
    """Ask for a test message."""
    await person.press(await person.slash("notify view"), "Send me a test")


async def test_a_reminder_becomes_one_message_and_one_delta(site: Site) -> None:
    player = await site.player()
    await ask_for_a_test(player)
    (message,) = await site.client.direct(player.id)
    assert "It works" in message.text
    names = await player.names()
    assert [name for name in names if name.startswith("note")] == ["note/reminder"]
    assert await site.rows("SELECT * FROM inbox WHERE key = $1", player.id) == []
    assert (await player.state()).notices.sent_at_ms.keys() == {"test"}


async def test_a_message_has_buttons_that_work(site: Site) -> None:
    player = await site.player()
    await ask_for_a_test(player)
    (message,) = await site.client.direct(player.id)
    assert "At most 3 a day" in (await player.press(message, "Direct messages")).text


async def test_energy_that_is_not_full_yet_waits_in_the_inbox(site: Site) -> None:
    player = await site.player()
    await player.slash("notify set", type="reve_full", on=True)
    await player.slash("reve pull", count=1)
    (row,) = await site.rows("SELECT name, due_at > now() AS later FROM inbox WHERE key = $1", player.id)
    assert (row["name"], row["later"]) == ("reminder:reve_full", True)


async def test_who_takes_no_messages_gets_none_until_they_ask(site: Site) -> None:
    player = await site.player()
    await site.client.open_dms(player.id, takes=False)
    await ask_for_a_test(player)
    with anyio.fail_after(10):
        while not (await player.state()).notices.blocked:
            await anyio.sleep(0.05)
    assert "direct messages are closed" in (await player.slash("profile")).text
    await site.client.open_dms(player.id, takes=True)
    await player.slash("notify set", type="energy_full", on=True)
    assert not (await player.state()).notices.blocked
