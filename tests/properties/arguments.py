"""A command at random: each field by its type and name, likely values far more often than odd ones."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from reve.game.state import Player
from tests.properties.pools import Pools

CAREFUL: Final = 0.7
"""How many commands have no odd value at all."""
ODD, SEEN = 0.3, 0.5
"""Of the values of the others: up to here odd, up to there shown by some reply, else good."""
NOTHING: Final = 0.3
"""How often nothing is said where that is possible."""


class Arguments:
    """Makes commands that a player may give who stands at a sequence number."""

    def __init__(
        self, chance: Random, pools: Pools, player: Player, seq: int, *, careful: bool = False
    ) -> None:
        self._chance, self._pools, self._player, self._seq = chance, pools, player, seq
        self._careful = careful or chance.random() < CAREFUL

    def command(self, action: type[Any], system: str = "") -> Any:
        """Make a command of a type; raises TypeError for a field that it knows nothing to say for."""
        return action(**{name: self._value(f"{system}.{name}", hint) for name, hint in _hints(action)})

    def _value(self, name: str, hint: Any) -> Any:
        origin, parts = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return self._one_of(name, parts)
        if origin is Literal:
            return self._chance.choice(parts)
        if origin is tuple and parts[1:] == (...,):
            return tuple(self._scalar(name, parts[0]) for _ in range(self._chance.choice((0, 1, 2, 2, 3))))
        if hint is bool:
            return self._chance.random() < 0.5
        return self._scalar(name, hint)

    def _one_of(self, name: str, parts: Sequence[Any]) -> Any:
        wanted = [part for part in parts if part is not NoneType]
        if NoneType in parts and self._chance.random() < NOTHING:
            return None
        return self._value(name, self._chance.choice(wanted))

    def _scalar(self, name: str, kind: Any) -> Any:
        if kind not in (int, str):
            raise TypeError(f"nothing is known to say for {name}: {kind}")
        how = 1.0 if self._careful else self._chance.random()
        if how < ODD:
            return self._chance.choice(self._pools.odd(kind))
        if name.endswith(".version") and kind is int:
            return self._seq if how > SEEN else self._seq - 1
        if how < SEEN:
            return self._chance.choice(self._pools.seen(kind))
        return self._chance.choice(self._pools.good(name, kind, self._player, self._seq))


@cache
def _hints(action: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(action)
    return tuple((part.name, hints[part.name]) for part in fields(action))
