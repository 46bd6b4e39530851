"""The odds of what collections grow by, as values to be shown."""

from dataclasses import dataclass

from reve.game.growth_rates import EchoOdds, FusionOdds


@dataclass(frozen=True, slots=True)
class EchoRatesShown:
    """The odds of one kind of echo; all of `kinds` can be opened, `row` is the place of the levels shown."""

    odds: EchoOdds
    kinds: tuple[str, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class FusionRatesShown:
    """The odds of fusions, tier by tier."""

    odds: tuple[FusionOdds, ...]


@dataclass(frozen=True, slots=True)
class AwakeningRatesShown:
    """The odds of each star, and what each failure on it adds, in bp."""

    success_bp: tuple[int, ...]
    retry_bp: int
