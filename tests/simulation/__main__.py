"""Run seeds from the command line: `python -m tests.simulation 90` replays one, `0:1000` runs many."""

import sys
from time import perf_counter

from tests.simulation.seed import run_seed
from tests.simulation.totals import Totals


def main(wanted: str) -> int:
    """Replay one seed with all that happened in it, or run many and say what was found."""
    first, _, last = wanted.partition(":")
    if not last:
        result = run_seed(int(first))
        print("\n".join(result.trace))
        print(result.report)
        return not result.report.sound
    totals, began_s = Totals(), perf_counter()
    for seed in range(int(first), int(last)):
        result = run_seed(seed)
        totals.add(result)
        if not result.report.sound:
            print(f"seed {seed}, trace {result.digest}:\n{result.report}")
    print(totals.told(perf_counter() - began_s))
    return bool(totals.failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "0:20"))
