"""Limits on the wire: what is refused, and with which of Discord's errors."""

from typing import Any

import aiohttp
import pytest

from tests.playground.test_tokens import Wire, wire

pytestmark = pytest.mark.anyio
__all__ = ["wire"]

type Json = dict[str, Any]

TEN_MIB = 10 * 1024 * 1024


def with_files(*sizes: int) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("payload_json", '{"type": 4, "data": {"content": "see"}}', content_type="application/json")
    for at, size in enumerate(sizes):
        form.add_field(f"files[{at}]", b"x" * size, filename=f"{at}.bin")
    return form


@pytest.mark.parametrize(("size", "status", "code"), [(TEN_MIB, 204, None), (TEN_MIB + 1, 413, 40005)])
async def test_a_file_has_at_most_ten_mebibytes(wire: Wire, size: int, status: int, code: int | None) -> None:
    _, given = await wire.interaction()
    url = f"{wire.playground.url}/api/v10/interactions/{given['id']}/{given['token']}/callback"
    async with wire.session.post(url, data=with_files(size)) as response:
        assert response.status == status
        assert code is None or (await response.json())["code"] == code


async def typing(wire: Wire) -> Json:
    """Have an option typed, and give the bot's side of it."""
    option = {"type": 3, "name": "town", "description": "Which?", "autocomplete": True}
    form = {"name": "weather", "description": "Tell it", "options": [option]}
    await wire.call("POST", f"applications/{wire.playground.application_id}/commands", form)
    asked = {"user": str(wire.playground.users[0].id), "command": "weather", "focused": "town"}
    where = {"guild": str(wire.playground.guilds[0].id)}
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2))
    async with session:
        with pytest.raises(TimeoutError):
            await session.post(f"{wire.playground.url}/sim/autocomplete", json=asked | where)
    return dict((await wire.socket.receive())["d"])


@pytest.mark.parametrize("kind", [4, 5, 9])
async def test_an_autocomplete_takes_suggestions_alone_and_no_deferral(wire: Wire, kind: int) -> None:
    given = await typing(wire)
    data = {"content": "x", "title": "x", "custom_id": "x", "components": []}
    status, body = await wire.answer(given, kind, data if kind != 5 else None)
    assert (status, body["code"]) == (400, 50035)
    assert (await wire.answer(given, 8, {"choices": []}))[0] == 204


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"content": "x" * 2_001}, "content"),
        ({"embeds": [{"title": "t"}] * 11}, "embeds"),
        ({"embeds": [{"description": "x" * 4_000}, {"description": "y" * 2_001}]}, "embeds"),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 4_001}]}, "components"),
        ({"flags": 1 << 15, "components": [{"type": 14}] * 41}, "components"),
        ({"content": "x", "flags": 1 << 15, "components": [{"type": 14}]}, "content"),
    ],
)
async def test_a_message_that_breaks_a_limit_is_an_invalid_form(wire: Wire, data: Json, where: str) -> None:
    _, given = await wire.interaction()
    status, body = await wire.answer(given, 4, data)
    assert (status, body["code"], body["message"]) == (400, 50035, "Invalid Form Body")
    assert list(body["errors"]["data"]) == [where]


async def test_commands_over_a_limit_are_an_invalid_form(wire: Wire) -> None:
    path = f"applications/{wire.playground.application_id}/commands"
    forms = [{"name": f"c{at}", "description": "A command"} for at in range(101)]
    status, body = await wire.call("PUT", path, forms)
    assert (status, body["code"]) == (400, 50035)
    status, _ = await wire.call("PUT", path, forms[:100])
    assert status == 200
