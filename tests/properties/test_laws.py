"""The laws themselves: rules that break one are caught."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from actors.behavior import Decision, Entry, Note
from actors.moment import Moment
from reve.game.behavior import PlayerBehavior
from reve.game.commands import ClaimDaily, PlayerCommand, Pull, ShowProfile
from reve.game.events import CurrencyChanged, Event, FragmentChanged, ItemChanged, RewardGranted
from reve.game.shown import Refused
from reve.game.state import Gauge, Growth, Luck, Player, Stack
from reve.game.vocabulary.notice import NoticeDue
from reve.game.vocabulary.relic import RelicChanged
from reve.game.vocabulary.shop import Buy
from reve.game.world import World
from tests.properties import laws
from tests.properties.life import Life
from tests.properties.people import NOON_MS, full, rich
from tests.properties.step import ACTOR, Step
from tests.properties.tally import Tally

type Fold = Callable[[Player, Event], Player]
type Spoil = Callable[[Decision[Any, Any]], Decision[Any, Any]]


class Spoilt(PlayerBehavior):
    """Rules of which the last word, or the fold, is wrong."""

    def __init__(self, spoil: Spoil, fold: Fold | None = None) -> None:
        super().__init__()
        self._spoil, self._fold = spoil, fold

    def decide(self, state: Player, command: Any, at: Moment[World]) -> Decision[Event, Any]:
        return self._spoil(super().decide(state, command, at))

    def evolve(self, state: Player, event: Event) -> Player:
        return self._fold(state, event) if self._fold else super().evolve(state, event)


def more(event: Event) -> Spoil:
    """What changes something makes this happen, too."""
    return lambda decision: (
        replace(decision, events=(*decision.events, event)) if decision.events else decision
    )


def forgetful(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    return replace(decision, entries=())


def one_sided(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    if not decision.events:
        return decision
    return replace(decision, entries=(*decision.entries, Entry("mint/luck", "revies", -1)))


def writing(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    return replace(decision, events=(ItemChanged("xp_orb", 1, 51, "luck"),))


def costly(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    return Decision(Refused("ALREADY_CLAIMED"), entries=(Entry("wallet", "revies", -1),), refused=True)


def undeclared(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    return Decision(Refused("TIRED"), refused=True)


def restless(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    luck = Random().randrange(1, 10**6)
    return more(FragmentChanged("awakening", luck, 10**4 + luck, "luck"))(decision)


def late(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    note = Note(ACTOR, "reminder:test", 0, PlayerCommand(NoticeDue("test"), "Ada"))
    return replace(decision, notes=(note,)) if decision.events else decision


def right(decision: Decision[Any, Any]) -> Decision[Any, Any]:
    return decision


def folding(**parts: Any) -> Fold:
    """A fold in which these parts come out otherwise."""
    return lambda state, event: replace(PlayerBehavior().evolve(state, event), **parts)


ONE = Stack(1, 0, 0, NOON_MS, 2)
WRONG: list[tuple[Callable[[Step], None], Spoil, Fold | None]] = [
    (laws.a_refusal_changes_nothing, costly, None),
    (laws.a_refusal_is_one_of_those_declared, undeclared, None),
    (laws.a_view_changes_nothing, writing, None),
    (laws.no_amount_is_negative, more(FragmentChanged("awakening", -10_001, -1, "luck")), None),
    (laws.the_ledger_tells_each_change_of_a_balance, forgetful, None),
    (laws.the_ledger_tells_each_change_of_a_balance, one_sided, None),
    (
        laws.the_ledger_tells_each_change_of_a_balance,
        more(CurrencyChanged("revies", 5, 10**9 + 5, "luck", "")),
        None,
    ),
    (laws.no_cap_is_passed, more(ItemChanged("xp_orb", 10**6, 10**6 + 50, "luck")), None),
    (laws.luck_stays_within_its_bounds, right, folding(luck=Luck(Gauge(1, NOON_MS), 40, 0))),
    (laws.no_bar_is_ahead_of_its_time, right, folding(energy=Gauge(1, NOON_MS + 1))),
    (laws.skill_points_come_with_levels_alone, right, folding(growth=Growth(60, 0, 99))),
    (laws.each_change_starts_from_what_was_there, more(ItemChanged("xp_orb", 2, 51, "luck")), None),
    (laws.a_stack_keeps_its_rules, right, folding(stacks={})),
    (laws.a_stack_keeps_its_rules, right, folding(stacks={**rich().stacks, "gloomb": ONE})),
    (laws.who_is_needed_stays, right, folding(leader="nobody")),
    (
        laws.relics_are_neither_made_nor_lost_by_wearing_them,
        more(RelicChanged("iron_sword", 1, 6, "equip")),
        None,
    ),
    (laws.what_only_grows_never_falls, right, folding(counters={})),
    (laws.the_same_dice_decide_the_same, restless, None),
    (laws.a_note_is_a_reminder_to_oneself_that_is_not_due_in_the_past, late, None),
    (laws.what_is_in_the_bag_can_be_shown, more(ItemChanged("philosophers_stone", 1, 1, "luck")), None),
]


def live(life: Life) -> None:
    for action in (ShowProfile(), Buy("fusion_catalyst"), ClaimDaily(), Pull()):
        life.do(action)


@pytest.mark.parametrize(("law", "spoil", "fold"), WRONG)
def test_rules_that_break_a_law_are_caught_by_it(
    law: Callable[[Step], None], spoil: Spoil, fold: Fold | None
) -> None:
    life = Life(rich(), Tally(), Spoilt(spoil, fold))
    with pytest.raises(AssertionError) as caught:
        live(life)
    assert law.__name__ in {frame.name for frame in caught.traceback}


def test_a_reward_that_is_granted_twice_is_caught() -> None:
    granted = next(
        event
        for event in Life(rich(), Tally()).do(ClaimDaily()).decision.events
        if isinstance(event, RewardGranted)
    )
    life = Life(rich(), Tally(), Spoilt(more(granted)))
    with pytest.raises(AssertionError, match="granted twice"):
        life.do(ClaimDaily())


def test_a_state_that_its_journal_does_not_tell_is_caught() -> None:
    life = Life(rich(), Tally())
    life.do(Pull())
    life.player = replace(life.player, charm_left=1)
    with pytest.raises(AssertionError, match="not the live state"):
        life.store_and_load()


def test_the_same_life_without_a_fault_passes() -> None:
    for person in (rich, full):
        life = Life(person(), Tally())
        live(life)
        life.wait(3_600_000)
        life.store_and_load()
        assert life.player.registered
