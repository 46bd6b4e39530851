"""A deploy: each process in turn is asked to stop and replaced, while everybody plays."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.end_to_end.crowd import ORBS, Crowd
from tests.end_to_end.trio import serving_trio
from tests.playground.hearing import assert_answered_once

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(400)]

PLAYERS = 6
TTL_S = 10.0
"""What operators have: nobody dies here, so that nothing waits for it."""


async def test_no_command_is_lost_and_nobody_sees_a_failure_when_all_are_restarted_in_turn(
    anyio_backend: str, fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    async with (
        serving_trio(fresh_database, redis_url, tmp_path, ttl_s=TTL_S) as trio,
        AsyncExitStack() as later,
    ):
        crowd = Crowd(trio.outside, list(trio.guilds.values()))
        await crowd.join(PLAYERS)
        statuses = []
        async with crowd.playing():
            for bot in trio.bots:
                statuses.append(await bot.terminate())
                await trio.shared_by(2)
                await later.enter_async_context(trio.outside.bot())
                await trio.shared_by(3)
        used = await crowd.orbs_used()
        left = [await crowd.orbs_left(user) for user in crowd.players]
        for each in crowd.said:
            await assert_answered_once(each.handle)

    assert statuses == [0, 0, 0]
    # On a busy machine an answer may be later than Discord takes it: it was heard, and answered once.
    assert [each.text for each in crowd.said if not each.is_good and each.text is not None] == []
    assert {each.handle.id for each in crowd.uses()} == used
    assert sum(left) == PLAYERS * ORBS - len(used)
    assert "Traceback" not in trio.outside.logged()
