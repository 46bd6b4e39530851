"""Milestones of the collection: so many species discovered give a reward, each once."""

from collections.abc import Iterator
from typing import Final

from reve.game import claims, reward
from reve.game.draft import Draft
from reve.game.news import News
from reve.game.state import Player
from reve.game.vocabulary.goals import MilestoneReached

CLAIM: Final = "milestone"


def reach(draft: Draft, seen: Player | None) -> Iterator[News]:
    """Grant the milestones at or below what is discovered, however far a command jumped past them."""
    discovered = len(draft.state.stacks)
    if seen is not None and discovered == len(seen.stacks):
        return
    for n, bundle in draft.catalogue.goals.collection.milestones.items():
        if discovered >= n and not claims.is_granted(draft.state, key(n)):
            draft.emit(MilestoneReached(n, bundle))
            discarded, levels = reward.grant(draft, key(n), bundle, CLAIM, bound=True)
            yield News(CLAIM, str(n), bundle, 0, discarded)
            yield from reward.news_of(levels)


def key(n: int) -> str:
    """Return the claim key of a milestone."""
    return f"{CLAIM}:{n}"
