"""Published odds of echoes, fusion and awakening, from the tables that draw."""

from dataclasses import dataclass
from typing import Final

from reve.game.catalogue import Catalogue
from reve.game.echo import element_weights
from reve.game.growing import Echo, EchoRange

PPM: Final = 1_000_000
_SCALE: Final = 10**18
_FULL_BP: Final = 10_000


@dataclass(frozen=True, slots=True)
class TierShare:
    """A tier of an echo: its weight in a draw, and its long-run share with pity, in ppm."""

    tier: int
    weight: int
    effective_ppm: int


@dataclass(frozen=True, slots=True)
class EchoRangeOdds:
    """The odds of an echo at a range of levels; `elements` by weight, as if all had every tier."""

    from_level: int
    to_level: int
    total_weight: int
    tiers: tuple[TierShare, ...]
    elements: dict[str, int]


@dataclass(frozen=True, slots=True)
class EchoOdds:
    """The odds of one kind of echo."""

    kind: str
    pity: int
    keys: int | None
    chosen: int
    others: int
    ranges: tuple[EchoRangeOdds, ...]


def echoes(catalogue: Catalogue) -> tuple[EchoOdds, ...]:
    """Return every probability of all echoes."""
    return tuple(_echo(catalogue, echo) for echo in catalogue.growing.echoes.echoes.values())


def _echo(catalogue: Catalogue, echo: Echo) -> EchoOdds:
    ranges = tuple(_range(catalogue, echo, part) for part in echo.ranges)
    return EchoOdds(echo.name, echo.pity, echo.keys, echo.chosen, echo.others, ranges)


def _range(catalogue: Catalogue, echo: Echo, part: EchoRange) -> EchoRangeOdds:
    weights = element_weights(catalogue, echo, part, part.top, wanted=None)
    shares = effective_ppm(part, echo.pity)
    return EchoRangeOdds(
        from_level=part.from_level,
        to_level=part.to_level,
        total_weight=sum(part.tiers.values()),
        tiers=tuple(TierShare(tier, weight, shares[tier]) for tier, weight in part.tiers.items()),
        elements=dict(weights),
    )


def effective_ppm(part: EchoRange, pity: int) -> dict[int, int]:
    """Return each tier's share of all openings in the long run, pity included, in ppm.

    Between two best results lies a cycle: it is expected to be as long as the sum of the chances
    that it is still going on, and one in so many openings is a best one.
    """
    total, best = sum(part.tiers.values()), part.tiers[part.top]
    going_on, length = _SCALE, 0
    for _ in range(pity):
        length += going_on
        going_on = going_on * (total - best) // total
    top = _SCALE * PPM // length
    rest = max(1, total - best)
    return {
        tier: top if tier == part.top else (PPM - top) * weight // rest for tier, weight in part.tiers.items()
    }


@dataclass(frozen=True, slots=True)
class FusionOdds:
    """Fusing from a tier, one element: the first chance, and that of all tries in the long run, in bp."""

    tier: int
    chance_bp: int
    effective_bp: int
    cost: int
    boost: int
    failure: tuple[int, int]


def fusions(catalogue: Catalogue, festival_bp: int = _FULL_BP) -> tuple[FusionOdds, ...]:
    """Return the odds of fusions of two copies of one element, without leader, boost and catalyst."""
    growing = catalogue.growing
    return tuple(
        FusionOdds(
            tier=tier,
            chance_bp=min(growing.fusion.cap_bp, bp * festival_bp // _FULL_BP),
            effective_bp=fusion_effective_bp(bp, growing.fusion.pity_bp, growing.fusion.cap_bp, festival_bp),
            cost=growing.fusion.cost[tier],
            boost=growing.materials[tier].boost,
            failure=growing.materials[tier].failure,
        )
        for tier, bp in growing.fusion.chance_bp.items()
    )


def fusion_effective_bp(first_bp: int, pity_bp: int, cap_bp: int, festival_bp: int = _FULL_BP) -> int:
    """Return how many of 10 000 tries succeed in the long run, when each failure helps the next.

    It is one success in as many tries as a row of them is expected to have; once the chance is at
    its cap, what is left of a row is expected to be 1 / chance.
    """
    going_on, length, bp, without = _SCALE, 0, min(cap_bp, first_bp * festival_bp // _FULL_BP), first_bp
    while bp < cap_bp and pity_bp:
        length += going_on
        going_on = going_on * (_FULL_BP - bp) // _FULL_BP
        without += pity_bp
        bp = min(cap_bp, without * festival_bp // _FULL_BP)
    length += going_on * _FULL_BP // bp
    return _SCALE * _FULL_BP // length
