"""Outings: how a simulated player spends energy on quests."""

from reve.economy.bouts import Bouts
from reve.economy.life import Life
from reve.economy.profile import Profile
from reve.game import journey, resource
from reve.game.lands import Area, Quest
from reve.game.state import AreaProgress
from reve.game.vocabulary.quest import Go, Travel

PERCENT = 100


class Outings:
    """The quests of one life: always in the highest open area, the next one wherever that is possible."""

    def __init__(self, life: Life, profile: Profile) -> None:
        self._life = life
        self._profile = profile
        self._bouts = Bouts(life)
        self._returned = 0
        self._read_at_ms = life.now_ms
        self._bosses_left = 0

    def wake(self) -> None:
        """Begin a day."""
        self._bosses_left = self._profile.bosses

    def count_time(self) -> None:
        """Allow for the energy that has returned: the share of it that this player uses."""
        life = self._life
        interval_ms = resource.regeneration(life.state, life.catalogue, "energy").interval_ms
        elapsed_ms = life.now_ms - self._read_at_ms
        self._returned += elapsed_ms * self._profile.energy_share // (PERCENT * interval_ms)
        self._read_at_ms = life.now_ms

    def go(self) -> None:
        """Go on quests until the energy that this player uses is spent."""
        self._travel()
        while self._once():
            self._travel()

    def _once(self) -> bool:
        life = self._life
        area = journey.current(life.state, life.catalogue)
        done = journey.progress(life.state, area)
        quest = area.quest(journey.upcoming(area, done))
        if quest.boss is None:
            times = self._affordable(area.quests[quest.number - 1 :], repeat=done.mastered)
            return bool(times) and life.can(Go(None, times))
        if self._bosses_left and self._bouts.dares(quest.boss) and self._purse() >= quest.energy:
            self._bosses_left -= 1
            self._bouts.fight(quest.boss)
            return True
        other = _other_than_boss(area, done)
        times = self._affordable((other,), repeat=True)
        return bool(times) and life.can(Go(str(other.number), times))

    def _affordable(self, quests: tuple[Quest, ...], *, repeat: bool) -> int:
        """Return how many quests the energy allows, up to a boss, of those or of the first again."""
        purse, times = self._purse(), 0
        most = self._life.catalogue.adventures.most_times
        for quest in quests[:1] * most if repeat else quests[:most]:
            purse -= quest.energy
            if purse < 0 or quest.boss is not None:
                break
            times += 1
        return times

    def _purse(self) -> int:
        """Return how much energy is there to be spent."""
        life = self._life
        allowed = self._returned + life.energy_granted - life.energy_spent
        return min(allowed, resource.settled(life.state, life.catalogue, "energy", life.now_ms).value)

    def _travel(self) -> None:
        life = self._life
        highest = max(journey.open_areas(life.state, life.catalogue), key=lambda area: area.number)
        if highest is not journey.current(life.state, life.catalogue):
            life.ask(Travel(highest.id))


def _other_than_boss(area: Area, done: AreaProgress) -> Quest:
    """Return the last quest without a boss that may be repeated."""
    return max(
        (one for one in area.quests if one.boss is None and journey.state_of(done, one.number) != "closed"),
        key=lambda one: one.number,
    )
