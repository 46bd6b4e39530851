"""The matrix notices what it lacks."""

import pytest

from reve.game.refuses import REFUSES, label
from reve.game.shown import Refused
from tests.matrix.cell import OK, cell
from tests.matrix.table import all_cells, gaps

CELLS = all_cells()
ENTRIES = sorted({one.entry for one in CELLS})


def test_a_new_entry_is_missed_until_it_has_a_success() -> None:
    assert gaps(CELLS, [*ENTRIES, "/dance"]).unplayed == ("/dance",)


def test_a_new_refusal_is_missed_until_it_has_a_cell() -> None:
    without = [one for one in CELLS if one.outcome != "DUPLICATE_MEMBER"]
    assert gaps(without, ENTRIES).empty == (("team.set", "DUPLICATE_MEMBER"),)


def test_a_cell_of_an_entry_that_is_gone_is_noticed() -> None:
    assert gaps([*CELLS, cell("/dance", OK)], ENTRIES).unknown == ("/dance",)


def test_a_cell_of_a_refusal_that_is_not_declared_is_noticed() -> None:
    assert gaps([*CELLS, cell("/daily", "MAX_STARS")], ENTRIES).undeclared == (("daily.claim", "MAX_STARS"),)


@pytest.mark.parametrize(
    ("refused", "called"),
    [
        (Refused("MAX_TIER"), "MAX_TIER"),
        (Refused("INSUFFICIENT", {"kind": "item"}), "INSUFFICIENT item"),
        (Refused("INVALID_ARGUMENT", {"field": "count"}), "INVALID_ARGUMENT count"),
    ],
)
def test_a_refusal_is_called_by_what_tells_it_from_others(refused: Refused, called: str) -> None:
    assert label(refused) == called


def test_every_command_that_takes_an_amount_declares_that_it_may_be_out_of_range() -> None:
    amounts = {"count", "points"}
    fields = {(action, name) for action in REFUSES for name in action.__slots__ if name in amounts}
    assert fields
    assert all(f"INVALID_ARGUMENT {name}" in REFUSES[action] for action, name in fields)
