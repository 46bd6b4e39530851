"""Check 6: every command's postings sum to 0, and balances are what the ledger says."""

from collections.abc import Mapping

from actors.history.answers import RowsByCommand
from actors.history.journals import Journal
from actors.history.record import Account, History, Rules
from actors.history.report import Check, Report
from actors.identity import ActorId
from actors.ports import ERASED


def check_money(
    history: History,
    journals: Mapping[ActorId, Journal],
    rows: RowsByCommand,
    rules: Rules,
    report: Report,
) -> None:
    """Sum the ledger by command and by account."""
    sums: dict[tuple[int, str], int] = {}
    ledger: dict[ActorId, dict[Account, int]] = {}
    for entry in history.entries:
        command = (entry.command_id, entry.currency)
        sums[command] = sums.get(command, 0) + entry.amount
        account = Account(entry.account, entry.currency)
        balances = ledger.setdefault(entry.actor, {})
        balances[account] = balances.get(account, 0) + entry.amount
        nameless = entry.account == ERASED and entry.actor.key == 0
        if not nameless and entry.actor not in rows.get(entry.command_id, {}):
            text = (
                f"{entry.amount} {entry.currency} posted by command {entry.command_id}, which is not stored"
            )
            report.blame(Check.MONEY, entry.actor, text)
    for (command_id, currency), total in sums.items():
        if total:
            report.blame(Check.MONEY, None, f"the postings of command {command_id} sum to {total} {currency}")
    report.counts.entries = len(history.entries)
    for actor, journal in journals.items():
        booked = ledger.get(actor, {})
        for account, balance in rules.balances_of(actor, journal.states[-1]).items():
            total = booked.get(account, 0)
            if balance != total:
                text = f"{account.name} has {balance} {account.currency}, the ledger says {total}"
                report.blame(Check.MONEY, actor, text)
