"""Whatever fails around the runtime, every promise is kept: seed after seed."""

import os
from collections.abc import Callable
from dataclasses import asdict
from time import perf_counter

import pytest

from tests.simulation.seed import COMMANDS, run_seed
from tests.simulation.totals import Totals

SEEDS = int(os.environ.get("REVE_SIMULATION_SEEDS", "2000"))
"""How many seeds a run has; all of them are run, in parts that may run beside each other."""

FIRST = int(os.environ.get("REVE_SIMULATION_FIRST", "0"))
PARTS = 20


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_promise_is_kept(part: int, record_property: Callable[[str, object], None]) -> None:
    totals, began_s = Totals(), perf_counter()
    for seed in range(FIRST + SEEDS * part // PARTS, FIRST + SEEDS * (part + 1) // PARTS):
        result = run_seed(seed)
        totals.add(result)
        assert result.report.sound, f"replay it: python -m tests.simulation {seed}\n{result.report}"
        assert result.commands >= COMMANDS
    plain = {**asdict(totals), "struck": dict(totals.struck), "took_s": perf_counter() - began_s}
    record_property("simulated", plain)

    assert totals.take_overs > 0
    assert not totals.unfired, f"these faults never struck: {totals.unfired}"
