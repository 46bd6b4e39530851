"""What operators may do to the world: bans, switches, festivals, and another pack."""

from collections.abc import Iterator

from reve.game import festival
from reve.game.systems import SYSTEMS
from reve.game.vocabulary.world import (
    Action,
    BanPlayer,
    PutPackInForce,
    SetMultiplier,
    SwitchSystem,
    UnbanPlayer,
)
from tests.properties.fate import Fate
from tests.properties.life import KEY, OTHER, Life

HOUR_MS = 3_600_000
USERS = (OTHER, KEY, 0)
REASONS = ("a test", "a test", "a test", " ")
MOMENTS_MS = (-HOUR_MS, 80 * HOUR_MS, 0, HOUR_MS)
FACTORS_BP = (12_345, 5_000, 10_000, 30_000, 30_001)


def some(fate: Fate, life: Life) -> Action:
    """Choose an action of an operator, a right one or a wrong one."""
    now_ms, pack = life.now_ms, life.settled.pack or life.catalogue.version
    user, reason, moments = fate.pick(USERS), fate.pick(REASONS), [now_ms + ms for ms in MOMENTS_MS]
    match fate.below(6):
        case 0 | 1:
            key, bp = fate.pick((*festival.KEYS, "joy")), fate.pick(FACTORS_BP)
            return SetMultiplier(key, bp, fate.pick(moments), fate.pick(moments), reason)
        case 2:
            return BanPlayer(user, reason, fate.pick((*moments, None)))
        case 3:
            return UnbanPlayer(user, reason)
        case 4:
            return SwitchSystem(fate.pick((*SYSTEMS, "gravity")), bool(fate.below(2)), reason)
        case _:
            return PutPackInForce(fate.pick((pack, min(pack + 1, 9))), reason)


def repairs(life: Life) -> Iterator[Action]:
    """Yield what ends all bans and switches."""
    for user, ban in life.settled.bans.items():
        if ban.holds(life.now_ms):
            yield UnbanPlayer(user, "over")
    for name in life.settled.off:
        yield SwitchSystem(name, True, "repaired")
