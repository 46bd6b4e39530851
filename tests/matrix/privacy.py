"""Cells of what is kept about a player: handed over; cells of erasing it stand with those of stewards."""

from tests.matrix.cell import Cell, cell
from tests.matrix.people import stranger

CELLS: tuple[Cell, ...] = (
    cell("/privacy export"),
    cell("/privacy export", before=5),
    cell("/privacy export", "NOT_REGISTERED", given=stranger),
    cell("/privacy export", "INVALID_ARGUMENT before", before=-1),
    cell("privacy.typed", "NOT_REGISTERED", "delete", given=stranger),
)
