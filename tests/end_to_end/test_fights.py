"""A boss fight as a player has it: begun by a button, fought by buttons, and paid for once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from reve.game.events import Event
from reve.game.vocabulary.combat import BossRound, BossStarted, BossWon
from reve.game.vocabulary.quest import QuestCompleted
from reve.playground.seen import Message
from tests.end_to_end.person import Person, codec
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

BOSS_QUEST = 8
MOST_ROUNDS = 20
CLICKS = 4
SOME_ALLIES = 20
"""With so many the first boss falls in a few rounds, and never in the first."""
MANY_ALLIES = 200
"""With so many it falls in the first."""


async def events(person: Person) -> list[Event]:
    """All that has happened to somebody, oldest first."""
    return [
        event
        for row in await person.deltas()
        for event in codec().decode_events(row["schema"], row["events"])
    ]


async def before_the_boss(site: Site, *, allies: int) -> tuple[Person, Message]:
    """Somebody with an army, whose screen of quests offers the fight."""
    player = await site.player()
    await site.operator.slash(
        "admin give esprit", user=str(player.id), what="muddroot", amount=allies, reason="a fight"
    )
    return player, await player.slash("quest go", times=10)


@asynccontextmanager
async def no_commit_ends(site: Site) -> AsyncIterator[None]:
    """Let whatever is committed inside the block wait for its end."""
    other = await asyncpg.connect(dsn=site.database_url)
    try:
        async with other.transaction():
            await other.execute("LOCK TABLE delta IN SHARE MODE")
            yield
    finally:
        await other.close()


async def until_waiting(player: Person, commands: int) -> None:
    """Wait until something of a player is being committed, and so many commands wait behind it."""

    def waiting() -> bool:
        reports = player.site.instance.host.inspect().actors
        return any(
            one.actor.key == player.id and one.phase == "committing" and one.mailbox == commands
            for one in reports
        )

    async with asyncio.timeout(10):
        while not waiting():
            await asyncio.sleep(0.005)


async def test_a_fight_begins_on_the_screen_of_quests_and_is_won_by_its_buttons(site: Site) -> None:
    player, quests = await before_the_boss(site, allies=SOME_ALLIES)

    again = words()("button.quest_times", quest=str(BOSS_QUEST - 1), count="10")
    assert [button.label for button in quests.buttons][1] == again
    fight = await player.press(quests, quests.buttons[0].label)
    shown = [fight]
    while shown[-1].buttons[-1].label == words()("button.flee"):
        assert len(shown) <= MOST_ROUNDS
        shown.append(await player.press(fight, shown[-1].buttons[0].custom_id or ""))

    happened = await events(player)
    played = [event.round for event in happened if isinstance(event, BossRound)]
    assert words()("fight.won") in shown[-1].text
    assert {message.id for message in shown} == {fight.id}
    assert played == list(range(1, len(shown)))
    assert [type(event) for event in happened if isinstance(event, BossStarted | BossWon)] == [
        BossStarted,
        BossWon,
    ]
    assert [event.quest for event in happened if isinstance(event, QuestCompleted)] == [
        *range(1, BOSS_QUEST + 1)
    ]


async def test_hazard_5_four_clicks_that_wait_at_the_winning_moment_pay_once(site: Site) -> None:
    player, quests = await before_the_boss(site, allies=MANY_ALLIES)
    fight = await player.press(quests, quests.buttons[0].label)
    before = await player.state()

    async with no_commit_ends(site):
        clicks = [await player.click(fight, fight.buttons[0].label)]
        await until_waiting(player, 0)
        clicks += [await player.click(fight, fight.buttons[0].label) for _ in range(CLICKS - 1)]
        await until_waiting(player, CLICKS - 1)
    answers = await asyncio.gather(*(click.reply() for click in clicks))

    after, deltas = await player.state(), await player.deltas()
    won = [event for event in await events(player) if isinstance(event, BossWon)]
    paid = await site.rows(
        "SELECT command_id, -amount AS revies FROM entry WHERE key = $1 AND account = 'mint/quest' "
        "AND command_id = ANY($2)",
        player.id,
        [click.id for click in clicks],
    )
    assert [words()("fight.won") in answer.text for answer in answers].count(True) == 1
    assert [words()("refusal.NO_BOSS") in answer.text for answer in answers].count(True) == CLICKS - 1
    assert [row["command_id"] for row in paid] == [deltas[-1]["command_id"]]
    assert [event.rewards.revies for event in won] == [paid[0]["revies"]]
    (told,) = await site.rows(  # a level that was reached pays, too
        "SELECT sum(amount)::bigint AS revies FROM entry WHERE key = $1 AND account = 'wallet' "
        "AND currency = 'revies' AND command_id = $2",
        player.id,
        deltas[-1]["command_id"],
    )
    assert after.wallet.balances["revies"] - before.wallet.balances["revies"] == told["revies"]
    assert after.journey.areas["area_1"].done == BOSS_QUEST
    assert [row["seq"] for row in deltas] == list(range(1, len(deltas) + 1))
    assert deltas[-1]["name"] == "combat.strike"
    (seen,) = [
        each for each in await site.client.messages(user=player.id, guild=player.guild) if each.id == fight.id
    ]
    assert words()("fight.won") in seen.text
