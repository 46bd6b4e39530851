"""Panels: read anew at each look, and a fault in one is said in its place."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest

from reve.playground.panels import Panel, Row, Unseen
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
