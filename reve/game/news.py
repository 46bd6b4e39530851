"""News: what a command brought besides its own reply, because goals were reached by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reve.game.bundle import Bundle
from reve.game.replies import REPLIES, Reply


@dataclass(frozen=True, slots=True)
class News:
    """A goal that was reached: `kind` is achievement, points, codex, milestone, level, area or area_rank."""

    kind: str
    id: str
    rewards: Bundle
    points: int = 0
    discarded: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithNews:
    """A reply, and the news that came with it."""

    reply: Reply
    news: tuple[News, ...]


type Answer = Reply | WithNews

ANSWERS: Final[Mapping[str, type]] = {**REPLIES, "with.news": WithNews}
"""The stable name of each answer in storage."""
