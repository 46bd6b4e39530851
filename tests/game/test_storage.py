"""Storage: whatever the rules keep or answer comes back from bytes as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from persistence.codec import DataclassCodec
from reve.game import commands
from reve.game.collection import VIEWS
from reve.game.events import EVENTS, Event
from reve.game.news import ANSWERS, Answer
from reve.game.state import Player
from reve.game.vocabulary.goals import ShowAchievements, ShowCodex, ShowCollection
from reve.game.vocabulary.quest import AdviseQuests, Go, ShowAreas, ShowQuests, SuggestQuests, Travel
from reve.game.vocabulary.ranking import ShowStats
from tests.game.sample import DAY_MS, Play
from tests.game.scripts import GROWTH, HOLDINGS, NOTICES
from tests.game.test_goals import GOALS

SCRIPT: list[commands.Action] = [
    commands.Start(),
    commands.Start("focused"),
    commands.Start("focused"),
    commands.ClaimDaily(),
    commands.ClaimDaily(),
    commands.Pull(5),
    commands.Pull(5),
    commands.UseItem("xp_orb", 9),
    commands.UseItem("energy_potion"),
    commands.ShowProfile(),
    commands.ShowProfile(own=False),
    commands.ShowInventory(),
    commands.ShowReve(),
    commands.ShowEsprits(),
    commands.ShowEsprit(),
    commands.ShowEsprit("a"),
    commands.SuggestEsprits("e"),
    ShowAchievements(),
    ShowCodex(),
    ShowCodex("pair"),
    *(ShowCollection(view) for view in VIEWS),
    ShowStats(),
    *GROWTH,
    Go(times=2),
    Go("1", 2),
    Travel("area_2"),
    ShowAreas(),
    ShowQuests(),
    AdviseQuests(),
    SuggestQuests("a"),
    *HOLDINGS,
    *NOTICES,
]


def codec() -> DataclassCodec[Player, Event, Answer]:
    return DataclassCodec(schema=1, state=Player, events=EVENTS, replies=ANSWERS)


@given(st.text(max_size=60), st.integers(1, 5))
@settings(max_examples=20, deadline=None)
def test_states_events_and_replies_come_back_as_they_were(username: str, days: int) -> None:
    play, stored = Play(username=username, world=GOALS), codec()
    for _ in range(days):
        for action in SCRIPT:
            decision = play.decide(action)
            assert stored.decode_events(1, stored.encode_events(decision.events)) == decision.events
            assert stored.decode_reply(1, stored.encode_reply(decision.reply)) == decision.reply
            play.do(action)
            assert stored.decode_state(1, stored.encode_state(play.state)) == play.state
        play.wait(DAY_MS)
