"""Panels: what the owner of a playground lets its page look at, as tables that are read anew each second.

A panel may have buttons: the owner's own, for what is shown.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from reve.playground.errors import Refused
from reve.playground.forms import read_form
from reve.playground.rest import answer

type Json = dict[str, Any]
type Row = Mapping[str, str | int | float | None]


class Unseen(Exception):
    """What a panel shows cannot be read at the moment; the text says why."""


class Unable(Exception):
    """What a button is for cannot be done now; the text says why."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the rows that it is `offered` for. `press` gets a row's first value, may raise `Unable`."""

    label: str
    press: Callable[[str], Awaitable[None]]
    offered: Callable[[Row], bool] = lambda row: True
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A table under a title; the keys of its rows are the columns. `rows` may raise `Unseen`.

    `more` is a button of the whole panel, with its label.
    """

    title: str
    rows: Callable[[], Awaitable[Sequence[Row]]]
    buttons: Sequence[Button] = ()
    more: tuple[str, Callable[[], Awaitable[None]]] | None = None

    async def press(self, label: str, row: str | None) -> None:
        """Do what a button of a row, or the panel's own, is for. Raises `Unable`; KeyError for no button."""
        if row is not None:
            await {button.label: button for button in self.buttons}[label].press(row)
        else:
            await dict([self.more] if self.more else [])[label]()


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
        return [web.get("/sim/panels", self.read), web.post("/sim/panels/press", self.press)]

    async def read(self, _: web.Request) -> web.Response:
        """Read all panels."""
        return answer([await _read(panel) for panel in list(self.shown.values())])

    async def press(self, request: web.Request) -> web.Response:
        """Press a button: `panel` and `button` by their names, `row` by its first value."""
        body = (await read_form(request)).body
        row = body.get("row")
        try:
            await self.shown[str(body["panel"])].press(str(body["button"]), None if row is None else str(row))
        except Unable as reason:
            raise Refused(409, 0, str(reason)) from reason
        return answer({})


async def _read(panel: Panel) -> Json:
    about = {"title": panel.title, "more": panel.more and panel.more[0]}
    try:
        rows = list(await panel.rows())
    except Unseen as fault:
        return about | {"rows": [], "buttons": [], "fault": str(fault)}
    return about | {"rows": rows, "buttons": [_offered(panel, row) for row in rows], "fault": None}


def _offered(panel: Panel, row: Row) -> list[Json]:
    return [
        {"label": button.label, "danger": button.is_danger} for button in panel.buttons if button.offered(row)
    ]
