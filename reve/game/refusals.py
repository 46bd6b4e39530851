"""How the rules say no: a code and the facts that a message needs."""

from collections.abc import Sequence

from reve.game.shown import Refused


def not_registered() -> Refused:
    return Refused("NOT_REGISTERED")


def invalid(field: str, reason: str) -> Refused:
    """Refuse an argument; `reason` is `unknown` or `out_of_range`."""
    return Refused("INVALID_ARGUMENT", {"field": field, "reason": reason})


def insufficient(kind: str, need: int, have: int, **facts: int | str) -> Refused:
    """Refuse for want of `kind`; further facts say which, or when there will be more."""
    return Refused("INSUFFICIENT", {"kind": kind, "need": need, "have": have, **facts})


def forbidden() -> Refused:
    """Refuse what only operators may do."""
    return Refused("FORBIDDEN", {"reason": "operator"})


def not_owned(name: str) -> Refused:
    return Refused("ESPRIT_NOT_OWNED", {"name": name})


def ambiguous(candidates: Sequence[str]) -> Refused:
    """Refuse a name that stands for several species; the candidates are their ids."""
    return Refused("ESPRIT_AMBIGUOUS", names=tuple(candidates))


def not_a_consumable(item: str) -> Refused:
    return Refused("NOT_A_CONSUMABLE", {"item": item})


def already_full(resource: str) -> Refused:
    return Refused("ALREADY_FULL", {"resource": resource})


def max_level(thing: str) -> Refused:
    return Refused("MAX_LEVEL", {"thing": thing})


def already_claimed(key: str, next_at_ms: int) -> Refused:
    return Refused("ALREADY_CLAIMED", {"key": key, "next_at_ms": next_at_ms})


def locked(feature: str, level: int) -> Refused:
    """Refuse what opens at a level."""
    return Refused("LOCKED", {"feature": feature, "level": level})


def area_locked(area: str, level: int, before: str) -> Refused:
    """Refuse an area that opens at a level, once the first rank of the area before is complete."""
    return Refused("LOCKED", {"feature": "area", "reason": "area_before", "level": level, "area": before})


def quest_locked(number: int) -> Refused:
    """Refuse a quest that comes after the next one, whose number is told."""
    return Refused("QUEST_LOCKED", {"next": number})


def in_use(species: str, role: str) -> Refused:
    """Refuse to give away the last copy of an esprit that has a role."""
    return Refused("ESPRIT_IN_USE", {"species": species, "reason": role})


def tier_mismatch(first: int, second: int) -> Refused:
    return Refused("TIER_MISMATCH", {"first_tier": first, "second_tier": second})


def max_tier() -> Refused:
    return Refused("MAX_TIER")


def max_stars(species: str) -> Refused:
    return Refused("MAX_STARS", {"species": species})


def max_count(thing: str) -> Refused:
    return Refused("MAX_COUNT", {"thing": thing})


def stack_limit(thing: str) -> Refused:
    """Refuse what would only be discarded, because the player holds the most of it."""
    return Refused("STACK_LIMIT", {"thing": thing})


def slot_empty(slot: int | str) -> Refused:
    return Refused("SLOT_EMPTY", {"slot": slot})


def slot_locked(slot: int, slots: int) -> Refused:
    """Refuse a slot that the esprit's tier does not have."""
    return Refused("SLOT_LOCKED", {"slot": slot, "slots": slots})


def duplicate_member(species: str, slot: str, target: str) -> Refused:
    """Refuse an esprit for `target` that is in the team already, at `slot`."""
    return Refused("DUPLICATE_MEMBER", {"species": species, "slot": slot, "target": target})


def not_on_offer(offer: str) -> Refused:
    """Refuse an offer of the shop that is not there now."""
    return Refused("INVALID_ARGUMENT", {"field": "item", "reason": "not_on_offer", "offer": offer})


def sold_out(left: int, next_at_ms: int | None) -> Refused:
    """Refuse more of an offer than is left, until the next period if there is one."""
    when = {} if next_at_ms is None else {"next_at_ms": next_at_ms}
    return Refused("ALREADY_CLAIMED", {"key": "stock" if left else "sold_out", "left": left, **when})


def undiscovered(tier: int) -> Refused:
    """Refuse to make what the player has never met the like of."""
    return Refused("LOCKED", {"feature": "crafting", "reason": "undiscovered", "tier": tier})


def banned(why: str, until_ms: int | None) -> Refused:
    """Refuse everything to a player, until a time or for good (None)."""
    if until_ms is None:
        return Refused("BANNED", {"why": why})
    return Refused("BANNED", {"why": why, "kind": "for_a_while", "until_ms": until_ms})


def system_disabled(system: str) -> Refused:
    """Refuse what belongs to a system that operators have switched off."""
    return Refused("SYSTEM_DISABLED", {"system": system})


def boss_active(boss: str) -> Refused:
    """Refuse what does not go in a boss fight."""
    return Refused("BOSS_ACTIVE", {"boss": boss})


def no_boss() -> Refused:
    return Refused("NO_BOSS")


def on_cooldown(action: str, rounds: int) -> Refused:
    """Refuse an action that rests for some rounds more."""
    return Refused("ON_COOLDOWN", {"action": action, "rounds": rounds})
