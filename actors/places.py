"""Places on boards: what follows from an actor's state, and what of it is not stored yet."""

from typing import Final

from actors.activation import Activation
from actors.ports import Loaded, StandingRow

UNPLACED: Final = -(2**63)
"""The value of an actor on a board that it has left."""


def load_places(activation: Activation, loaded: Loaded) -> None:
    """Compare the places of an actor that was loaded with those stored: a crash may have left some owing."""
    if activation.kind.standings_of is None:
        return
    activation.places = {row.board: (row.value, row.reached_at_ms) for row in loaded.standings}
    note_places(activation, activation.last_at_ms)


def note_places(activation: Activation, at_ms: int) -> None:
    """Take note of the places that follow from an actor's state, reached at `at_ms` where they are new."""
    standings_of, before = activation.kind.standings_of, activation.places
    if standings_of is None or before is None:
        return
    now = {standing.board: standing.value for standing in standings_of(activation.state)}
    values = dict.fromkeys(before, UNPLACED) | now
    changed = {board: v for board, v in values.items() if board not in before or before[board][0] != v}
    if changed:
        activation.places = before | {board: (value, at_ms) for board, value in changed.items()}
        activation.owed = True


def owed_rows(activation: Activation) -> list[StandingRow]:
    """Return the places of an actor as rows, if some are not stored; they are held to be stored then."""
    if not activation.owed or activation.places is None:
        return []
    activation.owed = False
    return [
        StandingRow(board, activation.actor, value, activation.seq, reached_at_ms)
        for board, (value, reached_at_ms) in activation.places.items()
    ]
