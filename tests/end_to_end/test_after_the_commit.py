"""What goes wrong after the commit, in drawing or in sending, takes nothing back and denies nothing."""

import asyncio
from typing import Any

import pytest

from reve.bot.cards.studio import Cards
from reve.bot.screens.registry import LAYOUTS
from reve.game.replies import Pulled
from reve.playground.seen import Message
from tests.end_to_end.door import FORBIDDEN, INVALID_FORM
from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

DENIALS = ("refusal.INTERNAL", "refusal.UNKNOWN", "refusal.BUSY")
OPEN_TRANSACTIONS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
    AND (state <> 'idle' OR xact_start IS NOT NULL)
"""
LOCKED_ROWS = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def denied(answer: Message) -> bool:
    """Whether an answer says that it failed."""
    return any(words()(key) in answer.text for key in DENIALS)


async def the_pull_is_stored_once(player: Person) -> bool:
    """Whether one pull stands in the journal, and the esprits that it gave in the collection."""
    copies = sum(stack.quantity for stack in (await player.state()).stacks.values())
    return (await player.names()).count("reve.pull") == 1 and copies == 3


async def test_hazard_7_a_picture_that_cannot_be_drawn_is_left_out(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()

    async def no_paint(self: Cards, specs: Any) -> None:
        raise OSError("no paint left")

    monkeypatch.setattr(Cards, "esprit_card", no_paint)
    monkeypatch.setattr(Cards, "pull_card", no_paint)
    pulled = await player.slash("reve pull")

    assert words().many("reve.pulled.title", 1, count="1") in pulled.text
    assert not pulled.attachments
    assert not denied(pulled)
    assert "no paint left" in caplog.text
    assert await the_pull_is_stored_once(player)
    caplog.clear()


async def test_hazard_7_a_screen_that_cannot_be_laid_out_is_told_in_plain_text(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()

    def broken(shown: Pulled, context: Any) -> Any:
        raise KeyError("a text that nobody wrote")

    with monkeypatch.context() as patch:
        patch.setitem(dict_of(LAYOUTS), Pulled, broken)
        handle = await player.send("reve pull")
        plain = await handle.reply()
    told = await player.slash("history")

    (one,) = [name for name in (await player.state()).stacks if name in plain.text]
    assert not denied(plain)
    assert site.instance.catalogue.species[one].name in told.text
    assert await the_pull_is_stored_once(player)
    caplog.clear()


async def test_hazard_7_a_form_that_discord_refuses_goes_out_as_plain_text(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()
    site.door.refuse.append(INVALID_FORM)

    pulled = await player.slash("reve pull")

    assert words().many("reve.pulled.title", 1, count="1") in pulled.text
    assert pulled.raw["content"]
    assert not denied(pulled)
    assert await the_pull_is_stored_once(player)
    caplog.clear()


async def test_hazard_16_an_answer_that_discord_forbids_takes_nothing_back_and_can_be_had_again(
    site: Site,
) -> None:
    player = await site.player()
    site.door.refuse += [FORBIDDEN, FORBIDDEN]  # the deferral and the answer

    handle = await player.send("reve pull", how={"age_s": 2.5})
    outcome = await handle.outcome(5)
    site.door.refuse.clear()  # where the deadline was over before both were tried
    told = await player.slash("history")
    await handle.redeliver(reopen=True)
    shown = await handle.reply()

    assert outcome["state"] == "failed"
    assert words()("history.event.reve.pulled", subject="") in told.text
    assert words().many("reve.pulled.title", 1, count="1") in shown.text
    assert await the_pull_is_stored_once(player)


async def test_hazard_16_no_transaction_is_open_while_discord_takes_its_time(site: Site) -> None:
    player, other = await site.player(), await site.player()

    async with site.door.shut():
        handle = await player.send("reve pull")
        async with asyncio.timeout(5):
            await site.door.at_the_door.wait()
        stored = await the_pull_is_stored_once(player)
        transactions, locks = await site.value(OPEN_TRANSACTIONS), await site.value(LOCKED_ROWS)
        meanwhile = [await player.send("daily"), await other.send("daily")]
        async with asyncio.timeout(5):
            while not all(["daily.claim" in await one.names() for one in (player, other)]):
                await asyncio.sleep(0.01)
    answers = [await each.reply() for each in (handle, *meanwhile)]

    assert stored
    assert (transactions, locks) == (0, 0)
    assert not any(denied(answer) for answer in answers)
    assert await player.names() == ["start", "reve.pull", "daily.claim"]


def dict_of(layouts: Any) -> dict[type, Any]:
    """The registry of screens, which is never changed but here."""
    assert isinstance(layouts, dict)
    return layouts
