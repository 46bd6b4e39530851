"""Totals of the simulation at the end of a test run."""

import pytest

from tests.simulation.totals import Totals


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what all seeds of this run amount to, whichever process has run them."""
    totals, took_s = Totals(), 0.0
    for report in terminalreporter.getreports("passed"):
        for name, told in report.user_properties:
            if name == "simulated":
                totals.merge(told)
                took_s += told["took_s"]
    if totals.seeds:
        terminalreporter.section("simulation")
        terminalreporter.write_line(totals.told(took_s))
