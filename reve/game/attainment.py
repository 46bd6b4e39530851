"""Attainment: after a command has done its work, every goal that it reached pays, in the same delta."""

from dataclasses import replace
from typing import Final

from reve.game import achievement, codex, journey, milestone, relic
from reve.game.draft import Draft
from reve.game.news import News
from reve.game.state import Player
from reve.game.vocabulary.goals import PackAdopted

MOST_ROUNDS: Final = 20
"""A reward may reach further goals; a pack in which that does not end is at fault."""


def attain(draft: Draft, before: Player) -> tuple[News, ...]:
    """Grant what has been reached since `before`; all goals are looked at under a new pack.

    Raises RuntimeError for rewards that never come to an end.
    """
    if not draft.events:
        return ()
    seen: Player | None = before
    if draft.state.pack_seen != draft.catalogue.version:
        draft.emit(PackAdopted(draft.state.pack_seen, draft.catalogue.version))
        relic.return_surplus(draft)
        seen = None
    news: list[News] = []
    for _ in range(MOST_ROUNDS):
        state = draft.state
        for reached in (journey.reach, codex.complete, milestone.reach, achievement.unlock):
            news += reached(draft, seen)
        if draft.state is state:
            return tuple(news)
        seen = state
    raise RuntimeError(f"goals still pay after {MOST_ROUNDS} rounds")


def adopted(player: Player, event: PackAdopted) -> Player:
    return replace(player, pack_seen=event.new)
