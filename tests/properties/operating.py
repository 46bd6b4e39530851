"""What operators may do to the world: bans, switches, festivals, and another pack."""

from collections.abc import Iterator

from hypothesis import strategies as st

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
from tests.properties.life import KEY, OTHER, Life

HOUR_MS = 3_600_000
USERS = (KEY, OTHER, 0)


def some(life: Life) -> st.SearchStrategy[Action]:
    """Return actions of an operator, right ones and wrong ones."""
    now_ms, pack = life.now_ms, life.settled.pack or life.catalogue.version
    moments = st.sampled_from((-HOUR_MS, 0, HOUR_MS, 80 * HOUR_MS)).map(lambda ms: now_ms + ms)
    factors = st.sampled_from((5_000, 10_000, 12_345, 30_000, 30_001))
    festivals = st.builds(
        SetMultiplier, st.sampled_from((*festival.KEYS, "joy")), factors, moments, moments, _REASONS
    )
    return st.one_of(
        festivals,
        festivals,
        st.builds(BanPlayer, st.sampled_from(USERS), _REASONS, st.one_of(moments, st.none())),
        st.builds(UnbanPlayer, st.sampled_from(USERS), _REASONS),
        st.builds(SwitchSystem, st.sampled_from((*SYSTEMS, "gravity")), st.booleans(), _REASONS),
        st.builds(PutPackInForce, st.sampled_from((pack, min(pack + 1, 9))), _REASONS),
    )


def repairs(life: Life) -> Iterator[Action]:
    """Yield what ends all bans and switches."""
    for user, ban in life.settled.bans.items():
        if ban.holds(life.now_ms):
            yield UnbanPlayer(user, "over")
    for name in life.settled.off:
        yield SwitchSystem(name, True, "repaired")


_REASONS = st.sampled_from(("a test", "a test", " "))
