"""The tally of pulls: how often each tier was drawn, against how often the published odds say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reve.game.catalogue import Catalogue
from reve.game.events import RevePulled
from reve.game.rates import effective_ppm
from reve.game.reve import row_for


@dataclass(frozen=True, slots=True)
class TierTally:
    """How often a tier was `drawn`, and how often it is to be expected in as many pulls, in millionths."""

    tier: int
    drawn: int
    expected_ppm: int


def tally(catalogue: Catalogue, pulls: Iterable[RevePulled]) -> tuple[TierTally, ...]:
    """Return the tally by tier; pulls under the odds of another pack are left out."""
    shares = effective_ppm(catalogue.reve)
    drawn: Counter[int] = Counter()
    expected: Counter[int] = Counter()
    for pulled in pulls:
        if pulled.receipt.pack_version != catalogue.version:
            continue
        drawn.update(result.tier for result in pulled.results)
        tiers = row_for(catalogue.reve, pulled.receipt.level).tiers
        for tier, ppm in zip(tiers, shares, strict=True):
            expected[tier] += ppm * len(pulled.results)
    return tuple(TierTally(tier, drawn[tier], expected[tier]) for tier in sorted(drawn | expected))
