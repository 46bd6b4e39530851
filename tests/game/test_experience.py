"""Experience: levels and what they give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reve.game import commands, events, experience
from reve.game.bundle import Bundle
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.replies import ItemUsed
from reve.game.reward import grant
from reve.game.state import Growth
from tests.game.sample import catalogue, moment, of_type, started

RULES = catalogue().experience


@pytest.mark.parametrize(
    ("level", "xp"),
    [
        (1, 100),
        (5, 1_118),
        (10, 3_162),
        (20, 8_944),
        (50, 35_355),
        (100, 100_000),
        (150, 183_711),
        (199, 280_724),
    ],
)
def test_the_need_of_a_level_is_as_published(level: int, xp: int) -> None:
    assert experience.need(RULES, level) == xp


@pytest.mark.parametrize(
    ("level", "xp"),
    [(10, 11_102), (30, 189_018), (50, 689_494), (100, 3_950_079), (200, 22_486_074)],
)
def test_the_total_to_a_level_is_as_published(level: int, xp: int) -> None:
    assert sum(experience.need(RULES, below) for below in range(1, level)) == xp
    assert len(experience.advance(RULES, 1, xp)[0]) == level - 1
    assert len(experience.advance(RULES, 1, xp - 1)[0]) == level - 2


@given(st.integers(1, 200), st.lists(st.integers(0, 300_000), max_size=8))
@settings(deadline=None)
def test_xp_in_parts_leads_where_xp_at_once_leads(level: int, parts: list[int]) -> None:
    at, xp = level, 0
    for part in parts:
        left, discarded = experience.advance(RULES, at, xp + part)
        at, xp = at + len(left), left[-1] if left else xp + part - discarded
    left, discarded = experience.advance(RULES, level, sum(parts))
    assert at == level + len(left)
    assert xp == (left[-1] if left else sum(parts) - discarded)


def test_nothing_is_left_at_the_last_level() -> None:
    left, discarded = experience.advance(RULES, 199, 280_724 + 55)
    assert (left, discarded) == ((0,), 55)
    assert experience.advance(RULES, 200, 70) == ((), 70)


@pytest.mark.parametrize(
    ("level", "bundle"),
    [
        (4, Bundle()),
        (5, Bundle(revies=5_000)),
        (10, Bundle(revies=10_000, erythl=2)),
        (25, Bundle(revies=30_000, erythl=10)),
        (50, Bundle(revies=65_000, erythl=27)),
        (100, Bundle(revies=150_000, erythl=52)),
        (150, Bundle(revies=400_000, erythl=102)),
        (200, Bundle(revies=1_200_000, erythl=252, title="paragon")),
    ],
)
def test_levels_give_what_is_published(level: int, bundle: Bundle) -> None:
    assert experience.rewards(RULES, level) == bundle


def test_several_levels_in_one_gain_come_one_by_one() -> None:
    play = started()
    play.have(items={"xp_orb": 99})
    reply = play.do(commands.UseItem("xp_orb", 99))  # 9,900 XP: level 9
    assert isinstance(reply, ItemUsed)
    assert reply.levels is not None
    assert (reply.levels.from_level, reply.levels.to_level, reply.levels.skill_points) == (1, 9, 8)
    assert reply.levels.rewards == Bundle(revies=5_000)
    assert [event.to_level for event in of_type(play.events, events.PlayerLeveled)] == list(range(2, 10))
    assert play.state.growth.skill_points == 8
    assert "level:5" in play.state.claims.granted
    assert play.balance("revies") == 2_500 + 5_000


def test_a_level_fills_the_bars_that_are_below_their_max_only() -> None:
    play = started()
    play.have(items={"xp_orb": 1}, stamina=play.state.stamina.__class__(3, play.now_ms))
    play.do(commands.UseItem("xp_orb"))
    assert play.state.growth.level == 2
    assert play.state.energy.value == 200  # overfilled before
    assert play.state.stamina.value == 51


def test_what_lies_above_the_last_level_is_told_as_discarded() -> None:
    play = started()
    play.have(growth=Growth(level=199, xp=280_723))
    draft = Draft(play.state, moment(), evolve, username="Ada", locale=None)
    discarded, _ = grant(draft, "test", Bundle(xp=100), "test")
    assert discarded == {"xp": 99}
    assert (draft.state.growth.level, draft.state.growth.xp) == (200, 0)


def test_the_last_level_gives_its_title_once_and_discards_the_rest() -> None:
    play = started()
    play.have(growth=Growth(level=199, xp=280_723), items={"xp_orb": 5})
    reply = play.do(commands.UseItem("xp_orb", 5))
    assert isinstance(reply, ItemUsed)
    assert (reply.used, reply.stopped, reply.left) == (1, "MAX_LEVEL", 4)
    assert (play.state.growth.level, play.state.growth.xp) == (200, 0)
    assert play.state.person.titles == ("paragon",)
    gained = list(of_type(play.events, events.XpGained))[-1]
    assert (gained.delta, gained.discarded) == (1, 99)
    assert play.refused(commands.UseItem("xp_orb")).code == "MAX_LEVEL"
