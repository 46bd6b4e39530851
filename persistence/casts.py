"""Stored fields brought from one schema to another, a step at a time."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

type What = Literal["state", "event", "reply", "command"]

type Cast = Callable[[list[Any]], list[Any]]
"""From the stored fields of one schema to those of the next, or of the one before."""

type Upcasters = Mapping[tuple[What, str, int], Cast]
"""(what, tag, from schema) -> what brings it to the next schema; the tag of a state is ""."""

type Downcasters = Mapping[tuple[What, str, int], Cast]
"""(what, tag, from schema) -> what brings it to the schema before."""


class Casts:
    """The steps between schemas; one that is not named changes nothing."""

    def __init__(self, newest: int, up: Upcasters | None, down: Downcasters | None) -> None:
        self._newest = newest
        self._up = dict(up or {})
        self._down = dict(down or {})

    def raised(self, what: What, tag: str, schema: int, fields: Any) -> Any:
        """Return the fields of a schema as those of the newest one."""
        for step in range(schema, self._newest):
            cast = self._up.get((what, tag, step))
            if cast is not None:
                fields = tuple(cast(list(fields)))
        return fields

    def lowered(self, what: What, tag: str, schema: int, fields: Any) -> Any:
        """Return the fields of the newest schema as those of an older one."""
        for step in range(self._newest, schema, -1):
            cast = self._down.get((what, tag, step))
            if cast is not None:
                fields = cast(list(fields))
        return fields
