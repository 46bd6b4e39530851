"""Estate: when a simulated player builds shrines, raises them and makes room."""

from typing import Final

from reve.economy.life import Life
from reve.economy.profile import Profile
from reve.game import building, construction, currency
from reve.game.vocabulary.building import Build, Expand, Upgrade

SHRINE: Final = "shrine"
SHARE_FOR_ONE: Final = 50
SHARE_FOR_LEVEL: Final = 40
"""At most so many percent of the revies go into a building, or into a level of all."""


def tend(life: Life, profile: Profile) -> None:
    """Build what this player wants to have, then raise it, once a day."""
    rules, state = life.catalogue.holding.buildings, life.state
    kind, site = rules.types[SHRINE], state.buildings.of(SHRINE)
    if site.count < profile.shrines:
        if building.used(state) < state.building_slots:
            if _affordable(life, construction.build_price(kind, site), SHARE_FOR_ONE):
                life.ask(Build(SHRINE))
        elif _affordable(life, rules.slots.get(state.building_slots + 1, 0), SHARE_FOR_ONE):
            life.ask(Expand())
    site = life.state.buildings.of(SHRINE)
    raisable = site.count and site.level < kind.last_level
    if raisable and _affordable(life, kind.upgrade[site.level - 1] * site.count, SHARE_FOR_LEVEL):
        life.ask(Upgrade(SHRINE))


def _affordable(life: Life, price: int, share: int) -> bool:
    return price * 100 <= currency.balance(life.state, currency.REVIES) * share
