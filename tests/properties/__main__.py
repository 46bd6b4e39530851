"""Tries lives for a while: `python -m tests.properties --minutes 10 [--seed N]`."""

import argparse
import secrets
import sys
from time import monotonic

from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import bounds, machine_of, walk
from tests.properties.tally import Tally

LIVES, STEPS = 50, 60
"""Of a seed: so many lives that shrink when they fail, and as many walks, which go evenly."""


def main() -> int:
    """Try lives until the time is over, a seed after the other; tell what came of all commands."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    first = secrets.randbelow(10**6) if asked.seed is None else asked.seed
    tally, until_s, seed = Tally(), monotonic() + asked.minutes * 60, first
    while seed == first or monotonic() < until_s:
        told: list[str] = []
        try:
            run_state_machine_as_test(
                seeded(seed)(machine_of(tally)), settings=bounds(LIVES, STEPS, database=None)
            )
            for number in range(LIVES):
                told.clear()
                walk(seed * LIVES + number, STEPS, tally, told)
        except BaseException:
            print("\n".join(told[-20:]), file=sys.stderr)
            print(f"seed {seed}: again with --minutes 0 --seed {seed}", file=sys.stderr)
            raise
        seed += 1
    return told_of(tally, first, seed)


def told_of(tally: Tally, first: int, seed: int) -> int:
    """Print the table and what is missing in it; return 1 if a command never did what it is for."""
    print(tally.told())
    print(f"\n{tally.steps} commands in {(seed - first) * LIVES * 2} lives, seeds {first} to {seed - 1}")
    for name, labels in sorted(tally.never_refused().items()):
        print(f"declared but not seen: {name}: {', '.join(labels)}")
    empty = tally.never_done()
    print(f"never done what it is for: {', '.join(empty) or 'none'}")
    return bool(empty)


if __name__ == "__main__":
    sys.exit(main())
