"""Panels: what the owner of a playground lets its page look at, as tables that are read anew each second."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from reve.playground.rest import answer

type Json = dict[str, Any]
type Row = Mapping[str, str | int | float | None]


class Unseen(Exception):
    """What a panel shows cannot be read at the moment; the text says why."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A table under a title; the keys of its rows are the columns. `rows` may raise `Unseen`."""

    title: str
    rows: Callable[[], Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels that are shown now, in the order in which they came."""

    shown: dict[str, Panel] = field(default_factory=dict)

    def show(self, panel: Panel) -> None:
        """Show a panel, in place of one of the same title."""
        self.shown[panel.title] = panel

    def hide(self, panel: Panel) -> None:
        """Show a panel no longer, unless another has taken its title."""
        if self.shown.get(panel.title) is panel:
            del self.shown[panel.title]

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        return [web.get("/sim/panels", self.read)]

    async def read(self, _: web.Request) -> web.Response:
        """Read all panels."""
        return answer([await _read(panel) for panel in list(self.shown.values())])


async def _read(panel: Panel) -> Json:
    try:
        return {"title": panel.title, "rows": list(await panel.rows()), "fault": None}
    except Unseen as fault:
        return {"title": panel.title, "rows": [], "fault": str(fault)}
