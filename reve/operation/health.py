"""Whether this process is well, by checks that look at what is known already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import structlog

from actors.inspection import HostReport

log = structlog.get_logger(__name__)

SILENT_STORE_S: Final = 15.0
LATE_LOOP_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    ok: bool
    detail: str


type Check = Callable[[], Finding]
"""Answers at once: a check never waits for anything."""


def examine(checks: Mapping[str, Check]) -> dict[str, Finding]:
    """Run all checks; one that breaks counts as failed."""
    return {name: _run(name, check) for name, check in checks.items()}


def _run(name: str, check: Check) -> Finding:
    try:
        return check()
    except Exception as error:
        log.exception("a health check broke", check=name)
        return Finding(False, f"the check broke: {type(error).__name__}")


def host_checks(report: Callable[[], HostReport]) -> dict[str, Check]:
    """Return the checks of what a host reports, of this instance or of another one."""
    return {
        "store": store_check(report, silent_for_s=SILENT_STORE_S),
        "shards": shards_check(report),
        "loop": loop_check(report, late_by_s=LATE_LOOP_S),
    }


def store_check(report: Callable[[], HostReport], *, silent_for_s: float) -> Check:
    """Fail when the store has been silent for longer than `silent_for_s`."""

    def check() -> Finding:
        age_s = report().store_age_s
        return Finding(age_s <= silent_for_s, f"answered {age_s:.1f} s ago")

    return check


def shards_check(report: Callable[[], HostReport]) -> Check:
    """Fail when this instance holds shards and can serve none of them."""

    def check() -> Finding:
        held = [shard for shard in report().shards if shard.epoch]
        serving = sum(shard.phase == "active" and shard.serves_for_s > 0 for shard in held)
        return Finding(bool(serving) or not held, f"serves {serving} of {len(held)} shards held")

    return check


def loop_check(report: Callable[[], HostReport], *, late_by_s: float) -> Check:
    """Fail when the event loop is late by more than `late_by_s`."""

    def check() -> Finding:
        lag_s = report().loop_lag_s
        return Finding(lag_s <= late_by_s, f"late by {lag_s * 1000:.0f} ms")

    return check
