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
