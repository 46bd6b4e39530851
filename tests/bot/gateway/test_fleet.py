"""Several bots under one token: who serves what, when they come, go, die, and when Discord misbehaves."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from actors.identity import ActorId
from reve.bot.gateway import State
from reve.bot.registration import overwrite
from reve.playground.client import Handle
from tests.bot.gateway.crew import SHARDS, Crew
from tests.playground.hearing import assert_answered_once

pytestmark = pytest.mark.anyio


async def test_three_bots_share_the_gateway_shards_with_one_start_for_each(crew: Crew) -> None:
    for name in ("one", "two", "three"):
        crew.join(name)
    await crew.until(lambda: crew.balanced("one", "two", "three"))
    assert all(hand.app.online and hand.app.ready.is_set() for hand in crew.hands.values())
    assert crew.identifies == SHARDS


async def test_a_command_is_answered_in_each_guild(crew: Crew) -> None:
    crew.join("one")
    crew.join("two")
    await crew.until(lambda: crew.balanced("one", "two"))
    await crew.client.wait_for_command("help", user=crew.ada, guild=crew.guilds[0])
    for shard in range(SHARDS):
        assert (await (await crew.help(shard)).reply()).text


async def test_one_who_joins_is_given_its_part_and_no_click_falls_between(crew: Crew) -> None:
    crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    await crew.client.wait_for_command("help", user=crew.ada, guild=crew.guilds[0])
    joined = crew.join("two")
    clicks = await clicked_until(crew, lambda: crew.balanced("one", "two"))
    assert joined.app.ready.is_set()
    await assert_each_was_heard_once(crew, clicks)


async def test_a_click_that_two_sessions_hear_of_is_answered_once_and_counts_once(crew: Crew) -> None:
    crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    await crew.client.wait_for_command("help", user=crew.ada, guild=crew.guilds[0])
    await (await crew.client.slash(user=crew.ada, guild=crew.guilds[0], command="help")).reply()
    gate = asyncio.Event()
    joined = crew.join("two", gate=gate)

    def standing() -> list[int]:
        return [each.shard for each in joined.app.gateway() if each.state is State.READY and not each.held]

    await crew.until(lambda: bool(standing()))
    guild = crew.guilds[standing()[0]]
    scene = await crew.client.slash(user=crew.ada, guild=guild, command="start")
    message = await scene.reply()
    begun = await crew.client.click(crew.ada, message, message.buttons[0].label)
    await begun.reply()
    asked = [command.id for command in crew.backstage.asked]
    stored = [row.command_id for row in crew.store.journal(ActorId("player", crew.ada))]

    await assert_each_was_heard_once(crew, [scene, begun])
    assert asked.count(begun.id) == 2
    assert stored == [begun.id]
    gate.set()
    await crew.until(lambda: crew.balanced("one", "two"))


async def test_one_who_leaves_is_relieved_first_and_no_click_falls_between(crew: Crew) -> None:
    crew.join("one")
    leaving = crew.join("two")
    await crew.until(lambda: crew.balanced("one", "two"))
    await crew.client.wait_for_command("help", user=crew.ada, guild=crew.guilds[0])
    gone = asyncio.create_task(leaving.leave())
    clicks = await clicked_until(crew, gone.done)
    await gone
    assert crew.balanced("one")
    await assert_each_was_heard_once(crew, clicks)


async def test_what_was_being_answered_when_a_gateway_shard_moved_is_answered(crew: Crew) -> None:
    crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    await crew.client.wait_for_command("profile", user=crew.ada, guild=crew.guilds[0])
    crew.backstage.hold_s = 6.0
    clicks = [
        await crew.client.slash(user=crew.ada, guild=guild, command="profile")
        for guild in crew.guilds.values()
    ]
    crew.join("two")
    await crew.until(lambda: crew.balanced("one", "two"))
    assert len(crew.backstage.asked) == SHARDS
    assert all([(await click.reply(15)).text for click in clicks])


async def test_what_a_dead_bot_served_is_served_by_the_others_soon(crew: Crew) -> None:
    for name in ("one", "two", "three"):
        crew.join(name)
    await crew.until(lambda: crew.balanced("one", "two", "three"))
    await crew.hands["two"].die()
    assert not crew.balanced("one", "three")
    await crew.until(lambda: crew.balanced("one", "three"))
    await crew.client.wait_for_command("help", user=crew.ada, guild=crew.guilds[0])
    for shard in range(SHARDS):
        assert (await (await crew.help(shard)).reply()).text


async def test_one_without_redis_goes_on_with_what_it_serves(crew: Crew) -> None:
    cut_off = crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    cut_off.way.cut = True
    cut_off.is_member = False
    crew.join("two")
    await crew.until(lambda: len(crew.hands["two"].held) == SHARDS)
    assert len(cut_off.held) == SHARDS
    cut_off.way.cut = False
    cut_off.is_member = True
    await crew.until(lambda: crew.balanced("one", "two"))


async def test_a_lost_connection_is_resumed_without_a_start(crew: Crew) -> None:
    hand = crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    await crew.client.drop_gateway(4000, shard=3)
    await crew.until(lambda: hand.app.gateway()[3].for_s < 1 and crew.balanced("one"))
    assert crew.identifies == SHARDS
    assert hand.app.online


async def test_sessions_that_discord_ends_start_again_in_turn(crew: Crew) -> None:
    crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    await crew.client.disturb_gateway(invalid=True)
    await crew.until(lambda: not crew.balanced("one"))
    await crew.until(lambda: crew.balanced("one"))
    assert crew.identifies == SHARDS * 2


async def test_a_fatal_fault_stays_with_its_gateway_shard(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reve.bot.gateway.session.PAUSES_S", (1.0,))
    hand = crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    await crew.client.drop_gateway(4014, shard=3)
    await crew.until(lambda: hand.app.gateway()[3].state is State.FAILED)
    assert hand.held == set(range(SHARDS)) - {3}
    assert "Privileged" in (hand.app.gateway()[3].fault or "")
    assert not hand.app.online
    await crew.until(lambda: crew.balanced("one"))
    assert hand.app.gateway()[3].fault is None


async def test_the_commands_are_written_by_one_bot_and_once(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    async def counted(*arguments: Any) -> int:
        written.append(await overwrite(*arguments))
        return written[-1]

    monkeypatch.setattr("reve.bot.syncing.overwrite", counted)
    for name in ("one", "two"):
        crew.join(name)
    await crew.until(lambda: crew.balanced("one", "two"))
    await crew.client.wait_for_command("help", user=crew.ada, guild=crew.guilds[0])
    crew.join("three")
    await crew.until(lambda: crew.balanced("one", "two", "three"))
    assert len(written) == 1


async def test_another_recommended_number_waits_until_all_have_stopped(crew: Crew) -> None:
    crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    sharing = crew.sharing("two", crew.scripts)
    assert await sharing.leases.agree(SHARDS + 1) == SHARDS
    await crew.hands["one"].leave()
    assert await sharing.leases.agree(SHARDS + 1) == SHARDS + 1


async def test_operators_are_told_of_each_gateway_shard(crew: Crew) -> None:
    hand = crew.join("one")
    await crew.until(lambda: crew.balanced("one"))
    reports = hand.app.gateway()
    assert [(each.shard, each.shards, each.state, each.held) for each in reports] == [
        (shard, SHARDS, State.READY, True) for shard in range(SHARDS)
    ]
    assert all(each.for_s >= 0 and each.fault is None for each in reports)


async def test_operators_are_told_of_the_gateway_shards_of_others(crew: Crew) -> None:
    one, two = crew.join("one"), crew.join("two")
    await crew.until(lambda: crew.balanced("one", "two"))
    told = one.app.gateway_view()
    assert {each.shard for each in told.sessions if each.held} == one.held
    await crew.until(lambda: one.app.gateway_view().elsewhere == dict.fromkeys(sorted(two.held), "two"))


async def clicked_until(crew: Crew, holds: Callable[[], bool]) -> list[Handle]:
    """Let somebody click in all guilds, again and again, until something holds."""
    clicks: list[Handle] = []
    async with asyncio.timeout(40):
        while not holds():
            for command, options in (("help", {}), ("start", {}), ("reve pull", {"count": 1})):
                for guild in crew.guilds.values():
                    handle = await crew.client.slash(
                        user=crew.ada, guild=guild, command=command, options=options
                    )
                    clicks.append(handle)
            await asyncio.sleep(0.1)
    return clicks


async def assert_each_was_heard_once(crew: Crew, clicks: list[Handle]) -> None:
    """Each click got one answer; its twin, if there was one, came second and was refused."""
    for click in clicks:
        await assert_answered_once(click)
    assert {click.id for click in clicks} >= {command.id for command in crew.backstage.asked}
