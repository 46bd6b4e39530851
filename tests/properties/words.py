"""Words that the rules know: what the content names, and what the rules themselves do."""

import dataclasses
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import reve.game
from reve.game.behavior import RULES
from reve.game.catalogue import Catalogue


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return all modules of the rules."""
    return tuple(import_module(f"reve.game.{one.name}") for one in pkgutil.iter_modules(reve.game.__path__))


@cache
def of_rule(action: type[Any]) -> tuple[str, ...]:
    """Return the words in the constants of an action's rule."""
    return tuple(dict.fromkeys(constants(import_module(RULES[action].__module__))))


@cache
def of_rules() -> tuple[str, ...]:
    """Return the words in the constants of all rules."""
    return tuple(dict.fromkeys(word for module in modules() for word in constants(module)))


def constants(module: ModuleType) -> Iterator[str]:
    """Yield the strings that a module's constants are, or consist of."""
    for name, value in vars(module).items():
        if name.isupper():
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple | frozenset | Mapping):
                yield from sorted(one for one in value if isinstance(one, str))


def of_content(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Return the ids in all mappings of the content, by the name of their field."""
    if catalogue.version not in _FOUND:
        _FOUND[catalogue.version] = dict(_mappings(catalogue))
    return _FOUND[catalogue.version]


_FOUND: dict[int, Mapping[str, tuple[str, ...]]] = {}


def _mappings(value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in dataclasses.fields(value):
        part = getattr(value, one.name)
        if dataclasses.is_dataclass(part):
            yield from _mappings(part)
        elif isinstance(part, Mapping) and part and all(isinstance(key, str) for key in part):
            yield one.name, tuple(part)
