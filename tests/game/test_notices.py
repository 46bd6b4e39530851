"""Direct messages: opt-in, once per occurrence, three a day, never in quiet hours, and not to closed ears."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.behavior import Note
from actors.identity import ActorId
from reve.game import commands, notices, quiet
from reve.game.behavior import PlayerBehavior
from reve.game.commands import PlayerCommand
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.news import WithNews
from reve.game.occurrences import KINDS
from reve.game.resource import regeneration
from reve.game.state import Buildings, Gauge, Quiet, Site
from reve.game.vocabulary.building import Collect
from reve.game.vocabulary.notice import (
    CloseNotices,
    NoticeDropped,
    NoticeDue,
    NoticeSent,
    NoticesShown,
    NoticeToSend,
    SetNotice,
    SetQuiet,
    ShowNotices,
    TryNotice,
)
from reve.stored import player_codec
from tests.game.sample import DAY_MS, MINUTE_MS, NOON_MS, catalogue, moment, of_type, started

HOUR_MS = 60 * MINUTE_MS
GATHERED = "pvp_attacked"


class Reminded:
    """A player with an inbox: what is due in it is decided when time passes."""

    def __init__(self) -> None:
        self.play = started()
        self.inbox: dict[str, Note] = {}
        self.sent: list[tuple[int, NoticeToSend]] = []

    def do(self, action: commands.Action) -> Any:
        """Let an action happen, and keep what it left for later."""
        play = self.play
        at = replace(
            moment(play.seq + 1, play.now_ms, key=play.state.key, world=play.world),
            actor=ActorId("player", play.state.key),
        )
        decision = PlayerBehavior().decide(play.state, PlayerCommand(action, "Ada", "en"), at)
        for event in decision.events:
            play.state = evolve(play.state, event)
        play.seq += bool(decision.events)
        play.events += decision.events
        for note in decision.notes:
            self.inbox[note.name] = note
        return decision.reply

    def wait(self, ms: int) -> None:
        """Let time pass, with everything that comes due on the way."""
        until_ms = self.play.now_ms + ms
        while soon := [note for note in self.inbox.values() if note.due_at_ms <= until_ms]:
            note = min(soon, key=lambda one: one.due_at_ms)
            del self.inbox[note.name]
            self.play.now_ms = max(self.play.now_ms, note.due_at_ms)
            reply = self.do(note.body.action)
            if isinstance(reply, NoticeToSend):
                self.sent.append((self.play.now_ms, reply))
        self.play.now_ms = until_ms

    def gather(self, kind: str) -> None:
        """Let something happen that others did, as the rule of another system would tell it."""
        play = self.play
        at = replace(moment(play.seq + 1, play.now_ms), actor=ActorId("player", 7))
        draft = Draft(play.state, at, evolve, username="Ada", locale=None)
        notices.gather(draft, kind)
        notices.plan(draft)
        play.state = draft.state
        self.inbox.update({note.name: note for note in draft.notes})

    def tired(self, energy: int = 90) -> None:
        """Have less energy than fits."""
        self.play.have(energy=Gauge(energy, self.play.now_ms))

    @property
    def kinds(self) -> list[str]:
        return [notice.kind for _, notice in self.sent]


def test_only_what_others_did_comes_unasked_for() -> None:
    shown = started().do(ShowNotices())
    assert isinstance(shown, NoticesShown)
    assert {line.kind: line.on for line in shown.lines} == {
        "energy_full": False,
        "stamina_full": False,
        "reve_full": False,
        "building_income_full": False,
        "daily_reminder": False,
        "weekly_summary": False,
        "pvp_attacked": True,
        "season_result": True,
    }
    rules = catalogue().holding.notices
    assert (rules.per_day, rules.types[GATHERED].gap_ms) == (3, 6 * HOUR_MS)


def test_what_was_not_asked_for_is_not_sent() -> None:
    one = Reminded()
    one.tired()
    one.do(commands.ClaimDaily())
    one.wait(3 * DAY_MS)
    assert one.sent == []


def test_full_energy_is_told_of_when_it_is_full_and_once() -> None:
    one = Reminded()
    one.tired()
    one.do(SetNotice("energy_full", True))
    how = regeneration(one.play.state, catalogue(), "energy")
    one.wait(10 * how.interval_ms - 1)
    assert one.sent == []
    one.wait(10 * DAY_MS)
    assert [at for at, _ in one.sent] == [NOON_MS + 10 * how.interval_ms]
    one.do(commands.ClaimDaily())
    one.wait(DAY_MS)
    assert one.kinds == ["energy_full"]


def test_a_reminder_that_is_stale_when_it_comes_is_dropped_and_set_anew() -> None:
    one = Reminded()
    one.tired(99)
    one.do(SetNotice("energy_full", True))
    one.wait(1_000)
    one.tired(50)
    one.wait(2 * HOUR_MS)
    assert one.sent == []
    one.wait(4 * HOUR_MS)
    assert one.kinds == ["energy_full"]


def test_each_time_that_it_is_full_again_is_an_occurrence() -> None:
    one = Reminded()
    one.do(SetNotice("reve_full", True))
    for _ in range(3):
        one.do(commands.Pull(1))
        one.wait(DAY_MS)
    assert one.kinds == ["reve_full"] * 3
    assert len({notice.key for _, notice in one.sent}) == 3


def test_full_buildings_are_told_of_after_twelve_hours() -> None:
    one = Reminded()
    one.play.have(buildings=Buildings({"shrine": Site(1, 1)}, NOON_MS))
    one.do(SetNotice("building_income_full", True))
    one.wait(12 * HOUR_MS - 1)
    assert one.sent == []
    one.wait(DAY_MS)
    assert one.kinds == ["building_income_full"]
    one.do(Collect())
    one.wait(DAY_MS)
    assert one.kinds == ["building_income_full"] * 2


def test_the_daily_reminder_comes_on_days_without_a_claim() -> None:
    one = Reminded()
    one.do(SetNotice("daily_reminder", True))
    one.wait(DAY_MS)
    one.do(commands.ClaimDaily())
    one.wait(DAY_MS)
    assert [at for at, _ in one.sent] == [NOON_MS + 6 * HOUR_MS]
    one.wait(DAY_MS)
    assert [at for at, _ in one.sent] == [NOON_MS + 6 * HOUR_MS, NOON_MS + 2 * DAY_MS + 6 * HOUR_MS]


def test_the_summary_comes_each_monday() -> None:
    one = Reminded()  # a Thursday
    one.do(SetNotice("weekly_summary", True))
    one.wait(15 * DAY_MS)
    assert [at for at, _ in one.sent] == [
        NOON_MS + 4 * DAY_MS + 6 * HOUR_MS,
        NOON_MS + 11 * DAY_MS + 6 * HOUR_MS,
    ]


def test_attacks_are_summed_up_at_most_every_six_hours() -> None:
    one = Reminded()
    one.gather(GATHERED)
    one.wait(MINUTE_MS)
    for _ in range(4):
        one.wait(10 * MINUTE_MS)
        one.gather(GATHERED)
    assert [notice.count for _, notice in one.sent] == [1]
    one.wait(DAY_MS)
    assert [notice.count for _, notice in one.sent] == [1, 4]
    assert one.sent[1][0] - one.sent[0][0] >= 6 * HOUR_MS


def test_three_a_day_and_no_more() -> None:
    one = Reminded()
    one.do(SetNotice(None, True))
    one.play.have(buildings=Buildings({"shrine": Site(1, 1)}, NOON_MS - 11 * HOUR_MS))
    one.do(commands.Pull(1))
    one.tired()
    one.play.have(stamina=Gauge(40, one.play.now_ms))
    one.do(commands.UseItem("xp_orb"))
    one.wait(11 * HOUR_MS)
    assert len(one.sent) == 3
    assert one.play.state.notices.count == 3


def test_hazard_6_a_reminder_that_comes_twice_sends_once() -> None:
    one = Reminded()
    one.tired(99)
    one.do(SetNotice("energy_full", True))
    one.wait(HOUR_MS)
    replies = [one.do(NoticeDue("energy_full")) for _ in range(5)]
    assert all(isinstance(reply, NoticeDropped) for reply in replies)
    assert len(list(of_type(one.play.events, NoticeSent))) == 1


def test_hazard_13_a_reminder_beside_other_commands_changes_nothing_but_itself() -> None:
    one = Reminded()
    one.tired(99)
    one.do(SetNotice("energy_full", True))
    one.wait(HOUR_MS)
    quiet_one, before = started(), one.play.state
    quiet_one.state, quiet_one.now_ms = before, one.play.now_ms
    one.do(NoticeDue("energy_full"))
    assert replace(one.play.state, notices=before.notices) == before


def test_closed_ears_stop_everything_and_are_told_until_a_command_has_kept_it() -> None:
    one = Reminded()
    one.do(SetNotice(None, True))
    one.do(CloseNotices())
    one.tired()
    one.wait(2 * DAY_MS)
    assert one.sent == []
    for action in (commands.ShowProfile(), commands.ShowReve(), commands.ClaimDaily()):
        told = one.do(action)
        assert isinstance(told, WithNews)
        assert [news.kind for news in told.news] == ["notices_closed"]
    assert not isinstance(one.do(commands.ShowProfile()), WithNews)


def test_notify_opens_closed_ears_again() -> None:
    one = Reminded()
    one.do(CloseNotices())
    one.do(SetNotice("energy_full", True))
    one.tired()
    one.do(commands.ClaimDaily())
    one.wait(DAY_MS)
    assert one.kinds == ["energy_full"]


def test_a_test_comes_at_once_even_in_quiet_hours_and_not_twice_in_a_minute() -> None:
    one = Reminded()
    one.do(SetQuiet(start=0, end=1_439))
    one.do(TryNotice())
    one.wait(0)
    assert one.kinds == ["test"]
    assert one.play.state.notices.count == 0
    assert one.do(TryNotice()).code == "ALREADY_CLAIMED"
    one.wait(MINUTE_MS)
    one.do(TryNotice())
    one.wait(0)
    assert one.kinds == ["test", "test"]


def test_in_quiet_hours_a_message_waits_for_their_end() -> None:
    one = Reminded()
    one.do(SetQuiet(start=11 * 60, end=14 * 60))
    one.tired(99)
    one.do(SetNotice("energy_full", True))
    one.wait(2 * HOUR_MS - 1)
    assert one.sent == []
    one.wait(1)
    assert one.kinds == ["energy_full"]


@pytest.mark.parametrize(
    "action",
    [SetNotice("horoscope", True), SetQuiet(start=1_440), SetQuiet(end=-1), SetQuiet(offset=841)],
)
def test_what_does_not_exist_is_refused(action: commands.Action) -> None:
    assert started().refused(action).code == "INVALID_ARGUMENT"


def test_a_negative_start_ends_quiet_hours() -> None:
    play = started()
    play.do(SetQuiet(start=60, end=120, offset=60))
    assert play.state.notices.quiet == Quiet(60, 120, 60)
    play.do(SetQuiet(start=-1))
    assert play.state.notices.quiet is None


QUIET = st.builds(Quiet, st.integers(0, 1_439), st.integers(0, 1_439), st.integers(-840, 840))


@given(QUIET, st.integers(0, 10**13))
def test_after_quiet_hours_it_is_not_quiet_and_no_earlier_time_was(hours: Quiet, at_ms: int) -> None:
    free = quiet.after(hours, at_ms)
    assert at_ms <= free < at_ms + DAY_MS
    assert not quiet.is_quiet(hours, free)
    assert free == at_ms or (quiet.is_quiet(hours, at_ms) and quiet.is_quiet(hours, free - 1))


@given(QUIET, st.integers(0, 1_439))
def test_quiet_hours_go_by_the_clock_of_the_player(hours: Quiet, minute: int) -> None:
    local = (minute + hours.offset) % 1_440
    span, since = (hours.end - hours.start) % 1_440, (local - hours.start) % 1_440
    assert quiet.is_quiet(hours, minute * MINUTE_MS) == (since < span)


STEPS: st.SearchStrategy[Any] = st.one_of(
    st.builds(SetNotice, st.sampled_from((None, *KINDS)), st.booleans()),
    st.builds(SetQuiet, st.integers(-1, 1_439), st.integers(0, 1_439), st.integers(-840, 840)),
    st.builds(NoticeDue, st.sampled_from(("test", "horoscope", *KINDS))),
    st.sampled_from([TryNotice(), ShowNotices(), CloseNotices(), commands.Pull(1), commands.ClaimDaily()]),
)


@given(st.lists(st.tuples(STEPS, st.integers(0, DAY_MS)), max_size=15))
@settings(max_examples=60, deadline=None)
def test_whatever_happens_no_rule_of_delivery_is_broken(script: list[tuple[commands.Action, int]]) -> None:
    one, stored = Reminded(), player_codec()
    hours: list[tuple[int, Quiet | None]] = [(one.play.now_ms, None)]
    for action, gap in script:
        one.do(action)
        hours.append((one.play.now_ms, one.play.state.notices.quiet))
        assert stored.decode_state(1, stored.encode_state(one.play.state)) == one.play.state
        one.wait(gap)
    events = [event for event in of_type(one.play.events, NoticeSent) if event.kind != "test"]
    assert len({(event.kind, event.occurrence) for event in events}) == len(events)
    for event in events:
        in_force = [quiet_hours for since, quiet_hours in hours if since <= event.at_ms]
        assert any(not quiet.is_quiet(one, event.at_ms) for one in in_force)
        assert sum(other.day == event.day for other in events) <= 3
