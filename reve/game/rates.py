"""Published odds: the tables that draw, and what pity makes of them in the long run."""

from dataclasses import dataclass
from typing import Final

from reve.game.catalogue import Catalogue, ReveRow, ReveRules

PPM: Final = 1_000_000
_SCALE: Final = 10**18  # of the shares below: whole numbers that stand for parts of one


@dataclass(frozen=True, slots=True)
class ColumnOdds:
    """A column of the reve: its weight in a draw, and its long-run share with pity, in ppm."""

    column: int
    weight: int
    effective_ppm: int


@dataclass(frozen=True, slots=True)
class TierOdds:
    """A tier in a row: its weight, its long-run share in ppm, and species by element that has it."""

    tier: int
    weight: int
    effective_ppm: int
    elements: int
    species: int


@dataclass(frozen=True, slots=True)
class RowOdds:
    """The odds of a range of levels."""

    from_level: int
    to_level: int
    tiers: tuple[TierOdds, ...]


@dataclass(frozen=True, slots=True)
class ReveRates:
    """Everything about the luck of the reve."""

    total_weight: int
    columns: tuple[ColumnOdds, ...]
    rows: tuple[RowOdds, ...]
    bright_column: int
    bright_after: int
    brilliant_column: int
    brilliant_after: int


def rates(catalogue: Catalogue) -> ReveRates:
    """Return every probability of the reve, from the tables that draw."""
    rules = catalogue.reve
    effective = effective_ppm(rules)
    columns = tuple(
        ColumnOdds(column, weight, ppm)
        for column, (weight, ppm) in enumerate(zip(rules.weights, effective, strict=True), 1)
    )
    return ReveRates(
        total_weight=sum(rules.weights),
        columns=columns,
        rows=tuple(_row(catalogue, row, columns) for row in rules.rows),
        bright_column=rules.bright.column,
        bright_after=rules.bright.after,
        brilliant_column=rules.brilliant.column,
        brilliant_after=rules.brilliant.after,
    )


def effective_ppm(rules: ReveRules) -> tuple[int, ...]:
    """Return each column's share of all pulls in the long run, pity included, in ppm.

    A brilliant result resets both counters, so the pulls between two of them are a cycle, and a
    share is what a cycle is expected to hold divided by its expected length.
    """
    free, bright, brilliant = _cycle(rules)
    total = sum(rules.weights)
    shares = [free * weight // total for weight in rules.weights]
    shares[rules.bright.column - 1] += bright
    shares[rules.brilliant.column - 1] += brilliant
    return tuple(share * PPM // (free + bright + brilliant) for share in shares)


def _cycle(rules: ReveRules) -> tuple[int, int, int]:
    """Return the expected free, forced bright and forced brilliant draws of a cycle, scaled."""
    total = sum(rules.weights)
    bright = sum(rules.weights[rules.bright.column - 1 : rules.brilliant.column - 1])
    dull = sum(rules.weights[: rules.bright.column - 1])
    mass = [0] * rules.bright.after  # by pulls since a bright result: how likely we come here
    mass[0] = _SCALE
    free = forced = 0
    for _ in range(rules.brilliant.after - 1):
        due, drawn = mass[-1], sum(mass[:-1])
        free += drawn
        forced += due
        mass = [due + drawn * bright // total, *(share * dull // total for share in mass[:-1])]
    return free, forced, sum(mass)


def _row(catalogue: Catalogue, row: ReveRow, columns: tuple[ColumnOdds, ...]) -> RowOdds:
    tiers: list[TierOdds] = []
    for tier in dict.fromkeys(row.tiers):
        mine = [odds for odds, drawn in zip(columns, row.tiers, strict=True) if drawn == tier]
        pool = catalogue.pools[tier]
        tiers.append(
            TierOdds(
                tier=tier,
                weight=sum(odds.weight for odds in mine),
                effective_ppm=sum(odds.effective_ppm for odds in mine),
                elements=len(pool),
                species=sum(len(species) for species in pool),
            )
        )
    return RowOdds(row.from_level, row.to_level, tuple(tiers))
