"""Gates: features that open at a level, and never close again."""

from reve.game import refusals
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.shown import Refused


def level_of(catalogue: Catalogue, feature: str) -> int:
    """Return the level that opens a feature; 1 for one without a gate."""
    return catalogue.growing.gates.get(feature, 1)


def closed(draft: Draft, feature: str) -> Refused | None:
    """Refuse what the player's level does not open yet."""
    level = level_of(draft.catalogue, feature)
    return refusals.locked(feature, level) if draft.state.growth.level < level else None
