"""The tally of a life: where currency came from and went to, and when tiers and levels were reached."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from actors.behavior import Entry
from reve.game.catalogue import Catalogue
from reve.game.ledger import WALLET
from reve.game.state import Player

type Sums = dict[str, dict[str, int]]
"""By currency, then by the account that is the reason."""


@dataclass(slots=True)
class Tally:
    """Counts while a life goes on; days count from 1. Mutable: lives as long as its life."""

    faucets: Sums = field(default_factory=dict)
    sinks: Sums = field(default_factory=dict)
    first_day_of_tier: dict[int, int] = field(default_factory=dict)
    first_day_of_level: dict[int, int] = field(default_factory=dict)
    commands: int = 0
    refused: int = 0

    def count(self, entries: Iterable[Entry]) -> None:
        """Add the postings of a decision."""
        for entry in entries:
            if entry.account != WALLET:
                side = self.faucets if entry.amount < 0 else self.sinks
                by_reason = side.setdefault(entry.currency, {})
                by_reason[entry.account] = by_reason.get(entry.account, 0) + abs(entry.amount)

    def look(self, before: Player, after: Player, catalogue: Catalogue, day: int) -> None:
        """See which tiers and levels were reached from one state to the next."""
        for level in range(before.growth.level + 1, after.growth.level + 1):
            self.first_day_of_level.setdefault(level, day)
        if len(after.stacks) > len(before.stacks):
            for name in after.stacks.keys() - before.stacks.keys():
                self.first_day_of_tier.setdefault(catalogue.species[name].tier, day)

    def balances(self) -> dict[str, int]:
        """Return what the wallet must hold of each currency: all that came less all that went."""
        balances: dict[str, int] = {}
        for side, sign in ((self.faucets, 1), (self.sinks, -1)):
            for currency, by_reason in side.items():
                balances[currency] = balances.get(currency, 0) + sign * sum(by_reason.values())
        return balances
