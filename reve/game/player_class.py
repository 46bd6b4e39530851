"""Player class: a small permanent bonus that grows with the level."""

from dataclasses import replace

from reve.game.catalogue import Catalogue, ClassBonus
from reve.game.events import ClassSelected
from reve.game.state import Player


def bonus_bp(player: Player, catalogue: Catalogue) -> int:
    """Return the bonus of the player's class in bp."""
    rules = catalogue.class_rules
    return rules.base_bp + rules.step_bp * (player.growth.level // rules.step_levels)


def bonus_on(player: Player, catalogue: Catalogue, what: ClassBonus) -> int:
    """Return the bonus in bp if the player's class is the one that helps here, else 0."""
    definition = catalogue.classes.get(player.person.class_id)
    return bonus_bp(player, catalogue) if definition and definition.bonus == what else 0


def selected(player: Player, event: ClassSelected) -> Player:
    growth = replace(player.growth, class_changes=event.changes, class_since_ms=event.at_ms)
    return replace(player, person=replace(player.person, class_id=event.new), growth=growth)
