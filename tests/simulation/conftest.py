"""Totals of the simulation at the end of a test run."""

import pytest

from tests.simulation.totals import Totals


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what all seeds of this run amount to, whichever process has run them."""
    totals, took_s, mutants = Totals(), 0.0, list[str]()
    for report in terminalreporter.getreports("passed"):
        for name, told in report.user_properties:
            if name == "simulated":
                totals.merge(told)
                took_s += told["took_s"]
            elif name == "mutant":
                mutants.append(f"{told[0]} caught after {told[1]} seeds")
    if totals.seeds or mutants:
        terminalreporter.section("simulation")
        for line in mutants:
            terminalreporter.write_line(line)
    if totals.seeds:
        terminalreporter.write_line(totals.told(took_s))
