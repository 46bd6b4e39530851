"""A life: one player under the real rules, with a clock that the simulation sets and dice from a seed."""

from typing import Final

from actors.identity import ActorId
from actors.moment import Moment
from reve.economy.profile import DAY_MS
from reve.economy.tally import Tally
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import Action, PlayerCommand
from reve.game.dice import dice_maker
from reve.game.events import EnergyChanged
from reve.game.news import WithNews
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.world import World

KEY: Final = 1
DAWN_MS: Final = 1_767_225_600_000
"""Midnight of the first day, 2026-01-01, UTC: dates decide about the deals of the shop."""


class Life:
    """One player who asks, and whose state follows; what happens is tallied."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self.catalogue = catalogue
        self.state = Player(KEY)
        self.tally = Tally()
        self.now_ms = DAWN_MS
        self.energy_granted = 0
        self.energy_spent = 0
        self._seq = 0
        self._behavior = PlayerBehavior()
        self._dice = dice_maker(f"economy:{seed}".encode())
        self._world = World(catalogue)

    @property
    def day(self) -> int:
        """The number of the day, from 1."""
        return (self.now_ms - DAWN_MS) // DAY_MS + 1

    def ask(self, action: Action) -> Reply | None:
        """Let an action happen and return its reply; None where the rules refuse it."""
        seq = self._seq + 1
        actor = ActorId("player", KEY)
        at = Moment(self.now_ms, seq, self._dice(actor, seq, self.now_ms), self._world, actor=actor)
        decision = self._behavior.decide(self.state, PlayerCommand(action, "Reverie"), at)
        self.tally.commands += 1
        if isinstance(decision.reply, Refused):
            self.tally.refused += 1
            return None
        before = self.state
        for event in decision.events:
            self.state = self._behavior.evolve(self.state, event)
            if isinstance(event, EnergyChanged):
                self.energy_granted += max(0, event.delta)
                self.energy_spent += max(0, -event.delta)
        self._seq += bool(decision.events)
        self.tally.count(decision.entries)
        self.tally.look(before, self.state, self.catalogue, self.day)
        return decision.reply.reply if isinstance(decision.reply, WithNews) else decision.reply

    def can(self, action: Action) -> bool:
        """Let an action happen; tell whether the rules allowed it."""
        return self.ask(action) is not None
