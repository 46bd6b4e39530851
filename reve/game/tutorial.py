"""The tutorial: a hint at what to try next, until all has been tried once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from reve.game import statistics
from reve.game.draft import Draft
from reve.game.events import LeaderChanged, PlayerRegistered
from reve.game.state import Player
from reve.game.vocabulary.tutorial import TutorialAdvanced


def _counted(name: str) -> Callable[[Draft], bool]:
    return lambda draft: draft.state.counters.get(name, 0) > 0


def _led(draft: Draft) -> bool:
    """Whether somebody leads who was chosen, not given at the start."""
    return any(isinstance(event, LeaderChanged) and event.old is not None for event in draft.events)


DONE: Final[Mapping[str, Callable[[Draft], bool]]] = {
    "reve": _counted(statistics.PULLS),
    "quest": _counted(statistics.QUESTS),
    "echo": _counted(statistics.ECHOES),
    "fusion": _counted(statistics.FUSIONS),
    "leader": _led,
    "daily": lambda draft: draft.state.claims.daily_on is not None,
}
"""What can be hinted at, and whether it has been done."""


def advance(draft: Draft) -> str | None:
    """Pass the steps that are done; return the hint at the next, at the start and after each step."""
    steps, step = draft.catalogue.holding.tutorial, draft.state.tutorial_step
    if not draft.events or step >= len(steps):
        return None
    while step < len(steps) and DONE[steps[step]](draft):
        step += 1
    if step != draft.state.tutorial_step:
        draft.emit(TutorialAdvanced(step))
    elif not isinstance(draft.events[0], PlayerRegistered):
        return None
    return steps[step] if step < len(steps) else None


def advanced(player: Player, event: TutorialAdvanced) -> Player:
    return replace(player, tutorial_step=event.step)
