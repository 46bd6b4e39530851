"""Panels: read anew at each look, and a fault in one is said in its place."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest

from reve.playground.panels import Button, Panel, Row, Unable, Unseen
from reve.playground.server import Playground

pytestmark = pytest.mark.anyio


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground.serve(None) as playground:
        yield playground


async def seen(playground: Playground) -> Any:
    async with aiohttp.ClientSession(playground.url) as session, session.get("/sim/panels") as response:
        assert response.status == 200
        return await response.json()


def counting() -> Panel:
    looks = iter(range(1, 100))

    async def rows() -> Sequence[Row]:
        return [{"look": next(looks), "at": "the counter"}]

    return Panel("Counter", rows)


async def press(playground: Playground, form: Any, **headers: str) -> tuple[int, Any]:
    async with (
        aiohttp.ClientSession(playground.url, headers=headers) as session,
        session.post("/sim/panels/press", json={"panel": "Lamps"} | form) as response,
    ):
        return response.status, await response.json()


def lamps(lit: set[str]) -> Panel:
    async def rows() -> Sequence[Row]:
        return [{"lamp": name, "lit": str(name in lit)} for name in ("left", "right")]

    async def light(lamp: str) -> None:
        if lamp == "right":
            raise Unable("the right one is broken")
        lit.add(lamp)

    async def all_off() -> None:
        lit.clear()

    return Panel(
        "Lamps", rows, [Button("Light", light, lambda row: row["lit"] == "False")], ("All off", all_off)
    )


async def test_a_panel_is_read_anew_at_each_look(playground: Playground) -> None:
    assert await seen(playground) == []
    playground.show(counting())
    first, second = [(await seen(playground))[0] for _ in range(2)]
    assert first["title"] == "Counter"
    assert (first["rows"], first["fault"]) == ([{"look": 1, "at": "the counter"}], None)
    assert second["rows"][0]["look"] == 2


async def test_a_panel_that_cannot_be_read_says_so_and_spoils_no_other(playground: Playground) -> None:
    async def broken() -> Sequence[Row]:
        raise Unseen("the store is away")

    playground.show(Panel("Broken", broken))
    playground.show(counting())
    faults = {panel["title"]: panel["fault"] for panel in await seen(playground)}
    assert faults == {"Broken": "the store is away", "Counter": None}


async def test_a_hidden_panel_is_gone_but_not_the_one_that_took_its_title(playground: Playground) -> None:
    older, newer = counting(), counting()
    playground.show(older)
    playground.show(newer)
    playground.panels.hide(older)
    assert len(await seen(playground)) == 1
    playground.panels.hide(newer)
    assert await seen(playground) == []


async def test_a_button_is_offered_to_the_rows_that_it_is_for_and_acts_on_one(playground: Playground) -> None:
    lit: set[str] = set()
    playground.show(lamps(lit))
    assert await press(playground, {"button": "Light", "row": "left"}) == (200, {})
    (panel,) = await seen(playground)
    offered = [[button["label"] for button in buttons] for buttons in panel["buttons"]]
    assert (lit, offered, panel["more"]) == ({"left"}, [[], ["Light"]], "All off")


async def test_the_button_of_a_whole_panel_needs_no_row(playground: Playground) -> None:
    lit = {"left"}
    playground.show(lamps(lit))
    assert await press(playground, {"button": "All off"}) == (200, {})
    assert lit == set()


async def test_a_button_that_cannot_do_it_says_why(playground: Playground) -> None:
    playground.show(lamps(set()))
    status, body = await press(playground, {"button": "Light", "row": "right"})
    assert (status, body["message"]) == (409, "the right one is broken")


@pytest.mark.parametrize(
    "form", [{"button": "Dim", "row": "left"}, {"button": "Light"}, {"panel": "Sun"}, {}]
)
async def test_a_button_that_is_not_there_is_refused(playground: Playground, form: Any) -> None:
    playground.show(lamps(set()))
    assert (await press(playground, form))[0] == 400


async def test_a_page_of_another_site_presses_no_button(playground: Playground) -> None:
    lit: set[str] = set()
    playground.show(lamps(lit))
    status, _ = await press(playground, {"button": "Light", "row": "left"}, Origin="http://elsewhere.example")
    assert (status, lit) == (403, set())
