"""The command line: what it prints, and what it draws."""

import json
from pathlib import Path

import pytest
from PIL import Image

from reve.cli import main
from reve.economy.chart import SIZE, STROKES, draw
from reve.economy.outcome import Outcome
from tests.economy.conftest import DAYS, Lived

KEYS = {"first_day_of_tier", "first_day_of_level", "faucets", "sinks"}


def test_json_has_days_and_sums(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate-economy", "--profile", "casual", "--days", "2", "--seed", "3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.keys() >= KEYS
    assert (found["profile"], found["days"], found["seed"]) == ("casual", 2, 3)
    assert found["first_day_of_tier"]["1"] == 1
    assert found["faucets"]["revies"]["mint/daily"] == 5_000 + 7_500


def test_all_profiles_are_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate-economy", "--profile", "all", "--days", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["profile"] for one in found] == ["casual", "regular", "hardcore"]


def test_text_names_days_faucets_and_sinks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate-economy", "--profile", "casual", "--days", "1"]) == 0
    out = capsys.readouterr().out
    for part in ("first day of a tier", "first day of a level", "mint/quest", "burn/fusion", "revies left"):
        assert part in out


def test_a_pack_with_faults_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate-economy", "--content-pack", str(tmp_path)]) == 1
    assert "reve:" in capsys.readouterr().err


def test_a_plot_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nowhere" / "plot.png"
    assert main(["simulate-economy", "--profile", "casual", "--days", "1", "--plot", str(file)]) == 1
    assert str(file) in capsys.readouterr().err


def test_a_plot_is_a_png(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plot.png"
    assert main(["simulate-economy", "--profile", "casual", "--days", "2", "--plot", str(file)]) == 0
    with Image.open(file) as image:
        assert (image.format, image.size) == ("PNG", SIZE)


def test_each_life_has_a_line_of_its_own(lived: Lived) -> None:
    lives = [("casual", lived("casual", 1)), ("regular", lived("regular", 1))]
    image = draw([Outcome.of(life, name, DAYS, 1) for name, life in lives])
    drawn = {colour for _, colour in image.getcolors(1 << 20) or []}
    assert drawn.issuperset(STROKES[:2])
    assert STROKES[2] not in drawn
