"""A small linear optimiser in exact fractions: the simplex method by the rule of Bland, which always ends."""

from collections.abc import Sequence
from fractions import Fraction

type Row = list[Fraction]


def best_mixture(gains: Sequence[Sequence[Fraction]]) -> Row:
    """Return how much of each column to take, 1 in all, so that no row loses and the rows gain most together.

    `gains` has a row for each thing and a column for each way; without any gain the answer is all zeros.
    """
    width = len(gains[0])
    # No row may lose: -gain <= 0. All shares together: <= 1. The last row is what is still to be gained.
    table = [[-value for value in row] + [Fraction()] for row in gains]
    table.append([Fraction(1)] * width + [Fraction(1)])
    aim = [sum((row[column] for row in gains), Fraction()) for column in range(width)] + [Fraction()]
    basis = list(range(width, width + len(table)))
    outside = list(range(width))
    while (entering := _entering(aim, outside)) is not None:
        leaving = _leaving(table, basis, entering)
        _pivot(table, aim, leaving, entering)
        basis[leaving], outside[entering] = outside[entering], basis[leaving]
    shares = [Fraction()] * width
    for row, variable in zip(table, basis, strict=True):
        if variable < width:
            shares[variable] = row[-1]
    return shares


def _entering(aim: Row, outside: Sequence[int]) -> int | None:
    """Return the column of the first variable that would gain."""
    gaining = [column for column in range(len(outside)) if aim[column] > 0]
    return min(gaining, key=lambda column: outside[column], default=None)


def _leaving(table: Sequence[Row], basis: Sequence[int], entering: int) -> int:
    """Return the row that bounds the entering variable most; the shares are bounded, so there is one."""
    bounding = [place for place, row in enumerate(table) if row[entering] > 0]
    return min(bounding, key=lambda place: (table[place][-1] / table[place][entering], basis[place]))


def _pivot(table: list[Row], aim: Row, leaving: int, entering: int) -> None:
    """Exchange a variable of the basis for one outside it; columns stand for what is outside alone."""
    row = table[leaving]
    by = row[entering]
    fresh = [value / by for value in row]
    fresh[entering] = 1 / by
    table[leaving] = fresh
    for other in (*(one for place, one in enumerate(table) if place != leaving), aim):
        factor = other[entering]
        if factor:
            for column, value in enumerate(fresh):
                if column == entering:
                    other[column] = -factor * value
                elif value:
                    other[column] -= factor * value
