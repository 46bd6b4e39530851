"""Onboarding: `/start`."""

import pytest

from reve.game import commands, events
from reve.game.replies import SceneShown, Started
from reve.game.shown import ProfileShown, Refused
from reve.game.state import Player
from tests.game.sample import Play, catalogue, of_type, started


def test_start_without_a_class_shows_the_scene_and_writes_nothing() -> None:
    decision = Play().decide(commands.Start())
    assert decision.reply == SceneShown(("vigorous", "focused", "enlightened"))
    assert decision.events == ()


@pytest.mark.parametrize(
    ("class_id", "starter"), [("vigorous", "blazeblob"), ("focused", "jelune"), ("enlightened", "shynix")]
)
def test_start_gives_everything_in_one_decision(class_id: str, starter: str) -> None:
    play = Play()
    reply = play.do(commands.Start(class_id))
    assert isinstance(reply, Started)
    state = play.state
    assert (state.registered, state.person.class_id, state.leader) == (True, class_id, starter)
    assert reply.starters[0] == starter
    assert set(state.stacks) == set(reply.starters)
    assert all((stack.quantity, stack.bound) == (1, 1) for stack in state.stacks.values())
    assert state.wallet.balances == {"revies": 2_500, "erythl": 30}
    assert (state.energy.value, state.stamina.value, state.luck.charges.value) == (200, 100, 5)
    assert state.items == catalogue().starter.bundle.items
    assert state.fragments == {"tier:1": 25, "tier:2": 15, "tier:3": 10}
    assert (state.building_slots, list(state.claims.granted)) == (2, ["starter"])


def test_the_second_starter_is_each_of_the_other_five() -> None:
    seconds = set()
    for key in range(60):
        play = Play(Player(key))
        reply = play.do(commands.Start("focused"))
        assert isinstance(reply, Started)
        seconds.add(reply.starters[1])
    assert seconds == set(catalogue().starter.species) - {"jelune"}


def test_hazard_4_a_second_start_is_refused_with_the_profile_and_grants_nothing() -> None:
    play = started("focused")
    for class_id in ("focused", "vigorous", None, "no such class"):
        refused = play.refused(commands.Start(class_id))
        assert refused.code == "ALREADY_REGISTERED"
        assert isinstance(refused.profile, ProfileShown)
        assert refused.profile.class_id == "focused"
    assert len(list(of_type(play.events, events.RewardGranted))) == 1
    assert play.state.wallet.balances == {"revies": 2_500, "erythl": 30}


def test_a_class_that_does_not_exist_is_refused() -> None:
    refused = Play().refused(commands.Start("wizard"))
    assert refused == Refused("INVALID_ARGUMENT", {"field": "class", "reason": "unknown"})


@pytest.mark.parametrize(
    "action",
    [
        commands.ShowProfile(),
        commands.ShowProfile(own=False),
        commands.ClaimDaily(),
        commands.ShowInventory(),
        commands.UseItem("xp_orb"),
        commands.Pull(),
        commands.ShowReve(),
        commands.ShowEsprits(),
        commands.ShowEsprit("jelune"),
        commands.SuggestEsprits(""),
    ],
)
def test_whoever_has_not_begun_is_sent_to_start(action: commands.Action) -> None:
    assert Play().refused(action).code == "NOT_REGISTERED"


def test_a_name_that_no_database_takes_is_kept_without_its_bad_parts() -> None:
    play = started(username="\0Ad\ud800a\u202e\U0001f525" + "x" * 4_000)
    assert play.state.person.username.startswith("Ada\u202e\U0001f525xxx")
    assert len(play.state.person.username) <= 100
