"""The odds of fights, as a value to be shown."""

from dataclasses import dataclass

from reve.game.fight_rates import FightOdds


@dataclass(frozen=True, slots=True)
class FightRatesShown:
    """The odds of boss fights."""

    odds: FightOdds
