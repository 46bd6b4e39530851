"""Plays the rules for a while: `python -m tests.properties --minutes 10 [--seed N]`."""

import argparse
import sys
import traceback
from time import monotonic

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import machine
from tests.properties.tally import Tally

ROUND = settings(
    max_examples=5,
    stateful_step_count=30,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


def main() -> int:
    """Play rounds, each by a seed of its own; print what came of each command, and what broke."""
    asked = argparse.ArgumentParser(prog="python -m tests.properties", description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    tally, broken, until_s, number = Tally(), 0, monotonic() + 60 * options.minutes, options.seed
    while monotonic() < until_s:
        broken += _broken_by(number, tally)
        number += 1
    print("\n".join(tally.told()))
    print(f"seeds {options.seed} to {number - 1}, {broken} broken")
    return int(bool(broken or tally.unanswered()))


def _broken_by(number: int, tally: Tally) -> bool:
    """Play one round; tell of the law that it breaks, in the fewest steps that break it."""
    try:
        run_state_machine_as_test(seed(number)(machine(tally)), settings=ROUND)
    except Exception:  # noqa: BLE001 - whatever a rule raises is what is looked for
        print(f"seed {number}:\n{traceback.format_exc()}", flush=True)
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
