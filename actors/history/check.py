"""The whole check, in linear time but for sorting."""

from actors.history.answers import check_answers, check_order, rows_by_command, sendings_by_command
from actors.history.forgotten import Forgotten
from actors.history.journals import read_journals
from actors.history.ledger import check_money
from actors.history.notes import check_notes
from actors.history.record import History, Rules
from actors.history.report import Check, Report
from actors.history.rerun import Rerun


def check(history: History, rules: Rules) -> Report:
    """Look at everything that is known of a run that has come to rest; never raises for what it finds."""
    report = Report()
    journals = read_journals(history, rules, report)
    rows = rows_by_command(history, report)
    sendings = sendings_by_command(history)
    forgotten = Forgotten(journals, sendings)
    check_answers(history, rows, sendings, forgotten, report)
    check_order(rows, sendings, report)
    check_money(history, journals, rows, rules, report)
    left = Rerun(history, journals, rows, rules, report).run(sendings)
    check_notes(history, left, rows, forgotten, report)
    check_coverage(history, report)
    return report


def check_coverage(history: History, report: Report) -> None:
    """A run in which nothing went wrong, or in which nothing was done, shows nothing."""
    coverage = history.coverage
    for fault in sorted(coverage.announced):
        if not coverage.fired.get(fault):
            report.blame(Check.COVERAGE, None, f"the fault {fault!r} never fired")
    done = report.counts.acknowledged
    if done < coverage.least_acknowledged:
        text = f"{done} commands were acknowledged, {coverage.least_acknowledged} should have been"
        report.blame(Check.COVERAGE, None, text)
