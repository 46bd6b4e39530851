"""Power: the army's attack, defense and health, and a total."""

from typing import Final

from reve.game import leadership
from reve.game.catalogue import Catalogue
from reve.game.esprit import scaled
from reve.game.shown import PowerShown
from reve.game.state import Player

_FULL_BP: Final = 10_000


def army(player: Player, catalogue: Catalogue) -> PowerShown:
    """Sum all copies, then apply skills, then the leader; floor each time."""
    attack = defense = health = 0
    for name, stack in player.stacks.items():
        if (species := catalogue.species.get(name)) is not None:
            one = scaled(species, stack.stars, catalogue.power)
            attack += stack.quantity * one[0]
            defense += stack.quantity * one[1]
            health += stack.quantity * one[2]
    skills, rules = player.growth.skills, catalogue.power
    attack = _raised(attack, rules.skill_bp * skills.get("attack", 0))
    defense = _raised(defense, rules.skill_bp * skills.get("defense", 0))
    gives = leadership.of(player, catalogue)
    attack = _raised(attack, gives.get("attack", 0))
    defense = _raised(defense, gives.get("defense", 0))
    health = _raised(health, gives.get("health", 0))
    return PowerShown(attack, defense, health, attack + defense + health // rules.health_share)


def _raised(value: int, bp: int) -> int:
    return value * (_FULL_BP + bp) // _FULL_BP
