"""Auditing: what a player holds against what the ledger says, and whether anything is below 0."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reve.game.ledger import WALLET
from reve.game.state import Player


@dataclass(frozen=True, slots=True)
class Fault:
    """Something held that is wrong: `found` is held, and `due` what it should be, or at least be."""

    what: str
    name: str
    found: int
    due: int

    def __str__(self) -> str:
        return f"{self.what} {self.name}: {self.found} instead of {self.due}"


def faults(player: Player, sums: Mapping[tuple[str, str], int]) -> tuple[Fault, ...]:
    """Return what is wrong with a player, given the sums of the ledger by account and currency."""
    return (*_unequal(player, sums), *_negative(player))


def _unequal(player: Player, sums: Mapping[tuple[str, str], int]) -> Iterator[Fault]:
    balances = player.wallet.balances
    told = {currency for account, currency in sums if account == WALLET}
    for currency in sorted(told | set(balances)):
        due, found = sums.get((WALLET, currency), 0), balances.get(currency, 0)
        if found != due:
            yield Fault(WALLET, currency, found, due)


def _negative(player: Player) -> Iterator[Fault]:
    held = {
        WALLET: player.wallet.balances,
        "esprit": {name: stack.quantity for name, stack in player.stacks.items()},
        "bound": {name: stack.bound for name, stack in player.stacks.items()},
        "item": player.items,
        "fragment": player.fragments,
        "relic": player.relics,
    }
    for what, quantities in held.items():
        for name, quantity in quantities.items():
            if quantity < 0:
                yield Fault(what, name, quantity, 0)
