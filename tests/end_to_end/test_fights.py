"""A boss fight as a player has it: begun by a button, fought by buttons, and paid for once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
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
ALLIES = "20"
"""Muddroots enough for a victory over the first boss in a few rounds, and never in the first."""


async def events(person: Person) -> list[Event]:
    """All that has happened to somebody, oldest first."""
    return [
        event
        for row in await person.deltas()
        for event in codec().decode_events(row["schema"], row["events"])
    ]


async def before_the_boss(site: Site) -> tuple[Person, Message]:
    """Somebody with an army, whose screen of quests offers the fight."""
    player = await site.player()
    await site.operator.slash(
        "admin give esprit", user=str(player.id), what="muddroot", amount=ALLIES, reason="a fight"
    )
    return player, await player.slash("quest go", times=10)


async def test_a_fight_begins_on_the_screen_of_quests_and_is_won_by_its_buttons(site: Site) -> None:
    player, quests = await before_the_boss(site)

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
