"""What a won boss fight brings: the one place where a victory is paid."""

from reve.game import guardian
from reve.game.draft import Draft
from reve.game.fight import Fight
from reve.game.vocabulary.combat import Spoils


def pay(draft: Draft, fight: Fight) -> Spoils:
    """Pay what the quest of a won fight promises, and tell what came of it.

    It is called once per victory, before the fight is closed, with the fight as it was when the boss fell.
    """
    return guardian.conquer(draft, fight)
