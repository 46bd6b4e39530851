"""History: lines of a player's past, read from the events of the journal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reve.game import events
from reve.game.events import Event

ALL: Final = "all"
KINDS: Final = (ALL, "currency", "items", "pulls")


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


def _esprit(event: events.EspritGained, name: str) -> Iterable[HistoryLine]:
    line = ("esprit.gained", event.species, event.n, event.quantity_after, event.source)
    return (HistoryLine(ALL, *line),)


def _level(event: events.PlayerLeveled, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine(ALL, "player.leveled", "level", 1, event.to_level, name),)


def _start(event: events.PlayerRegistered, name: str) -> Iterable[HistoryLine]:
    return (HistoryLine(ALL, "player.registered", event.username, 1, None, name),)


_TELLERS: Final[Mapping[type[Any], _Teller]] = {
    events.CurrencyChanged: _currency,
    events.ItemChanged: _item,
    events.FragmentChanged: _fragment,
    events.RevePulled: _pulls,
    events.EspritGained: _esprit,
    events.PlayerLeveled: _level,
    events.PlayerRegistered: _start,
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
