"""The team: one esprit leads, two support; all three are different."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from reve.game import fight_start, gates, leadership, power, refusals, settling, wearing
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.finding import owned, resolve
from reve.game.shown import PowerShown, Refused
from reve.game.state import Player
from reve.game.vocabulary.team import (
    ClearMember,
    PowerDetails,
    SetMember,
    ShowPower,
    ShowTeam,
    StackPower,
    TeamChanged,
    TeamMember,
    TeamShown,
)

LEADER: Final = "leader"
SUPPORTS: Final = ("support1", "support2")
SLOTS: Final = (LEADER, *SUPPORTS)
GATE: Final = "support"
TOP: Final = 10


def members(player: Player) -> Mapping[str, str | None]:
    """Return who has which place."""
    return {LEADER: player.leader, **{slot: player.supports.get(slot) for slot in SUPPORTS}}


def show(draft: Draft, action: ShowTeam) -> TeamShown:
    """Show the team."""
    return _shown(draft, None)


def set_member(draft: Draft, action: SetMember) -> Refused | TeamShown:
    """Give a place to an esprit; swap places if it has one and that is wanted."""
    if action.slot not in SLOTS:
        return refusals.invalid("slot", "unknown")
    if no := fight_start.engaged(draft):
        return no
    if no := gates.closed(draft, GATE) if action.slot in SUPPORTS else None:
        return no
    species = resolve(draft.state, draft.catalogue, action.esprit)
    if isinstance(species, Refused):
        return species
    now = members(draft.state)
    there = next((slot for slot, one in now.items() if one == species.id), None)
    if there is not None:
        others = now[action.slot]
        if not action.swap or there == action.slot or (there == LEADER and others is None):
            return refusals.duplicate_member(species.id, there, action.slot)
        _place(draft, there, others)
    _place(draft, action.slot, species.id)
    return _shown(draft, action.slot)


def clear(draft: Draft, action: ClearMember) -> Refused | TeamShown:
    """Empty a support's place; somebody always leads."""
    if action.slot not in SUPPORTS:
        return refusals.invalid("slot", "unknown")
    if no := fight_start.engaged(draft):
        return no
    if action.slot not in draft.state.supports:
        return refusals.slot_empty(action.slot)
    _place(draft, action.slot, None)
    return _shown(draft, action.slot)


def _place(draft: Draft, slot: str, species: str | None) -> None:
    """Put an esprit, or nobody, to a place; another leader first settles what the old one sped up."""
    if slot != LEADER:
        draft.emit(TeamChanged(slot, draft.state.supports.get(slot), species))
    elif species is not None:
        settling.before_leading(draft)
        leadership.appoint(draft, species)


def _shown(draft: Draft, changed: str | None) -> TeamShown:
    player, catalogue = draft.state, draft.catalogue
    places = tuple(_member(player, catalogue, slot, one) for slot, one in members(player).items())
    found = (catalogue.species.get(one.species or "") for one in places)
    known = [species for species in found if species is not None]
    tiers = [species.tier for species in known]
    return TeamShown(
        members=places,
        power=sum(one.power for one in places),
        attack=sum(one.attack for one in places),
        defense=sum(one.defense for one in places),
        health=sum(one.health for one in places),
        tenth_tier=sum(tiers) * 10 // max(1, len(tiers)),
        elements=tuple(dict.fromkeys(species.element for species in known)),
        bonuses={str(name): n for name, n in leadership.of(player, catalogue).items()},
        warnings=tuple(_warnings(draft, len(known), len({one.element for one in known}))),
        support_level=gates.level_of(catalogue, GATE),
        changed=changed,
    )


def _member(player: Player, catalogue: Catalogue, slot: str, name: str | None) -> TeamMember:
    species = catalogue.species.get(name or "")
    if species is None:
        return TeamMember(slot, name, 0, 0, 0, 0, 0)
    stack = player.stacks[species.id]
    best = wearing.champion(catalogue, species, stack)
    return TeamMember(slot, name, stack.stars, best.attack, best.defense, best.health, best.power)


def _warnings(draft: Draft, count: int, elements: int) -> Iterator[str]:
    if draft.state.leader is None:
        yield "no_leader"
    if gates.closed(draft, GATE):
        yield "supports_locked"
    elif count < len(SLOTS):
        yield "support_missing"
    if count > 1 and elements == 1:
        yield "one_element"


def show_power(draft: Draft, action: ShowPower) -> PowerDetails:
    """Show what the army's power is made of, in the order in which it is reckoned."""
    player, catalogue = draft.state, draft.catalogue
    by_element: dict[str, int] = {}
    by_tier: dict[int, int] = {}
    stacks: list[StackPower] = []
    for species in owned(player, catalogue):
        stack = player.stacks[species.id]
        worth = power.contribution(catalogue, species.id, stack).worth(catalogue)
        by_element[species.element] = by_element.get(species.element, 0) + worth
        by_tier[species.tier] = by_tier.get(species.tier, 0) + worth
        stacks.append(StackPower(species.id, stack.quantity, stack.stars, worth))
    stacks.sort(key=lambda one: -one.power)
    sums, rules = power.sums(draft), catalogue.power
    skills = player.growth.skills
    return PowerDetails(
        army=power.raised(player, catalogue, sums),
        before=PowerShown(sums.attack, sums.defense, sums.health, sums.worth(catalogue)),
        skills_bp={name: rules.skill_bp * skills[name] for name in ("attack", "defense") if skills.get(name)},
        leader_bp={
            str(name): bp
            for name, bp in leadership.of(player, catalogue).items()
            if name in ("attack", "defense", "health")
        },
        by_element={element: by_element[element] for element in catalogue.elements if element in by_element},
        by_tier=dict(sorted(by_tier.items(), reverse=True)),
        top=tuple(stacks[:TOP]),
    )


def changed(player: Player, event: TeamChanged) -> Player:
    supports = {slot: one for slot, one in player.supports.items() if slot != event.slot}
    if event.new is not None:
        supports[event.slot] = event.new
    return replace(player, supports=supports)
