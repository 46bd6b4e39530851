"""The player: profile and name."""

from reve.game import commands, events
from reve.game.shown import ProfileShown
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, of_type, started


def profile(play: Play, *, own: bool = True) -> ProfileShown:
    reply = play.do(commands.ShowProfile(own=own))
    assert isinstance(reply, ProfileShown)
    return reply


def test_a_profile_tells_how_the_player_stands() -> None:
    shown = profile(started())
    assert (shown.username, shown.level, shown.xp, shown.xp_need) == ("Ada", 1, 0, 100)
    assert (shown.class_id, shown.class_bonus_bp, shown.leader) == ("focused", 1_000, "jelune")
    assert (shown.unique, shown.copies, shown.created_at_ms) == (2, 2, NOON_MS)
    assert shown.power.total > 0
    assert shown.own is not None
    assert (shown.own.revies, shown.own.erythl, shown.own.energy.value) == (2_500, 30, 200)


def test_others_see_no_balances() -> None:
    assert profile(started(), own=False).own is None


def test_there_is_no_need_at_the_last_level() -> None:
    play = started()
    play.at_level(200)
    assert profile(play).xp_need is None


def test_a_view_settles_for_display_and_writes_nothing() -> None:
    play = started()
    play.have(energy=play.state.energy.__class__(10, NOON_MS))
    play.wait(DAY_MS)
    decision = play.decide(commands.ShowProfile())
    assert isinstance(decision.reply, ProfileShown)
    assert decision.reply.own is not None
    assert decision.reply.own.energy.value == 100
    assert (decision.events, decision.entries) == ((), ())


def test_a_new_name_rides_along_with_the_next_write_and_not_with_a_view() -> None:
    play = started()
    play.username = "Ada Lovelace"
    assert profile(play).username == "Ada"
    play.do(commands.ClaimDaily())
    assert profile(play).username == "Ada Lovelace"
    assert list(of_type(play.events, events.PlayerRenamed)) == [events.PlayerRenamed("Ada", "Ada Lovelace")]


def test_limits_are_named_by_group_from_the_catalogue() -> None:
    limit_of = commands.limits(lambda: catalogue().rate_limits)
    pull = limit_of(commands.PlayerCommand(commands.Pull(), "Ada"))
    assert pull is not None
    assert (pull.group, pull.count, pull.per_s) == ("reve", 10, 60.0)
    view = limit_of(commands.PlayerCommand(commands.ShowProfile(), "Ada"))
    assert view is not None
    assert view.group == "view"
    assert limit_of(commands.PlayerCommand(commands.SuggestEsprits(), "Ada")) is None
