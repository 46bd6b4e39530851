"""Rewards: bundles, claims and `/daily`."""

import pytest

from reve.game import commands, currency, events, goods
from reve.game.bundle import Bundle
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.replies import DailyClaimed
from reve.game.reward import daily_bundle, grant
from reve.game.state import Player
from tests.game.sample import DAY_MS, NOON_MS, Play, catalogue, moment, of_type, started

TABLE = catalogue().daily


def draft_of(state: Player) -> Draft:
    return Draft(state, moment(), evolve, username="Ada", locale=None)


def claim(play: Play) -> DailyClaimed:
    reply = play.do(commands.ClaimDaily())
    assert isinstance(reply, DailyClaimed)
    return reply


@pytest.mark.parametrize(
    ("streak", "expected"),
    [
        (1, Bundle(revies=5_000, items={"energy_potion": 3, "faded_echo": 1})),
        (2, Bundle(revies=7_500, items={"xp_orb": 10, "faded_echo": 1})),
        (3, Bundle(revies=10_000, items={"stamina_elixir": 3, "faded_echo": 1})),
        (4, Bundle(revies=15_000, items={"capture_charm": 3, "faded_echo": 1})),
        (5, Bundle(revies=20_000, awakening_fragments=25, items={"faded_echo": 1})),
        (6, Bundle(revies=30_000, items={"echo_key": 3, "faded_echo": 1})),
        (8, Bundle(revies=5_000, items={"energy_potion": 3, "faded_echo": 1})),
    ],
)
def test_a_day_gives_what_is_published(streak: int, expected: Bundle) -> None:
    assert daily_bundle(TABLE, streak) == (expected, False)


@pytest.mark.parametrize(
    ("day", "erythl", "revies"), [(7, 15, 50_000), (14, 35, 100_000), (21, 60, 200_000), (28, 100, 500_000)]
)
@pytest.mark.parametrize("round_", [0, 1, 3])
def test_the_streak_adds_its_bonus_every_28_days(day: int, erythl: int, revies: int, round_: int) -> None:
    bundle, bonus = daily_bundle(TABLE, 28 * round_ + day)
    assert bonus
    assert (bundle.erythl, bundle.revies) == (25 + erythl, revies)


def test_a_slot_above_the_last_is_paid_for_and_told_as_discarded() -> None:
    play = started()
    play.have(building_slots=9)
    draft = draft_of(play.state)
    discarded, _ = grant(draft, "test", Bundle(building_slots=3), "test")
    assert discarded == {"building_slots": 2}
    assert draft.state.building_slots == 10
    assert currency.balance(draft.state, currency.REVIES) == play.balance("revies") + 400_000


def test_a_day_can_be_claimed_once() -> None:
    play = started()
    reply = claim(play)
    assert (reply.streak, reply.cycle_day, reply.next_at_ms) == (1, 1, NOON_MS + DAY_MS // 2)
    refused = play.refused(commands.ClaimDaily())
    assert refused.code == "ALREADY_CLAIMED"
    assert refused.params == {"key": "daily", "next_at_ms": NOON_MS + DAY_MS // 2}
    assert play.balance("revies") == 2_500 + 5_000


def test_the_day_changes_at_midnight_utc() -> None:
    play = started()
    play.now_ms = NOON_MS + DAY_MS // 2 - 1
    assert claim(play).streak == 1
    play.wait(1)
    assert claim(play).streak == 2


def test_a_missed_day_begins_the_streak_anew() -> None:
    play = started()
    for _ in range(3):
        claim(play)
        play.wait(DAY_MS)
    play.wait(DAY_MS)
    assert claim(play).streak == 1


def test_only_the_latest_dated_claim_is_kept() -> None:
    play = started()
    for _ in range(40):
        claim(play)
        play.wait(DAY_MS)
    keys = [key for key in play.state.claims.granted if key.startswith("daily:")]
    assert keys == ["daily:2026-02-09"]
    assert "starter" in play.state.claims.granted


def test_28_days_in_a_row_give_a_building_slot() -> None:
    play = started()
    for _ in range(28):
        claim(play)
        play.wait(DAY_MS)
    assert play.state.building_slots == 3
    assert play.state.items["brilliant_echo"] == 1


def test_a_building_permit_above_the_last_slot_becomes_revies() -> None:
    play = started()
    play.have(building_slots=9)
    draft = draft_of(play.state)
    before = draft.state.wallet.balances["revies"]
    goods.give(draft, Bundle(building_slots=3), "test", "test")
    assert draft.state.building_slots == 10
    assert draft.state.wallet.balances["revies"] == before + 2 * 200_000


def test_a_bundle_is_given_in_its_order_with_experience_last() -> None:
    play = started()
    draft = draft_of(play.state)
    everything = Bundle(
        revies=1,
        erythl=2,
        xp=100,
        energy=3,
        stamina=4,
        items={"xp_orb": 5},
        awakening_fragments=6,
        tier_fragments={1: 7},
        element_fragments={"inferno": 8, "umbral": 8},
        esprits={"droozle": 9},
        title="paragon",
        building_slots=1,
    )
    discarded, levels = grant(draft, "key", everything, "test")
    names = [type(event).__name__ for event in draft.events]
    assert names[:4] == ["CurrencyChanged", "CurrencyChanged", "EnergyChanged", "StaminaChanged"]
    assert names[4:9] == ["ItemChanged"] + ["FragmentChanged"] * 4
    assert names[-5:] == ["TitleGained", "SlotExpanded", "RewardGranted", "XpGained", "PlayerLeveled"]
    assert discarded == {}
    assert levels is not None
    assert levels.to_level == 2
    assert draft.state.fragments["element:umbral"] == 8


def test_what_passes_a_cap_is_discarded_and_recorded() -> None:
    play = started()
    play.have(items={"xp_orb": 999_998}, fragments={"awakening": 10**9})
    play.own({"droozle": 999_999})
    draft = draft_of(play.state)
    bundle = Bundle(items={"xp_orb": 5}, awakening_fragments=3, esprits={"droozle": 2}, erythl=10**9)
    discarded, _ = grant(draft, "key", bundle, "test")
    assert discarded == {"erythl": 30, "item:xp_orb": 4, "fragment:awakening": 3, "esprit:droozle": 2}
    (granted,) = of_type(draft.events, events.RewardGranted)
    assert granted.discarded == discarded
    assert draft.state.items["xp_orb"] == 999_999
    assert draft.state.wallet.balances["erythl"] == 10**9


def test_a_claim_key_is_granted_once_whatever_asks() -> None:
    draft = draft_of(started().state)
    grant(draft, "once", Bundle(revies=1), "test")
    with pytest.raises(ValueError, match="granted already"):
        grant(draft, "once", Bundle(revies=1), "test")


def test_a_title_is_owned_once() -> None:
    draft = draft_of(started().state)
    for _ in range(2):
        goods.give(draft, Bundle(title="paragon"), "test", "test")
    assert draft.state.person.titles == ("paragon",)
