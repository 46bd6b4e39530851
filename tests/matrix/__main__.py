"""Prints the matrix: `python -m tests.matrix`."""

from actors.testing import MemoryStore
from tests.bot.samples import StillHost
from tests.matrix.stage import entries, every_feature
from tests.matrix.table import all_cells, counted


def main() -> None:
    """Print how many cells each command has by outcome, and how many there are in all."""
    cells = all_cells()
    numbers = counted(cells)
    for name, outcomes in sorted(numbers.items()):
        told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items()))
        print(f"{name:<24}{sum(outcomes.values()):>4}  {told}")
    every = entries(every_feature(StillHost(), MemoryStore(clock_ms=None)))
    print(f"{len(every)} entries, {len(numbers)} commands, {len(cells)} cells")


if __name__ == "__main__":
    main()
