"""A short run of chaos: a few faults strike three instances, and nothing that was promised is broken."""

import json
import subprocess
import sys
from typing import Any

import pytest

FAULTS = (
    "Postgres: answer of a commit dropped",
    "Redis: all erased",
    "cluster: one joins while one leaves",
    "process killed",
    "joint commands in both directions",
    "same command at two instances",
)


@pytest.fixture(scope="module")
def findings() -> dict[str, Any]:
    """What a run with a few faults has found."""
    only = [word for fault in FAULTS for word in ("--only", fault)]
    command = [sys.executable, "-m", "reve", "chaos", "--minutes", "0", "--seed", "7", "--json", *only]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert ended.stdout, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.mark.timeout(260)
def test_nothing_that_was_promised_is_broken(findings: dict[str, Any]) -> None:
    assert findings["violations"] == []
    assert findings["checked"]["acknowledged"] > 500


@pytest.mark.timeout(260)
def test_every_fault_that_was_announced_has_fired(findings: dict[str, Any]) -> None:
    assert findings["never_fired"] == {}
    assert set(findings["faults"]) == set(FAULTS)


@pytest.mark.timeout(260)
def test_a_crash_is_told_with_the_time_until_all_is_served_again(findings: dict[str, Any]) -> None:
    assert findings["figures"]["crash: shards"] > 0
    assert findings["figures"]["crash: dark max ms"] > 0
