"""The application's emojis: added, shown, renamed, taken away, within limits."""

import base64
from typing import Any

import pytest

from tests.playground.sample_bot import picture
from tests.playground.test_tokens import Wire, wire

pytestmark = pytest.mark.anyio
__all__ = ["wire"]


def image(data: bytes | None = None) -> str:
    shown = data if data is not None else picture().fp.read()
    return f"data:image/webp;base64,{base64.b64encode(shown).decode()}"


def emojis(wire: Wire) -> str:
    return f"applications/{wire.playground.application_id}/emojis"


async def test_an_emoji_is_kept_until_it_is_taken_away(wire: Wire) -> None:
    status, made = await wire.call("POST", emojis(wire), {"name": "moon", "image": image()})
    assert (status, made["name"], made["animated"]) == (201, "moon", False)
    one = f"{emojis(wire)}/{made['id']}"
    assert (await wire.call("PATCH", one, {"name": "full_moon"}))[1]["name"] == "full_moon"
    assert [each["name"] for each in (await wire.call("GET", emojis(wire)))[1]["items"]] == ["full_moon"]
    assert (await wire.client.download(f"/emojis/{made['id']}.webp"))[:4] == b"RIFF"
    assert (await wire.call("DELETE", one))[0] == 204
    status, body = await wire.call("GET", one)
    assert (status, body["code"]) == (404, 10014)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"name": "x"}, "name"),
        ({"name": "two words"}, "name"),
        ({"name": "x" * 33}, "name"),
        ({"image": "no image"}, "image"),
        ({"image": image(b"x" * (256 * 1024 + 1))}, "image"),
    ],
)
async def test_an_emoji_that_breaks_a_limit_is_refused(
    wire: Wire, changed: dict[str, Any], where: str
) -> None:
    status, body = await wire.call("POST", emojis(wire), {"name": "moon", "image": image()} | changed)
    assert (status, body["code"]) == (400, 50035)
    assert where in body["errors"]
