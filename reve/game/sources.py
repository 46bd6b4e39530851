"""Sources: where a species can come from, read from the tables of the pack."""

from dataclasses import dataclass

from reve.game.catalogue import Catalogue, Species


@dataclass(frozen=True, slots=True)
class Source:
    """One way to a species: `reve` and `start` at levels `first` to `last`.

    `what` names more where a way has more than one form.
    """

    kind: str
    first: int
    last: int
    what: str = ""


def sources(catalogue: Catalogue, species: Species) -> tuple[Source, ...]:
    """Return all ways to a species, the plainest first."""
    found: list[Source] = []
    if species.id in catalogue.starter.species:
        found.append(Source("start", 1, 1))
    levels = [
        level
        for row in catalogue.reve.rows
        if any(
            tier == species.tier and weight
            for tier, weight in zip(row.tiers, catalogue.reve.weights, strict=True)
        )
        for level in (row.from_level, row.to_level)
    ]
    if levels:
        found.append(Source("reve", min(levels), max(levels)))
    return tuple(found)


def open_at(source: Source, level: int) -> bool:
    """Tell whether a way is open at a level."""
    return source.first <= level <= source.last
