"""The simulation notices when the runtime is broken: a mutant does not live for long."""

from collections.abc import Callable

import pytest

from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.seed import run_seed

MOST_SEEDS = 500


def seeds_until_caught(most: int) -> int | None:
    """Run seeds until one is not sound; return how many it took."""
    for seed in range(most):
        if not run_seed(seed).report.sound:
            return seed + 1
    return None


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_mutant_is_caught(
    mutant: Mutant, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    mutant(monkeypatch)

    caught = seeds_until_caught(MOST_SEEDS)

    assert caught is not None, f"{mutant.__name__} lives"
    record_property("mutant", (mutant.__name__, caught))
