"""The benchmark of the rules measures what changes something, and says what it takes."""

import json

import pytest

from reve.bench.rules import WORK, Bench
from reve.cli import main


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize("what", WORK)
def test_each_piece_of_work_is_done_over_and_over_by_one_who_owns_everything(bench: Bench, what: str) -> None:
    before = bench.player
    found = bench.measure(what, seconds=0.001, profiled=False)
    assert (found.stacks, bench.player) == (150, before)
    assert found.us > 0


def test_a_profile_tells_where_the_time_goes(bench: Bench) -> None:
    assert "behavior.py" in bench.measure("pull", seconds=0.001, profiled=True).profile


def test_the_rules_alone_are_measured_without_any_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--rules", "--json", "--seconds", "0.001"]) == 0
    assert [one["what"] for one in json.loads(capsys.readouterr().out)["rules"]] == list(WORK)
