"""Bouts: how a simulated player fights bosses, and when it dares to."""

from typing import Final

from reve.economy.life import Life
from reve.game import power, resource
from reve.game.commands import UseItem
from reve.game.fight_moves import ULTIMATE
from reve.game.replies import Reply
from reve.game.vocabulary.combat import FightEnded, FightShown, Flee, Strike
from reve.game.vocabulary.quest import Go

ENOUGH_STAMINA: Final = 20
ELIXIR: Final = "stamina_elixir"
STRONGER: Final = (11, 10)
"""After a defeat it takes an army that is stronger by a tenth."""


class Bouts:
    """The fights of one life; remembers which bosses were too strong for which army."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._lost_with: dict[str, int] = {}

    def dares(self, boss: str) -> bool:
        """Tell whether a fight is worth its energy now."""
        life = self._life
        stamina = resource.settled(life.state, life.catalogue, "stamina", life.now_ms).value
        more, base = STRONGER
        return stamina >= ENOUGH_STAMINA and self._army * base >= self._lost_with.get(boss, 0) * more

    def fight(self, boss: str) -> None:
        """Go for the boss that is next, and play all rounds."""
        shown = self._life.ask(Go())
        while isinstance(shown, FightShown):
            shown = self._round(shown)
        if isinstance(shown, FightEnded) and shown.outcome != "won":
            self._lost_with[boss] = self._army

    @property
    def _army(self) -> int:
        return power.army(self._life.state, self._life.catalogue).total

    def _round(self, shown: FightShown) -> Reply | None:
        """Do what is not resting: supports first, then the ultimate; without stamina give up."""
        ready = [one for one in shown.actions if not one.rests and one.stamina <= shown.stamina.value]
        if ready:
            return self._life.ask(Strike(min(ready, key=lambda one: _turn(one.action)).action))
        if self._life.can(UseItem(ELIXIR)):
            return self._life.ask(Strike("basic"))
        return self._life.ask(Flee())


def _turn(action: str) -> int:
    return {"support1": 0, "support2": 1, ULTIMATE: 2}.get(action, 3)
