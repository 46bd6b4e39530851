"""Achievements: one-time goals, unlocked by the very command that reaches them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from reve.game import claims, metrics, pages, refusals, reward
from reve.game.draft import Draft
from reve.game.goals import Achievement, Category
from reve.game.news import News
from reve.game.replies import Reply
from reve.game.state import Player
from reve.game.vocabulary.goals import (
    AchievementLine,
    AchievementsShown,
    AchievementUnlocked,
    PointsRewarded,
    ShowAchievements,
)
from reve.game.vocabulary.operating import StarsSet

CLAIM: Final = "achievement"
POINTS: Final = "achievement_points"
CATEGORIES: Final[tuple[Category, ...]] = ("progression", "collection", "combat", "economy", "social")


def unlock(draft: Draft, seen: Player | None) -> Iterator[News]:
    """Unlock what has been reached since the player was `seen` last, None for all that is reached."""
    for one in _candidates(draft, seen):
        done = claims.is_granted(draft.state, _key(one))
        if not done and metrics.value(draft.state, draft.catalogue, one.metric) >= one.value:
            draft.emit(AchievementUnlocked(one.id, one.points, one.reward))
            discarded, levels = reward.grant(draft, _key(one), one.reward, CLAIM, bound=True)
            yield News(CLAIM, one.id, one.reward, one.points, discarded)
            yield from reward.news_of(levels)
    if seen is None or draft.state.achievement_points != seen.achievement_points:
        yield from _points(draft)


def show(draft: Draft, action: ShowAchievements) -> Reply:
    """Show how far the goals are: those under way first, then those not begun, then those done."""
    if action.category is not None and action.category not in CATEGORIES:
        return refusals.invalid("category", "unknown")
    goals, player = draft.catalogue.goals, draft.state
    lines = [
        _line(draft, one) for one in goals.achievements.values() if action.category in (None, one.category)
    ]
    lines.sort(key=_order)
    page, count, cut = pages.cut(lines, action.page)
    ahead = (threshold for threshold in goals.points if threshold > player.achievement_points)
    return AchievementsShown(
        category=action.category,
        page=page,
        pages=count,
        total=len(lines),
        done=sum(line.done_at_ms is not None for line in lines),
        points=player.achievement_points,
        next_points=min(ahead, default=None),
        lines=cut,
    )


def unlocked(player: Player, event: AchievementUnlocked) -> Player:
    return replace(player, achievement_points=player.achievement_points + event.points)


def _candidates(draft: Draft, seen: Player | None) -> Iterable[Achievement]:
    goals = draft.catalogue.goals
    if seen is None:
        return tuple(goals.achievements.values())
    touched = dict.fromkeys(metrics.changed(seen, draft.state))
    if StarsSet in map(type, draft.events):  # operators raise stars without an awakening
        touched[metrics.MAX_STAR] = None
    return tuple(one for metric in touched for one in goals.by_metric.get(metric, ()))


def _points(draft: Draft) -> Iterator[News]:
    for threshold, bundle in draft.catalogue.goals.points.items():
        key = f"{POINTS}:{threshold}"
        if draft.state.achievement_points >= threshold and not claims.is_granted(draft.state, key):
            draft.emit(PointsRewarded(threshold, bundle))
            discarded, levels = reward.grant(draft, key, bundle, CLAIM, bound=True)
            yield News("points", str(threshold), bundle, 0, discarded)
            yield from reward.news_of(levels)


def _key(one: Achievement) -> str:
    return f"{CLAIM}:{one.id}"


def _line(draft: Draft, one: Achievement) -> AchievementLine:
    reached = min(one.value, metrics.value(draft.state, draft.catalogue, one.metric))
    return AchievementLine(one.id, reached, one.value, draft.state.claims.granted.get(_key(one)))


def _order(line: AchievementLine) -> tuple[int, int]:
    if line.done_at_ms is not None:
        return 2, -line.done_at_ms
    share = line.progress * 10_000 // line.value
    return (0, -share) if line.progress else (1, 0)
