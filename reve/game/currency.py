"""Currency: balances, each change of which is an event and a move of the ledger."""

from typing import Final, Literal

from reve.game import refusals
from reve.game.catalogue import Caps
from reve.game.draft import Draft
from reve.game.events import CurrencyChanged
from reve.game.shown import Refused
from reve.game.state import Player, Wallet, revised

type Currency = Literal["revies", "erythl"]

REVIES: Final = "revies"
ERYTHL: Final = "erythl"
REFUND: Final = "refund/"


def balance(player: Player, currency: Currency) -> int:
    """Return what the player has of a currency."""
    return player.wallet.balances.get(currency, 0)


def credit(draft: Draft, currency: Currency, amount: int, reason: str, ref: str) -> int:
    """Add to a balance; return what was discarded because it passes the cap."""
    if amount < 0:
        raise ValueError(f"cannot credit {amount}")
    if amount == 0:
        return 0
    have = balance(draft.state, currency)
    added = min(amount, max(0, _cap(draft.catalogue.caps, currency) - have))
    draft.emit(CurrencyChanged(currency, added, have + added, reason, ref, amount - added))
    return amount - added


def debit(draft: Draft, currency: Currency, amount: int, reason: str, ref: str) -> Refused | None:
    """Take from a balance, or refuse whole when it is short."""
    if amount <= 0:
        raise ValueError(f"cannot debit {amount}")
    have = balance(draft.state, currency)
    if have < amount:
        return refusals.insufficient(currency, amount, have)
    draft.emit(CurrencyChanged(currency, -amount, have - amount, reason, ref))
    return None


def changed(player: Player, event: CurrencyChanged) -> Player:
    wallet = player.wallet
    balances = {**wallet.balances, event.currency: event.balance_after}
    earned = wallet.revies_earned
    if event.currency == REVIES and event.delta > 0 and not event.reason.startswith(REFUND):
        earned += event.delta
    return revised(player, wallet=Wallet(balances, earned))


def _cap(caps: Caps, currency: Currency) -> int:
    return caps.revies if currency == REVIES else caps.erythl
