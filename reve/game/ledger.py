"""The ledger of a decision: each move of a currency against the account that is its reason."""

from collections.abc import Iterable
from typing import Final

from actors.behavior import Entry
from reve.game.events import CurrencyChanged, Event

WALLET: Final = "wallet"


def postings(events: Iterable[Event]) -> tuple[Entry, ...]:
    """Return the postings of all currency moves, summed per account; they sum to 0 per currency."""
    sums: dict[tuple[str, str], int] = {}
    for event in events:
        if isinstance(event, CurrencyChanged) and event.delta:
            for account, amount in ((WALLET, event.delta), (event.reason, -event.delta)):
                key = (account, event.currency)
                sums[key] = sums.get(key, 0) + amount
    return tuple(Entry(account, currency, amount) for (account, currency), amount in sums.items() if amount)
