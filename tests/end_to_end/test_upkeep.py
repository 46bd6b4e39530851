"""Operators look after the whole, and what they read is what is stored."""

import anyio
import pytest

from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio


async def test_jobs_are_done_and_operators_read_how_it_went(site: Site) -> None:
    player = await site.player()
    await player.slash("daily")
    jobs = site.instance.jobs
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(jobs.keep)
        with anyio.fail_after(30):
            while any(report.run is None for report in jobs.known()):
                await anyio.sleep(0.05)
        tasks.cancel_scope.cancel()
    assert [report.run.fault for report in jobs.known() if report.run is not None] == [""] * 4
    shown = await site.operator.slash("admin tasks")
    assert words()("admin.job.audit_all") in shown.text
    assert words()("admin.tasks.never") not in shown.text
    figures = await site.operator.slash("admin economy")
    assert "mint/daily" in figures.text
    assert (await site.operator.slash("admin health")).text.count("✅") == 3


async def test_a_ledger_that_was_tampered_with_is_told_account_by_account(site: Site) -> None:
    player = await site.player()
    right = await site.operator.slash("admin audit player", user=str(player.id))
    assert words()("admin.audit.right") in right.text
    await site.rows("UPDATE entry SET amount = amount + 1 WHERE account = 'wallet' AND currency = 'revies'")
    wrong = await site.operator.slash("admin audit player", user=str(player.id))
    assert "wallet revies" in wrong.text
    assert words()("admin.audit.right") not in wrong.text


async def test_operators_see_what_happened_to_a_player_last(site: Site) -> None:
    player = await site.player()
    await player.slash("daily")
    shown = await site.operator.slash("admin player info", user=str(player.id))
    assert words()("admin.state.happened") in shown.text
    assert "currency.changed" in shown.text


async def test_dropped_caches_are_filled_again(site: Site) -> None:
    player = await site.player()
    await player.slash("leaderboard", category="level")
    assert "1 kept" in (await site.operator.slash("admin cache stats")).text
    assert "1 kept" not in (await site.operator.slash("admin cache drop")).text
    assert words()("admin.cache.title") in (await site.operator.slash("admin cache stats")).text
