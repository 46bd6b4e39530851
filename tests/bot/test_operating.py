"""Operators act on a player through the real client library: once, by name, and nobody else."""

import pytest

from reve.bot.commands.admin import Operators
from tests.bot.stage import Stage, serving

pytestmark = pytest.mark.anyio


async def test_hazard_9_a_gift_that_is_sent_five_times_comes_once(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    gift = {"user": str(stage.bilal), "what": "revies", "amount": 77, "reason": "a lost parcel"}
    handle = await stage.begun("admin give currency", **gift)
    first = await handle.reply()
    await handle.redeliver(4)
    await stage.answered(7)
    assert "77" in first.text
    assert "a lost parcel" in first.text
    assert stage.journaled(stage.bilal) == ["start", "admin.give"]


async def test_hazard_28_nobody_but_operators_gives_or_takes() -> None:
    async with serving(operators=lambda playground: Operators(users=frozenset({1}))) as stage:
        await stage.begin()
        for command in ("admin give currency", "admin take currency"):
            reply = await stage.slash(command, user=str(stage.ada), what="revies", amount=1, reason="greed")
            assert "Only operators" in reply.text
        assert stage.journaled(stage.ada) == ["start"]


async def test_who_types_the_word_is_forgotten_and_may_begin_anew_without_erythl(stage: Stage) -> None:
    await stage.begin()
    form = await stage.begun("privacy delete")
    await form.outcome()
    reply = await (await form.submit({"0": "delete"})).reply()
    assert "You are forgotten" in reply.text
    assert stage.journaled(stage.ada) == ["privacy.delete"]
    assert {row.actor.key for row in stage.store.entries} <= {0}
    again = await stage.begin()
    assert "no erythl" in again.text


async def test_an_operator_reads_that_what_a_gift_unlocks_is_the_players(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    gift = {"user": str(stage.bilal), "what": "wrathbringer", "amount": 1, "reason": "a prize"}
    reply = await stage.slash("admin give esprit", **gift)
    before, _, after = reply.text.partition("What the player has reached by it")
    assert "Achievement" in after
    assert "Achievement" not in before
