"""Published odds of boss fights, from the figures that draw."""

from dataclasses import dataclass

from reve.game.bosses import Phase
from reve.game.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class FightOdds:
    """All odds of fights in bp: of critical hits, of effects of a basic attack, of a boss's by phase.

    `failing_bp` is how often an effect under mana burn fails, for the lowest and the highest tier.
    """

    variance_bp: tuple[int, int]
    critical_bp: int
    critical_most_bp: int
    basic_effect_bp: int
    phases: tuple[Phase, ...]
    failing_bp: tuple[int, int]


def fights(catalogue: Catalogue) -> FightOdds:
    """Return every probability of fights."""
    rules, failing = catalogue.combat, catalogue.combat.effects["mana_burn"]
    return FightOdds(
        variance_bp=rules.variance_bp,
        critical_bp=rules.critical_bp,
        critical_most_bp=rules.critical_most_bp,
        basic_effect_bp=catalogue.growing.abilities.basic_effect_bp,
        phases=rules.phases,
        failing_bp=(failing.amount(min(catalogue.tiers)), failing.amount(max(catalogue.tiers))),
    )
