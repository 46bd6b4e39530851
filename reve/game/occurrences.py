"""Occurrences: when the next thing happens that a direct message may tell of, read from the state.

An occurrence is named by its time. Each is told of at most once: what has been dealt with is not an
occurrence any more. None means that nothing of the kind is to come unless the state changes.
"""

from collections.abc import Callable, Mapping
from typing import Final

from reve.game import income, resource
from reve.game.catalogue import Catalogue
from reve.game.days import day_of, period_of, start_of, start_of_period
from reve.game.state import Player
from reve.game.uses import Refillable

type Clock = Callable[[Player, Catalogue, int], int | None]

GATHERED: Final = ("pvp_attacked", "season_result")
"""Kinds that tell of what others did, or what has come to an end, in one message."""


def next_of(kind: str, player: Player, catalogue: Catalogue, now_ms: int) -> int | None:
    """Return the occurrence of a kind that is next, or due already and not dealt with."""
    if kind in GATHERED:
        found = player.notices.gathered.get(kind)
        return None if found is None else found[0]
    at_ms = CLOCKS[kind](player, catalogue, now_ms)
    told = player.notices.told.get(kind)
    return None if at_ms is None or (told is not None and at_ms <= told) else at_ms


def due_at_ms(kind: str, occurrence: int, player: Player, catalogue: Catalogue) -> int:
    """Return when an occurrence may be told of: not before the gap to the message before is over."""
    sent = player.notices.sent_at_ms.get(kind)
    gap_ms = catalogue.holding.notices.types[kind].gap_ms
    return occurrence if sent is None else max(occurrence, sent + gap_ms)


def _full(kind: Refillable) -> Clock:
    def clock(player: Player, catalogue: Catalogue, now_ms: int) -> int | None:
        gauge = player.energy if kind == "energy" else player.stamina
        how = resource.regeneration(player, catalogue, kind)
        missing = how.maximum - gauge.value
        return gauge.at_ms + missing * how.interval_ms if missing > 0 else None

    return clock


def _reve(player: Player, catalogue: Catalogue, now_ms: int) -> int | None:
    charges, rules = player.luck.charges, catalogue.reve
    missing = rules.max_charges - charges.value
    return charges.at_ms + missing * rules.interval_ms if missing > 0 else None


def _income(player: Player, catalogue: Catalogue, now_ms: int) -> int | None:
    return income.full_at_ms(player, catalogue)


def _daily(player: Player, catalogue: Catalogue, now_ms: int) -> int | None:
    """Name the hour of the first day that is not claimed, after what was dealt with."""
    at_ms = catalogue.holding.notices.types["daily_reminder"].at_ms
    told = player.notices.told.get("daily_reminder", now_ms)
    day = day_of(told) + (start_of(day_of(told)) + at_ms <= told)
    claimed = player.claims.daily_on
    return start_of(day if claimed is None else max(day, claimed + 1)) + at_ms


def _weekly(player: Player, catalogue: Catalogue, now_ms: int) -> int | None:
    """Name the hour of the week after what was dealt with."""
    at_ms = catalogue.holding.notices.types["weekly_summary"].at_ms
    told = player.notices.told.get("weekly_summary", now_ms)
    week = period_of("week", day_of(told))
    this = start_of_period("week", week) + at_ms
    return this if this > told else start_of_period("week", week + 1) + at_ms


CALENDAR: Final = ("daily_reminder", "weekly_summary")
"""Kinds that come by the calendar: when they are switched on, what is past is dealt with."""

CLOCKS: Final[Mapping[str, Clock]] = {
    "energy_full": _full("energy"),
    "stamina_full": _full("stamina"),
    "reve_full": _reve,
    "building_income_full": _income,
    "daily_reminder": _daily,
    "weekly_summary": _weekly,
}
"""The kinds that follow from the clock."""

KINDS: Final = (*CLOCKS, *GATHERED)
"""All kinds that there are."""
