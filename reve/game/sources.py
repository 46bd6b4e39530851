"""Sources: where a species can come from, as the tables that draw say it."""

from collections.abc import Iterator

from reve.game.catalogue import Catalogue, Species
from reve.game.vocabulary.esprit import Source


def of(catalogue: Catalogue, species: Species) -> tuple[Source, ...]:
    """Return every way to get a species."""
    return tuple(_all(catalogue, species))


def _all(catalogue: Catalogue, species: Species) -> Iterator[Source]:
    tier, last = species.tier, catalogue.experience.max_level
    rows = [row for row in catalogue.reve.rows if tier in row.tiers]
    if rows:
        yield Source("reve", "", rows[0].from_level, rows[-1].to_level)
    for echo in catalogue.growing.echoes.echoes.values():
        parts = [part for part in echo.ranges if part.tiers.get(tier)]
        if parts:
            yield Source("echo", echo.name, parts[0].from_level, parts[-1].to_level)
    yield from _places(catalogue, species)
    fusion = catalogue.growing.fusion
    if tier - 1 in fusion.chance_bp and any(species.element in made for made in fusion.chart.values()):
        yield Source("fusion", "", 1, last)
    if tier <= catalogue.growing.crafting.highest_tier:
        yield Source("craft", "", catalogue.growing.gates.get("crafting", 1), last)


def _places(catalogue: Catalogue, species: Species) -> Iterator[Source]:
    """Yield where a species lives, and where it is a boss, from the first such area on."""
    areas, last = catalogue.adventures.areas.values(), catalogue.experience.max_level
    wild = [area.level for area in areas if species.tier in area.tiers]
    bosses = [
        area.level
        for area in areas
        for quest in area.quests
        if quest.boss is not None and species.id in catalogue.combat.bosses[quest.boss].pool
    ]
    for kind, levels in (("capture", wild), ("boss", bosses)):
        if levels:
            yield Source(kind, "", min(levels), last)
