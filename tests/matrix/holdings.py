"""Cells of what players hold and hear of: buildings and direct messages."""

from reve.game.state import Buildings, Growth, Notices, Site, Wallet
from tests.matrix.cell import Arrange, Cell, cell
from tests.matrix.people import beginner, having

_BEGAN_MS = beginner().person.created_at_ms
_RICH = Wallet({"revies": 10**9})
_LATER_MS = _BEGAN_MS + 86_400_000


def _with(shrines: int = 1, level: int = 1, *, began_ms: int = 0, revies: int = 10**9) -> Arrange:
    return having(
        growth=Growth(level=9),
        wallet=Wallet({"revies": revies}),
        building_slots=8,
        buildings=Buildings({"shrine": Site(shrines, level)}, began_ms),
        items={"building_boost": 1},
    )


_NEW = having(growth=Growth(level=9), wallet=_RICH, buildings=Buildings(), building_slots=2)
_LOW = having(growth=Growth(level=4), wallet=_RICH)
_BARE = having(growth=Growth(level=9), wallet=Wallet(), buildings=Buildings(), building_slots=2)
_NO_ITEMS = having(
    growth=Growth(level=9), wallet=_RICH, items={}, buildings=Buildings({"shrine": Site(1, 1)}, _LATER_MS)
)

CELLS: tuple[Cell, ...] = (
    cell("/buildings"),
    cell("buildings", given=_with()),
    cell("buildings.open"),
    cell("/build", type="shrine", given=_NEW),
    cell("build", "ok", "shrine", given=_with()),
    cell("/build", "LOCKED", type="shrine", given=_LOW),
    cell("/build", "INVALID_ARGUMENT type", type="castle", given=_NEW),
    cell("/build", "MAX_COUNT", type="shrine", given=_with(7)),
    cell(
        "/build",
        "INSUFFICIENT slots",
        type="cluster",
        given=having(
            growth=Growth(level=9),
            wallet=_RICH,
            building_slots=2,
            buildings=Buildings({"shrine": Site(2)}, _LATER_MS),
        ),
    ),
    cell("/build", "INSUFFICIENT revies", type="shrine", given=_BARE),
    cell("/upgrade", type="shrine", given=_with()),
    cell("/upgrade", type="shrine", boost=True, given=_with()),
    cell("upgrade", "ok", "shrine", "plain", given=_with()),
    cell("/upgrade", "LOCKED", type="shrine", given=_LOW),
    cell("/upgrade", "INVALID_ARGUMENT type", type="castle", given=_with()),
    cell("/upgrade", "INSUFFICIENT buildings", type="shrine", given=_NEW),
    cell("/upgrade", "MAX_LEVEL", type="shrine", given=_with(1, 10)),
    cell("/upgrade", "INSUFFICIENT item", type="shrine", boost=True, given=_NO_ITEMS),
    cell("/upgrade", "INSUFFICIENT revies", type="shrine", given=_with(began_ms=_LATER_MS, revies=0)),
    cell("/collect", given=_with()),
    cell("collect", given=_with()),
    cell("/collect", "INSUFFICIENT buildings", given=_NEW),
    cell("/collect", "ALREADY_CLAIMED", given=_with(began_ms=_LATER_MS)),
    cell("/expand", given=_NEW),
    cell("expand", given=_NEW),
    cell("/expand", "LOCKED", given=_LOW),
    cell("/expand", "MAX_COUNT", given=having(growth=Growth(level=9), wallet=_RICH, building_slots=10)),
    cell("/expand", "INSUFFICIENT revies", given=_BARE),
    cell("why", "ok", "income", given=_with()),
    cell("why", "INSUFFICIENT buildings", "income", given=_NEW),
    # direct messages
    cell("/notify view"),
    cell("notices.open"),
    cell("/notify set", type="energy_full", on=True),
    cell("/notify set", "INVALID_ARGUMENT type", type="horoscope", on=True),
    cell("notices.set", "ok", "energy_full:on"),
    cell("/notify all", on=True),
    cell("notices.from", "ok", "22"),
    cell("notices.from", "ok", "none"),
    cell("notices.from", "INVALID_ARGUMENT quiet", "24"),
    cell("notices.until", "ok", "7"),
    cell("notices.offset", "ok", "1500"),
    cell("notices.offset", "INVALID_ARGUMENT quiet", "9000"),
    cell("notices.test"),
    cell("notices.test", "ALREADY_CLAIMED", given=having(notices=Notices(sent_at_ms={"test": _LATER_MS}))),
)
