"""The laws of a step: whatever was asked, when and under which settings, they hold of what came of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from reve.game import experience, fragment, inventory, ledger, relic
from reve.game.commands import NAMES
from reve.game.esprit import role_of
from reve.game.events import FragmentChanged, ItemChanged
from reve.game.journey import is_open
from reve.game.refuses import BEFORE_ALL, REFUSES, label
from reve.game.shown import Refused
from reve.game.standings import standings
from reve.game.state import Player
from reve.game.systems import system_of
from reve.game.uses import Charm
from reve.game.vocabulary.relic import RelicChanged
from tests.properties.step import ACTOR, Step

LARGEST: Final = 2**63 - 1
MAY_BE_NEGATIVE: Final = ("offset",)
"""The numbers of a state that are no amounts: a clock may be behind UTC."""


def a_refusal_changes_nothing(step: Step) -> None:
    decision = step.decision
    if decision.refused:
        assert isinstance(decision.reply, Refused)
        assert (decision.events, decision.entries, decision.notes) == ((), (), ())
        assert step.after is step.before


def a_refusal_is_one_of_those_declared(step: Step) -> None:
    if step.decision.refused:
        assert isinstance(step.decision.reply, Refused)
        declared = REFUSES.get(type(step.command.action), frozenset()) | BEFORE_ALL
        assert label(step.decision.reply) in declared, label(step.decision.reply)
    else:
        assert not isinstance(step.decision.reply, Refused)


def a_view_changes_nothing(step: Step) -> None:
    if system_of(NAMES[type(step.command.action)]) is None:
        decision = step.decision
        assert (decision.events, decision.entries, decision.notes) == ((), (), ())


def no_amount_is_negative(step: Step) -> None:
    below = [path for path, number in _numbers(step.after, step.before) if not 0 <= number <= LARGEST]
    assert not below, f"out of range: {below}"


def _numbers(now: Any, then: Any, path: str = "") -> Iterator[tuple[str, int]]:
    """Yield the numbers of a value with where they are, without what is still the same object."""
    if now is then:
        return
    assert now is None or is_dataclass(now) or type(now) in (int, str, bool, dict, tuple), path
    if isinstance(now, int) and not isinstance(now, bool):
        if not path.endswith(MAY_BE_NEGATIVE):
            yield path, now
    elif is_dataclass(now):
        for part in fields(now):
            yield from _numbers(
                getattr(now, part.name), getattr(then, part.name, None), f"{path}.{part.name}"
            )
    elif isinstance(now, dict):
        for key, value in now.items():
            old = then.get(key) if isinstance(then, dict) else None
            yield from _numbers(value, old, f"{path}[{key!r}]")
    elif isinstance(now, tuple):
        for place, value in enumerate(now):
            yield from _numbers(value, None, f"{path}[{place}]")


def the_ledger_tells_each_change_of_a_balance(step: Step) -> None:
    if step.decision.erases:  # the store moves all that was posted
        return
    moved, sums = Counter[str](), Counter[str]()
    for entry in step.decision.entries:
        sums[entry.currency] += entry.amount
        moved[entry.currency] += entry.amount if entry.account == ledger.WALLET else 0
    assert not any(sums.values()), f"postings do not sum to nothing: {sums}"
    had, has = step.before.wallet.balances, step.after.wallet.balances
    changed = {name: has.get(name, 0) - had.get(name, 0) for name in had | has}
    assert changed == {name: moved[name] for name in changed}
    assert not set(moved) - set(changed)


def no_cap_is_passed(step: Step) -> None:
    player, caps, content = step.after, step.catalogue.caps, step.catalogue
    assert player.wallet.balances.get("revies", 0) <= caps.revies
    assert player.wallet.balances.get("erythl", 0) <= caps.erythl
    assert all(0 < n <= caps.item_stack for n in player.items.values())
    assert all(0 < n <= caps.item_stack for n in player.relics.values())
    assert all(0 <= n <= caps.fragments for n in player.fragments.values())
    assert player.building_slots <= caps.building_slots
    assert player.luck.charges.value <= content.reve.max_charges
    assert sum(site.count for site in player.buildings.sites.values()) <= player.building_slots
    assert player.charm_left <= max(
        item.use.most for item in content.items.values() if isinstance(item.use, Charm)
    )
    assert 1 <= player.growth.level <= content.experience.max_level
    if experience.is_last(content.experience, player.growth.level):
        assert player.growth.xp == 0
    else:
        assert player.growth.xp < experience.need(content.experience, player.growth.level)


def luck_stays_within_its_bounds(step: Step) -> None:
    player, content = step.after, step.catalogue
    assert player.luck.since_bright < content.reve.bright.after
    assert player.luck.since_brilliant < content.reve.brilliant.after
    assert player.journey.since_capture < content.adventures.capture.certain_after
    for name, since in player.pity.echo.items():
        assert since < content.growing.echoes.echoes[name].pity, name


def no_bar_is_ahead_of_its_time(step: Step) -> None:
    for gauge in (step.after.energy, step.after.stamina, step.after.luck.charges):
        assert gauge.at_ms <= step.now_ms


def skill_points_come_with_levels_alone(step: Step) -> None:
    if step.anew or not step.after.registered:
        return
    before, after = step.before.growth, step.after.growth
    had, has = (one.skill_points + sum(one.skills.values()) for one in (before, after))
    assert has - had == after.level - before.level


def each_change_starts_from_what_was_there(step: Step) -> None:
    if step.anew:
        return
    sums = Counter[tuple[str, str]]()
    for event in step.decision.events:
        match event:
            case ItemChanged(item=name, delta=delta):
                sums["items", name] += delta
            case FragmentChanged(fragment=name, delta=delta):
                sums["fragments", name] += delta
            case RelicChanged(relic=name, delta=delta):
                sums["relics", name] += delta
    for kind in ("items", "fragments", "relics"):
        had, has = getattr(step.before, kind), getattr(step.after, kind)
        for name in () if had is has else had | has:
            before, after, delta = had.get(name, 0), has.get(name, 0), sums[kind, name]
            assert after - before == delta, f"{kind} {name}: {before} and {delta} make {after}"


def a_stack_keeps_its_rules(step: Step) -> None:
    stars = len(step.catalogue.growing.awakening.success_bp)
    for name, stack in step.after.stacks.items():
        before = step.before.stacks.get(name)
        if stack is before:
            continue
        assert 0 <= stack.bound <= stack.quantity <= step.catalogue.caps.copies, name
        assert 0 <= stack.stars <= stars
        assert stack.first_owned_at_ms <= step.now_ms
        if before is not None and not step.anew:
            assert stack.first_owned_at_ms == before.first_owned_at_ms
            assert stack.stars >= before.stars
            assert stack.star_failures == 0 or stack.stars == before.stars
    if not step.anew:
        assert set(step.before.stacks) <= set(step.after.stacks), "a stack is never deleted"


def who_is_needed_stays(step: Step) -> None:
    player = step.after
    needed = {player.leader, *player.supports.values()} - {None}
    needed |= {name for name, stack in player.stacks.items() if any(stack.relics)}
    for name in needed:
        assert name in player.stacks
        assert player.stacks[name].quantity >= 1, f"{name} is {role_of(player, str(name))}"
    team = [player.leader, *player.supports.values()]
    assert len(set(team)) == len(team), f"twice in the team: {team}"
    if player.pack_seen == step.catalogue.version:
        for name, stack in player.stacks.items():
            slots = step.catalogue.growing.relic_slots[step.catalogue.species[name].tier]
            assert not any(stack.relics[slots:]), f"{name} wears a relic where it has no slot"


def relics_are_neither_made_nor_lost_by_wearing_them(step: Step) -> None:
    if step.anew:
        return
    outside: Counter[str] = Counter()
    for event in step.decision.events:
        if isinstance(event, RelicChanged) and event.reason != relic.EQUIP:
            outside[event.relic] += event.delta
    made = _relics(step.after)
    made.subtract(_relics(step.before))
    assert {name: n for name, n in made.items() if n} == {name: n for name, n in outside.items() if n}


def _relics(player: Player) -> Counter[str]:
    worn = Counter(name for stack in player.stacks.values() for name in stack.relics if name)
    return worn + Counter(player.relics)


def a_fight_keeps_its_rules(step: Step) -> None:
    fight, before = step.after.fight, step.before.fight
    if fight is None:
        return
    for side in (fight.foe, fight.own):
        assert 0 < side.health <= side.full_health, "who is beaten fights no more"
    assert fight.expires_at_ms > fight.started_at_ms
    if before is not None and before.seed == fight.seed:
        assert fight.round - before.round in (0, 1)
        assert (fight.boss, fight.area, fight.quest) == (before.boss, before.area, before.quest)


def nobody_is_where_they_cannot_be(step: Step) -> None:
    journey, areas = step.after.journey, step.catalogue.adventures.areas
    if step.after.registered:
        area = areas.get(journey.area, step.catalogue.adventures.first)
        assert is_open(step.after, step.catalogue, area)
    for name, done in journey.areas.items():
        assert 0 <= done.done <= len(areas[name].quests)
        assert 1 <= done.rank <= len(areas[name].ranks)


def what_only_grows_never_falls(step: Step) -> None:
    if step.anew:
        return
    before, after = step.before, step.after
    assert all(after.counters.get(name, 0) >= n for name, n in before.counters.items())
    assert after.wallet.revies_earned >= before.wallet.revies_earned
    assert after.achievement_points >= before.achievement_points
    assert after.tutorial_step >= before.tutorial_step
    assert set(before.person.titles) <= set(after.person.titles)
    assert len(set(after.person.titles)) == len(after.person.titles)


def the_same_dice_decide_the_same(step: Step) -> None:
    assert step.again(step.before) == step.decision


def every_place_on_a_board_fits(step: Step) -> None:
    assert all(0 <= one.value <= LARGEST for one in standings(step.after, step.catalogue))


def a_note_is_a_reminder_to_oneself_that_is_not_due_in_the_past(step: Step) -> None:
    for note in step.decision.notes:
        assert note.target == ACTOR
        assert note.due_at_ms >= step.now_ms
        assert type(note.body.action) in NAMES


def what_is_in_the_bag_can_be_shown(step: Step) -> None:
    """Whatever is held is known to the content, or was left by another pack."""
    known = set(step.catalogue.items)
    assert set(step.after.items) <= known
    assert set(step.after.fragments) <= set(fragment.ids(step.catalogue))
    assert all(inventory.quantity(step.after, name) > 0 for name in step.after.items)


LAWS: Final[tuple[Callable[[Step], None], ...]] = (
    a_refusal_changes_nothing,
    a_refusal_is_one_of_those_declared,
    a_view_changes_nothing,
    no_amount_is_negative,
    the_ledger_tells_each_change_of_a_balance,
    no_cap_is_passed,
    luck_stays_within_its_bounds,
    no_bar_is_ahead_of_its_time,
    skill_points_come_with_levels_alone,
    each_change_starts_from_what_was_there,
    a_stack_keeps_its_rules,
    who_is_needed_stays,
    relics_are_neither_made_nor_lost_by_wearing_them,
    a_fight_keeps_its_rules,
    nobody_is_where_they_cannot_be,
    what_only_grows_never_falls,
    the_same_dice_decide_the_same,
    every_place_on_a_board_fits,
    a_note_is_a_reminder_to_oneself_that_is_not_due_in_the_past,
    what_is_in_the_bag_can_be_shown,
)
