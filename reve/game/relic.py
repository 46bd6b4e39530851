"""Relics: things that one copy of a stack wears, kept per player."""

from dataclasses import replace
from typing import Final

from reve.game import fragment, gates, pages, refusals, wearing
from reve.game.catalogue import Catalogue, Species
from reve.game.draft import Draft
from reve.game.finding import resolve
from reve.game.shown import Refused
from reve.game.state import Player, revised
from reve.game.vocabulary.relic import (
    EquipRelic,
    ListRelics,
    RelicChanged,
    RelicEquipped,
    RelicLine,
    RelicSalvaged,
    RelicsShown,
    RelicUnequipped,
    RelicWorn,
    SalvageRelic,
    UnequipRelic,
)

GATE: Final = "relic"
EQUIP: Final = "equip"
SALVAGE: Final = "salvage"


def quantity(player: Player, relic: str) -> int:
    """Return how many of a relic are free."""
    return player.relics.get(relic, 0)


def gain(draft: Draft, relic: str, amount: int, reason: str) -> int:
    """Add free relics; return how many were discarded because they pass the cap."""
    have = quantity(draft.state, relic)
    added = min(amount, max(0, draft.catalogue.caps.item_stack - have))
    draft.emit(RelicChanged(relic, added, have + added, reason, amount - added))
    return amount - added


def listing(draft: Draft, action: ListRelics) -> RelicsShown:
    """List all relics of the player's, in the order of the pack."""
    player, catalogue = draft.state, draft.catalogue
    worn: dict[str, list[str]] = {}
    for species, stack in player.stacks.items():
        for name in stack.relics:
            if name is not None:
                worn.setdefault(name, []).append(species)
    lines = [
        RelicLine(name, quantity(player, name), tuple(worn.get(name, ())))
        for name in catalogue.growing.relics
        if quantity(player, name) or name in worn
    ]
    page, count, cut = pages.cut(lines, action.page)
    opens = gates.level_of(catalogue, GATE)
    return RelicsShown(page, count, len(lines), cut, opens, player.growth.level >= opens)


def equip(draft: Draft, action: EquipRelic) -> Refused | RelicWorn:
    """Let an esprit wear a free relic."""
    species = _wearer(draft, action.esprit, action.slot)
    if isinstance(species, Refused):
        return species
    if action.relic not in draft.catalogue.growing.relics:
        return refusals.invalid("relic", "unknown")
    worn = _slots(draft, species)
    replaced = worn[action.slot - 1]
    if replaced == action.relic:
        return refusals.invalid("relic", "same")
    if not quantity(draft.state, action.relic):
        return refusals.insufficient("relic", 1, 0, relic=action.relic)
    if replaced is not None and (no := _too_many(draft, replaced)):
        return no
    before = _best(draft, species)
    _move(draft, action.relic, -1)
    if replaced is not None:
        _move(draft, replaced, 1)
    worn[action.slot - 1] = action.relic
    draft.emit(RelicEquipped(species.id, action.slot, action.relic, replaced, tuple(worn)))
    return _told(draft, species, action.slot, before, relic=action.relic, removed=replaced)


def unequip(draft: Draft, action: UnequipRelic) -> Refused | RelicWorn:
    """Take a relic off an esprit."""
    species = _wearer(draft, action.esprit, action.slot)
    if isinstance(species, Refused):
        return species
    worn = _slots(draft, species)
    removed = worn[action.slot - 1]
    if removed is None:
        return refusals.slot_empty(action.slot)
    if no := _too_many(draft, removed):
        return no
    before = _best(draft, species)
    worn[action.slot - 1] = None
    _move(draft, removed, 1)
    draft.emit(RelicUnequipped(species.id, action.slot, removed, tuple(worn)))
    return _told(draft, species, action.slot, before, relic=None, removed=removed)


def salvage(draft: Draft, action: SalvageRelic) -> Refused | RelicSalvaged:
    """Turn free relics into awakening fragments, by their rarity."""
    if no := gates.closed(draft, GATE):
        return no
    if action.relic not in draft.catalogue.growing.relics:
        return refusals.invalid("relic", "unknown")
    if not 1 <= action.count <= draft.catalogue.caps.item_stack:
        return refusals.invalid("count", "out_of_range")
    have = quantity(draft.state, action.relic)
    if have < action.count:
        return refusals.insufficient("relic", action.count, have, relic=action.relic)
    amount, discarded = _break_up(draft, action.relic, action.count)
    return RelicSalvaged(action.relic, action.count, have - action.count, amount, discarded)


def _break_up(draft: Draft, relic: str, count: int) -> tuple[int, int]:
    """Turn free relics into fragments; return how many that gives, and how many of these pass the cap."""
    growing, have = draft.catalogue.growing, quantity(draft.state, relic)
    amount = growing.salvage[growing.relics[relic].rarity] * count
    draft.emit(RelicChanged(relic, -count, have - count, SALVAGE))
    return amount, fragment.gain(draft, fragment.AWAKENING, amount, SALVAGE)


def _wearer(draft: Draft, name: str, slot: int) -> Species | Refused:
    """Return the esprit that is meant, if it has the slot."""
    if no := gates.closed(draft, GATE):
        return no
    species = resolve(draft.state, draft.catalogue, name)
    if isinstance(species, Refused):
        return species
    slots = draft.catalogue.growing.relic_slots[species.tier]
    return species if 1 <= slot <= slots else refusals.slot_locked(slot, slots)


def _slots(draft: Draft, species: Species) -> list[str | None]:
    """Return what is in each slot that the esprit's tier has, and in any it had under another pack."""
    worn = list(draft.state.stacks[species.id].relics)
    return worn + [None] * (draft.catalogue.growing.relic_slots[species.tier] - len(worn))


def _move(draft: Draft, relic: str, delta: int) -> None:
    after = quantity(draft.state, relic) + delta
    draft.emit(RelicChanged(relic, delta, after, EQUIP))


def _too_many(draft: Draft, relic: str) -> Refused | None:
    """Refuse to free a relic of which as many are free as can be kept."""
    full = quantity(draft.state, relic) >= draft.catalogue.caps.item_stack
    return refusals.stack_limit("relic") if full else None


def _best(draft: Draft, species: Species) -> tuple[int, ...]:
    best = wearing.champion(draft.catalogue, species, draft.state.stacks[species.id])
    return best.attack, best.defense, best.health, best.power


def _told(
    draft: Draft,
    species: Species,
    slot: int,
    before: tuple[int, ...],
    *,
    relic: str | None,
    removed: str | None,
) -> RelicWorn:
    return RelicWorn(
        species=species.id,
        slot=slot,
        relic=relic,
        removed=removed,
        relics=draft.state.stacks[species.id].relics,
        slots=draft.catalogue.growing.relic_slots[species.tier],
        before=before,
        after=_best(draft, species),
    )


def return_surplus(draft: Draft) -> None:
    """Free the relics in slots that the pack no longer has; what is beyond the cap of a stack is salvaged."""
    for name, stack in tuple(draft.state.stacks.items()):
        for slot in range(len(stack.relics), _allowed(draft.catalogue, name), -1):
            worn = draft.state.stacks[name].relics
            removed = worn[slot - 1]
            if removed is not None:
                full = _too_many(draft, removed)
                _move(draft, removed, 1)
                draft.emit(RelicUnequipped(name, slot, removed, worn[: slot - 1]))
                if full:
                    _break_up(draft, removed, 1)


def _allowed(catalogue: Catalogue, species_id: str) -> int:
    species = catalogue.species.get(species_id)
    return catalogue.growing.relic_slots[species.tier] if species else catalogue.caps.item_stack


def changed(player: Player, event: RelicChanged) -> Player:
    relics = {**player.relics, event.relic: event.after}
    if not event.after:  # zero means absent
        del relics[event.relic]
    return revised(player, relics=relics)


def worn(player: Player, event: RelicEquipped | RelicUnequipped) -> Player:
    stack = replace(player.stacks[event.species], relics=event.relics)
    return revised(player, stacks={**player.stacks, event.species: stack})
