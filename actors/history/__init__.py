"""The history checker: does what is stored, what lives and what clients were told fit together?"""

from actors.history.check import check
from actors.history.record import (
    Account,
    Coverage,
    History,
    LiveState,
    Observation,
    Outcome,
    Refused,
    Replied,
    Rules,
    Taking,
    Unknown,
)
from actors.history.report import Check, Counts, Report, Violation

__all__ = [
    "Account",
    "Check",
    "Counts",
    "Coverage",
    "History",
    "LiveState",
    "Observation",
    "Outcome",
    "Refused",
    "Replied",
    "Report",
    "Rules",
    "Taking",
    "Unknown",
    "Violation",
    "check",
]
