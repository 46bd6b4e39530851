"""Skills: points that levels give, put into bars or into the army, and taken back for a price."""

from dataclasses import replace
from typing import Final

from reve.game import currency, inventory, refusals, resource, settling
from reve.game.draft import Draft
from reve.game.shown import Refused
from reve.game.state import Gauge, Growth, Player
from reve.game.uses import Refillable
from reve.game.vocabulary.skill import (
    AllocateSkill,
    ResetSkills,
    ShowSkills,
    SkillAllocated,
    SkillLine,
    SkillReset,
    SkillsShown,
)

SOURCE: Final = "skill"
BURN: Final = "burn/skill_reset"
RESET: Final = "skill_reset"
BARS: Final[tuple[Refillable, ...]] = ("energy", "stamina")


def show(draft: Draft, action: ShowSkills) -> SkillsShown:
    """Show the skills, and what a reset takes."""
    return _shown(draft, resetting=action.resetting)


def allocate(draft: Draft, action: AllocateSkill) -> Refused | SkillsShown:
    """Put points into a skill; a bar gets higher, and as many points now."""
    growth, rules = draft.state.growth, draft.catalogue.growing.skills
    if action.skill not in rules.skills:
        return refusals.invalid("skill", "unknown")
    if not 1 <= action.points <= draft.catalogue.experience.max_level:
        return refusals.invalid("points", "out_of_range")
    if growth.skill_points < action.points:
        return refusals.insufficient("skill_points", action.points, growth.skill_points)
    bar = next((kind for kind in BARS if kind == action.skill), None)
    if bar is not None and resource.headroom(draft.state, draft.catalogue, bar) < action.points:
        return refusals.max_count(bar)
    after, left = growth.skills.get(action.skill, 0) + action.points, growth.skill_points - action.points
    if bar is not None:
        settling.before_change(draft)
    draft.emit(SkillAllocated(action.skill, action.points, after, left))
    if bar is not None:
        resource.grant(draft, bar, action.points, SOURCE)
    return _shown(draft, changed="allocated")


def reset(draft: Draft, action: ResetSkills) -> Refused | SkillsShown:
    """Take all points back, once in a while."""
    if action.version != draft.at.seq:
        return _shown(draft, resetting=True)
    growth, rules = draft.state.growth, draft.catalogue.growing.skills
    returned = sum(growth.skills.values())
    if not returned:
        return refusals.insufficient("allocated", 1, 0)
    if (next_at_ms := _reset_at_ms(draft)) is not None:
        return refusals.already_claimed(RESET, next_at_ms)
    if action.token:
        if not inventory.quantity(draft.state, rules.reset_item):
            return refusals.insufficient("item", 1, 0, item=rules.reset_item)
        inventory.take(draft, rules.reset_item, 1, RESET)
        _take_back(draft, 0, returned, token=True)
    else:
        if no := currency.debit(draft, currency.ERYTHL, _cost(draft), BURN, RESET):
            return no
        _take_back(draft, _cost(draft), returned, token=False)
    return _shown(draft, changed="reset")


def _cost(draft: Draft) -> int:
    rules = draft.catalogue.growing.skills
    return rules.reset_step * min(rules.reset_most_steps, 1 + draft.state.growth.skill_resets)


def _reset_at_ms(draft: Draft) -> int | None:
    """Return when the next reset may be, None if it may be now."""
    last, every_ms = draft.state.growth.skill_reset_at_ms, draft.catalogue.growing.skills.reset_every_ms
    if last is None or draft.now_ms >= last + every_ms:
        return None
    return last + every_ms


def _take_back(draft: Draft, cost: int, returned: int, *, token: bool) -> None:
    player, growth = draft.state, draft.state.growth
    bare = replace(player, growth=replace(growth, skills={}))
    gauges: dict[Refillable, Gauge] = {}
    for kind in BARS:
        full = resource.regeneration(bare, draft.catalogue, kind).maximum
        gauge = resource.settled(player, draft.catalogue, kind, draft.now_ms)
        gauges[kind] = Gauge(full, draft.now_ms) if gauge.value > full else gauge
    draft.emit(
        SkillReset(
            cost=cost,
            token=token,
            returned=returned,
            points=growth.skill_points + returned,
            resets=growth.skill_resets + (not token),
            at_ms=draft.now_ms,
            energy=gauges["energy"].value,
            energy_at_ms=gauges["energy"].at_ms,
            stamina=gauges["stamina"].value,
            stamina_at_ms=gauges["stamina"].at_ms,
        )
    )


def _shown(draft: Draft, *, resetting: bool = False, changed: str | None = None) -> SkillsShown:
    player, catalogue = draft.state, draft.catalogue
    rules = catalogue.growing.skills
    return SkillsShown(
        points=player.growth.skill_points,
        lines=tuple(
            SkillLine(
                name, player.growth.skills.get(name, 0), 0 if name in BARS else catalogue.power.skill_bp
            )
            for name in rules.skills
        ),
        energy=resource.read(player, catalogue, "energy", draft.now_ms),
        stamina=resource.read(player, catalogue, "stamina", draft.now_ms),
        reset_cost=_cost(draft),
        erythl=currency.balance(player, currency.ERYTHL),
        tokens=inventory.quantity(player, rules.reset_item),
        reset_at_ms=_reset_at_ms(draft),
        resetting=resetting,
        changed=changed,
        version=draft.at.seq + (changed is not None),
    )


def allocated(player: Player, event: SkillAllocated) -> Player:
    growth = player.growth
    skills = {**growth.skills, event.skill: event.after}
    return replace(player, growth=replace(growth, skills=skills, skill_points=event.left))


def was_reset(player: Player, event: SkillReset) -> Player:
    growth: Growth = replace(
        player.growth,
        skills={},
        skill_points=event.points,
        skill_resets=event.resets,
        skill_reset_at_ms=event.at_ms,
    )
    energy = Gauge(event.energy, event.energy_at_ms)
    return replace(player, growth=growth, energy=energy, stamina=Gauge(event.stamina, event.stamina_at_ms))
