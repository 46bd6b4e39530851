"""Goods: all that a bundle can give except experience."""

from reve.game import building, currency, esprit, fragment, inventory, relic, resource
from reve.game.bundle import Bundle
from reve.game.draft import Draft
from reve.game.events import TitleGained


def give(draft: Draft, bundle: Bundle, source: str, ref: str, *, bound: bool = False) -> dict[str, int]:
    """Give what a bundle holds, in the fixed order; return what was discarded, by name.

    A building slot too many counts as discarded, and is paid for in revies.
    `bound` esprits cannot be traded.
    """
    room = building.room_left(draft)
    slots = min(bundle.building_slots, room)
    spare = (bundle.building_slots - slots) * draft.catalogue.caps.revies_per_spare_slot
    reason = f"mint/{source}"
    lost = {
        "revies": currency.credit(draft, currency.REVIES, bundle.revies + spare, reason, ref),
        "erythl": currency.credit(draft, currency.ERYTHL, bundle.erythl, reason, ref),
    }
    if bundle.energy:
        resource.grant(draft, "energy", bundle.energy, source)
    if bundle.stamina:
        resource.grant(draft, "stamina", bundle.stamina, source)
    for item, n in bundle.items.items():
        lost[f"item:{item}"] = inventory.gain(draft, item, n, source)
    for name, n in _fragments(bundle):
        lost[f"fragment:{name}"] = fragment.gain(draft, name, n, source)
    for name, n in bundle.relics.items():
        lost[f"relic:{name}"] = relic.gain(draft, name, n, source)
    for species, n in bundle.esprits.items():
        lost[f"esprit:{species}"] = esprit.gain(draft, species, n, source, bound=bound)
    if bundle.title and bundle.title not in draft.state.person.titles:
        draft.emit(TitleGained(bundle.title, source))
    if slots:
        building.expand(draft, slots, source)
    lost["building_slots"] = bundle.building_slots - slots
    return {name: n for name, n in lost.items() if n}


def _fragments(bundle: Bundle) -> list[tuple[str, int]]:
    pairs = [(fragment.AWAKENING, bundle.awakening_fragments)]
    pairs += ((fragment.of_tier(tier), n) for tier, n in bundle.tier_fragments.items())
    pairs += ((fragment.of_element(element), n) for element, n in bundle.element_fragments.items())
    return [(name, n) for name, n in pairs if n]
