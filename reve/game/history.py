"""History: lines of a player's past, read from the events of the journal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reve.game import crafting, echo, events, fusion, reve
from reve.game.events import Event
from reve.game.vocabulary import goals
from reve.game.vocabulary.awakening import AwakeningFailed, AwakeningSucceeded
from reve.game.vocabulary.combat import BossFled, BossLost, BossWon
from reve.game.vocabulary.crafting import EspritCrafted
from reve.game.vocabulary.echo import EchoOpened
from reve.game.vocabulary.fusion import FusionFailed, FusionSucceeded

ALL: Final = "all"
KINDS: Final = (ALL, "currency", "items", "pulls", "fusion", "rewards")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened: `event` names it, `subject` says to what, `reason` why.

    `after` is the quantity after, None where there is none.
    """

    kind: str
    event: str
    subject: str
    delta: int
    after: int | None
    reason: str


type _Teller = Callable[[Any, str], Iterable[HistoryLine]]


def _currency(event: events.CurrencyChanged, name: str) -> Iterable[HistoryLine]:
    line = ("currency.changed", event.currency, event.delta, event.balance_after, event.reason)
    return (HistoryLine("currency", *line),)


def _item(event: events.ItemChanged, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("items", "item.changed", event.item, event.delta, event.after, event.reason),)


def _fragment(event: events.FragmentChanged, name: str) -> Iterable[HistoryLine]:
    line = ("fragment.changed", event.fragment, event.delta, event.after, event.reason)
    return (HistoryLine("items", *line),)


def _pulls(event: events.RevePulled, name: str) -> Iterable[HistoryLine]:
    return (
        HistoryLine("pulls", "reve.pulled", result.species, 1, None, "pity" if result.forced else name)
        for result in event.results
    )


_TOLD_BY_ITSELF: Final = frozenset({reve.SOURCE, echo.SOURCE, fusion.SOURCE, crafting.SOURCE})
"""Esprits from these are told with the pull, the echo, the fusion or the craft that brought them."""


def _esprit(event: events.EspritGained, name: str) -> Iterable[HistoryLine]:
    if event.source in _TOLD_BY_ITSELF:
        return ()
    line = ("esprit.gained", event.species, event.n, event.quantity_after, event.source)
    return (HistoryLine(ALL, *line),)


def _level(event: events.PlayerLeveled, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine(ALL, "player.leveled", "level", 1, event.to_level, name),)


def _start(event: events.PlayerRegistered, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine(ALL, "player.registered", event.username, 1, None, name),)


def _echoes(event: EchoOpened, name: str) -> Iterable[HistoryLine]:
    return (
        HistoryLine("pulls", "echo.opened", result.species, 1, None, "pity" if result.forced else name)
        for result in event.results
    )


def _fused(event: FusionSucceeded, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("fusion", "fusion.succeeded", event.result, 1, None, name),)


def _not_fused(event: FusionFailed, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("fusion", "fusion.failed", event.survivor, 1, None, name),)


def _awakened(event: AwakeningSucceeded, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("fusion", "awakening.succeeded", event.species, 1, event.to_stars, name),)


def _not_awakened(event: AwakeningFailed, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("fusion", "awakening.failed", event.species, 0, event.stars, name),)


def _crafted(event: EspritCrafted, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("fusion", "esprit.crafted", event.species, 1, None, name),)


def _achievement(event: goals.AchievementUnlocked, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("rewards", "achievement.unlocked", event.id, event.points, None, name),)


def _points(event: goals.PointsRewarded, name: str) -> Iterable[HistoryLine]:
    subject = str(event.threshold)
    return (HistoryLine("rewards", "achievement.points_reward", subject, event.threshold, None, name),)


def _codex(event: goals.CodexCompleted, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("rewards", "codex.completed", event.id, 1, None, name),)


def _milestone(event: goals.MilestoneReached, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("rewards", "milestone.reached", str(event.n), event.n, None, name),)


def _daily(event: events.DailyClaimed, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine("rewards", "daily.claimed", event.date, event.streak, None, name),)


def _boss(event: BossWon | BossLost | BossFled, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine(ALL, _ENDS[type(event)], event.boss, event.rounds, None, "boss"),)


_ENDS: Final[Mapping[type[Any], str]] = {
    BossWon: "boss.won",
    BossLost: "boss.lost",
    BossFled: "boss.fled",
}

_TELLERS: Final[Mapping[type[Any], _Teller]] = {
    events.CurrencyChanged: _currency,
    events.ItemChanged: _item,
    events.FragmentChanged: _fragment,
    events.RevePulled: _pulls,
    events.EspritGained: _esprit,
    events.PlayerLeveled: _level,
    events.PlayerRegistered: _start,
    events.DailyClaimed: _daily,
    EchoOpened: _echoes,
    FusionSucceeded: _fused,
    FusionFailed: _not_fused,
    AwakeningSucceeded: _awakened,
    AwakeningFailed: _not_awakened,
    EspritCrafted: _crafted,
    goals.AchievementUnlocked: _achievement,
    goals.PointsRewarded: _points,
    goals.CodexCompleted: _codex,
    goals.MilestoneReached: _milestone,
    BossWon: _boss,
    BossLost: _boss,
    BossFled: _boss,
}


def lines(name: str, happened: Iterable[Event], kind: str = ALL) -> tuple[HistoryLine, ...]:
    """Tell the lines of one delta, whose command was `name`; `kind` picks some of them."""
    if kind not in KINDS:
        raise ValueError(f"no history of {kind!r}")
    told = (
        line
        for event in happened
        if (teller := _TELLERS.get(type(event))) is not None
        for line in teller(event, name)
    )
    return tuple(line for line in told if kind in (ALL, line.kind))
