"""Rewards: a whole bundle granted at once, and the reward of the day."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reve.game import claims, experience, goods, refusals
from reve.game.bundle import Bundle
from reve.game.catalogue import DailyTable
from reve.game.commands import ClaimDaily
from reve.game.days import date_of, day_of, start_of
from reve.game.draft import Draft
from reve.game.events import DailyClaimed
from reve.game.news import News
from reve.game.replies import DailyClaimed as DailyReply
from reve.game.replies import Reply
from reve.game.shown import LevelsGained
from reve.game.state import Claims, Player

DAILY: Final = "daily"


def grant(
    draft: Draft, key: str, bundle: Bundle, source: str, *, bound: bool = False
) -> tuple[dict[str, int], LevelsGained | None]:
    """Grant the reward of a claim key; return what was discarded and the levels it brought.

    Experience comes last: its levels see everything else.
    """
    discarded = goods.give(draft, bundle, source, key, bound=bound)
    if spare := experience.spare(draft, bundle.xp):
        discarded["xp"] = spare
    claims.record(draft, key, bundle, discarded)
    levels = experience.gain(draft, bundle.xp, source) if bundle.xp else None
    return discarded, levels


def news_of(levels: LevelsGained | None) -> Iterator[News]:
    """Yield the news of levels that a grant brought, if it did."""
    if levels is not None:
        yield News("level", str(levels.to_level), levels.rewards)


def daily_bundle(table: DailyTable, streak: int) -> tuple[Bundle, bool]:
    """Return the reward of a day of the streak, and whether the longer streak adds to it."""
    bundle = table.days[(streak - 1) % len(table.days)] + table.every_day
    bonus = table.streak.get((streak - 1) % table.streak_cycle + 1)
    return (bundle, False) if bonus is None else (bundle + bonus, True)


def streak_on(kept: Claims, day: int) -> int:
    """Return the streak that a claim on a day makes."""
    return kept.daily_streak + 1 if kept.daily_on == day - 1 else 1


def can_claim(kept: Claims, day: int) -> bool:
    """Tell whether the reward of a day is still to be had."""
    return kept.daily_on is None or kept.daily_on < day


def claim_daily(draft: Draft, action: ClaimDaily) -> Reply:
    """Claim the reward of the day, once per UTC date."""
    kept, day = draft.state.claims, day_of(draft.now_ms)
    next_at_ms = start_of(day + 1)
    if not can_claim(kept, day):
        return refusals.already_claimed(DAILY, next_at_ms)
    table, streak = draft.catalogue.daily, streak_on(kept, day)
    bundle, bonus = daily_bundle(table, streak)
    draft.emit(DailyClaimed(day, date_of(day), streak))
    discarded, levels = grant(draft, f"{DAILY}:{date_of(day)}", bundle, DAILY)
    return DailyReply(
        streak=streak,
        cycle_day=(streak - 1) % len(table.days) + 1,
        cycle_days=len(table.days),
        granted=bundle,
        bonus=bonus,
        discarded=discarded,
        next_at_ms=next_at_ms,
        levels=levels,
    )


def daily_claimed(player: Player, event: DailyClaimed) -> Player:
    claimed = replace(player.claims, daily_on=event.day, daily_streak=event.streak)
    return replace(player, claims=claimed)
