"""What plans that ask no actor may refuse with, by their names: the twin of `reve.game.refuses`."""

from collections.abc import Mapping
from typing import Final

READS_REFUSE: Final[Mapping[str, frozenset[str]]] = {
    "help": frozenset({"INVALID_ARGUMENT topic"}),
    "history": frozenset({"INVALID_ARGUMENT kind"}),
    "leaderboard": frozenset({"INVALID_ARGUMENT category"}),
    "rates": frozenset({"INVALID_ARGUMENT topic", "INVALID_ARGUMENT type"}),
    "verify": frozenset({"INVALID_ARGUMENT pull"}),
    "world.pack": frozenset({"INVALID_ARGUMENT reason"}),
    "admin.actor": frozenset({"INVALID_ARGUMENT user"}),
    "admin.show": frozenset({"INVALID_ARGUMENT user"}),
    "admin.audit": frozenset({"INVALID_ARGUMENT user"}),
}
