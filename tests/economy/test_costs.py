"""What a figure of the pack does to the days of players."""

from pathlib import Path

from reve.content.loading import load_catalogue
from reve.economy.life import Life
from reve.economy.profile import PROFILES
from reve.economy.routine import live
from tests.content.conftest import copied_pack

DAYS = 14


def test_a_doubled_cost_of_one_fusion_moves_days_and_leaves_fewer_fusions() -> None:
    with copied_pack() as path:
        _replace(path / "tiers.yaml", "cost: 2_600", "cost: 5_200")
        dearer = _lives(path)
    shipped = _lives()

    assert _days(dearer) != _days(shipped)
    assert _fusions(dearer) < _fusions(shipped)


def _lives(path: Path | None = None) -> list[Life]:
    catalogue = load_catalogue(path)
    return [live(catalogue, PROFILES["hardcore"], seed, DAYS) for seed in (1, 2)]


def _days(lives: list[Life]) -> list[dict[int, int]]:
    return [life.tally.first_day_of_tier for life in lives]


def _fusions(lives: list[Life]) -> int:
    return sum(life.state.counters["total_fusions"] for life in lives)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
