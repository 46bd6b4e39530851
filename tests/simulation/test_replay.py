"""A seed says exactly what happens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.seed import run_seed

pytestmark = pytest.mark.timeout(700)

ROOT = Path(__file__).resolve().parents[2]
DIGESTS = """
from tests.simulation.seed import run_seed
print(*(run_seed(seed).digest for seed in (1, 2, 3)))
"""


def digests_elsewhere(hash_seed: str) -> list[str]:
    """Return the digests of the first seeds as another process finds them."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    told = subprocess.run(
        [sys.executable, "-c", DIGESTS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return told.stdout.split()


def test_a_seed_replays_exactly() -> None:
    first, again = run_seed(1), run_seed(1)

    assert first.trace == again.trace


def test_another_seed_is_another_run() -> None:
    assert run_seed(1).digest != run_seed(2).digest


def test_a_seed_replays_exactly_in_any_process() -> None:
    here = [run_seed(seed).digest for seed in (1, 2, 3)]

    assert digests_elsewhere("1") == digests_elsewhere("2") == here
