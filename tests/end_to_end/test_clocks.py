"""Clocks that are off: Discord's, the network's, and the host's own."""

import time
from types import SimpleNamespace

import pytest

from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

A_DAY_S = 86_400
RECORDED = "SELECT abs(extract(epoch FROM now() - at)) < 60 FROM delta WHERE command_id = $1"


@pytest.mark.parametrize("skew_s", [-2, 2, A_DAY_S])
async def test_hazard_42_a_timestamp_that_is_off_changes_neither_answer_nor_record(
    site: Site, skew_s: float
) -> None:
    player = await site.player()

    handle = await player.send("daily", how={"skew_s": skew_s})
    claimed = await handle.reply()

    assert words()("daily.title") in claimed.text
    assert await site.value(RECORDED, handle.id)


async def test_hazard_42_an_interaction_two_seconds_old_is_answered_in_the_second_that_is_left(
    site: Site,
) -> None:
    player = await site.player()

    handle = await player.send("reve pull", how={"age_s": 2.0})
    pulled = await handle.reply()

    assert words().many("reve.pulled.title", 1, count="1") in pulled.text
    assert await player.names() == ["start", "reve.pull"]


async def test_hazard_42_an_unknown_interaction_of_yesterday_is_refused_in_words(site: Site) -> None:
    player = await site.player()

    late = await (await player.send("daily", how={"skew_s": -A_DAY_S})).reply()
    now = await player.slash("daily")

    assert words()("refusal.TOO_LATE") in late.text
    assert words()("daily.title") in now.text
    assert await player.names() == ["start", "daily.claim"]


@pytest.mark.parametrize("off_s", [-A_DAY_S, -2, 2, A_DAY_S])
async def test_hazard_42_a_host_whose_clock_is_wrong_answers_right_and_records_the_true_time(
    site: Site, monkeypatch: pytest.MonkeyPatch, off_s: int
) -> None:
    player = await site.player()
    wrong = SimpleNamespace(monotonic=time.monotonic, time_ns=lambda: time.time_ns() + off_s * 1_000_000_000)
    monkeypatch.setattr("reve.bot.pipeline.time", wrong)

    handle = await player.send("daily")
    claimed = await handle.reply()
    again = await player.slash("daily")

    assert words()("daily.title") in claimed.text
    assert words()("refusal.ALREADY_CLAIMED.daily") in again.text
    assert await site.value(RECORDED, handle.id)
    assert await player.names() == ["start", "daily.claim"]
