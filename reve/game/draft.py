"""A decision in the making: the one mutable thing of the rules, alive within one `decide`."""

from collections.abc import Callable

from actors.behavior import Note
from actors.moment import Dice, Moment
from reve.game.catalogue import Catalogue
from reve.game.events import Event
from reve.game.state import Player
from reve.game.sums import Sums
from reve.game.world import World


class Draft:
    """Collects events and notes; `state` is always the state after those so far.

    A rule reads, checks, and only then emits; what a refused rule leaves here is thrown away.
    `sum_up` adds an army up as `power.base` does, and may remember what it has reckoned.
    """

    __slots__ = ("_evolve", "at", "by", "events", "locale", "notes", "state", "sum_up", "username")

    def __init__(
        self,
        state: Player,
        at: Moment[World],
        evolve: Callable[[Player, Event], Player],
        *,
        username: str,
        locale: str | None,
        by: int | None = None,
        sum_up: Callable[[Player, Catalogue], Sums] | None = None,
    ) -> None:
        self.state = state
        self.at = at
        self.username = username
        self.locale = locale
        self.by = by
        self.sum_up = sum_up
        self.events: list[Event] = []
        self.notes: list[Note] = []
        self._evolve = evolve

    @property
    def catalogue(self) -> Catalogue:
        """The content in force."""
        return self.at.settings.catalogue

    @property
    def now_ms(self) -> int:
        """The time of the decision."""
        return self.at.now_ms

    @property
    def dice(self) -> Dice:
        """The only source of chance."""
        return self.at.dice

    def emit(self, event: Event) -> None:
        """Let an event happen."""
        self.state = self._evolve(self.state, event)
        self.events.append(event)
