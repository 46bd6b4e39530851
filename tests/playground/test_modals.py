"""Modals with every kind of field, and files that users send along."""

import base64
from typing import Any

import pytest

from reve.playground.client import Handle, SimRefused
from tests.playground.test_tokens import Wire, wire

pytestmark = pytest.mark.anyio
__all__ = ["wire"]

type Json = dict[str, Any]

FILE = {"filename": "note.txt", "content_type": "text/plain", "data": base64.b64encode(b"hello").decode()}


def choices(*values: str) -> list[Json]:
    return [{"label": value.upper(), "value": value} for value in values]


def label(component: Json) -> Json:
    return {"type": 18, "label": "A field", "description": "To fill in", "component": component}


FORM = {
    "title": "All of it",
    "custom_id": "all",
    "components": [
        label({"type": 21, "custom_id": "size", "options": choices("s", "m", "l")}),
        label({"type": 22, "custom_id": "toppings", "options": choices("a", "b"), "max_values": 2}),
        label({"type": 23, "custom_id": "agree"}),
        label({"type": 19, "custom_id": "file", "min_values": 1, "max_values": 2}),
        label({"type": 5, "custom_id": "who"}),
    ],
}


async def open_form(wire: Wire, form: Json) -> Handle:
    handle, given = await wire.interaction()
    status, body = await wire.answer(given, 9, form)
    assert status == 204, body
    return handle


async def test_every_kind_of_field_comes_back_as_its_kind_wants(wire: Wire) -> None:
    handle = await open_form(wire, FORM)
    who = str(wire.playground.users[1].id)
    values = {"size": "m", "toppings": ["a", "b"], "agree": True, "file": [FILE], "who": [who]}
    await handle.submit(values)
    data = (await wire.socket.receive())["d"]["data"]
    sent = {each["component"]["custom_id"]: each["component"] for each in data["components"]}
    assert sent["size"]["value"] == "m"
    assert sent["toppings"]["values"] == ["a", "b"]
    assert sent["agree"]["value"] is True
    assert sent["who"]["values"] == [who]
    assert data["resolved"]["users"][who]["username"] == "bilal"
    (file,) = sent["file"]["values"]
    attachment = data["resolved"]["attachments"][file]
    assert (attachment["filename"], attachment["size"]) == ("note.txt", 5)
    assert await wire.client.download(attachment["url"]) == b"hello"


@pytest.mark.parametrize(
    "wrong",
    [{"size": "xl"}, {"size": None}, {"toppings": ["c"]}, {"file": []}, {"file": [FILE] * 3}, {"other": "x"}],
)
async def test_what_discords_client_would_not_send_is_refused(wire: Wire, wrong: Json) -> None:
    handle = await open_form(wire, FORM)
    who = str(wire.playground.users[1].id)
    right: Json = {"size": "m", "toppings": ["a"], "agree": False, "file": [FILE], "who": [who]}
    with pytest.raises(SimRefused):
        await handle.submit(right | wrong)


@pytest.mark.parametrize(
    "broken",
    [
        {"type": 21, "custom_id": "x", "options": choices("one")},
        {"type": 21, "custom_id": "x", "options": choices(*map(str, range(11)))},
        {"type": 22, "custom_id": "x", "options": choices(*map(str, range(11)))},
        {"type": 21, "custom_id": "x" * 101, "options": choices("a", "b")},
        {"type": 23, "custom_id": "x" * 101},
        {"type": 2, "custom_id": "x", "style": 1, "label": "A button"},
    ],
)
async def test_a_field_that_breaks_a_limit_is_refused(wire: Wire, broken: Json) -> None:
    _, given = await wire.interaction()
    status, body = await wire.answer(given, 9, FORM | {"components": [label(broken)]})
    assert (status, body["code"]) == (400, 50035)
    assert wire.playground.conversation.forgive()


async def test_a_command_takes_a_file(wire: Wire) -> None:
    form = {"name": "keep", "description": "Keep it", "options": [
        {"type": 11, "name": "file", "description": "Which?", "required": True}]}  # fmt: skip
    await wire.call("POST", f"applications/{wire.playground.application_id}/commands", form)
    user, guild = wire.playground.users[0].id, wire.playground.guilds[0].id
    await wire.client.slash(user=user, guild=guild, command="keep", options={"file": FILE})
    data = (await wire.socket.receive())["d"]["data"]
    id_ = data["options"][0]["value"]
    assert await wire.client.download(data["resolved"]["attachments"][id_]["url"]) == b"hello"


async def test_a_token_ends_after_15_minutes(wire: Wire) -> None:
    handle, given = await wire.interaction()
    await wire.answer(given, 4, {"content": "pong"})
    await handle.age(899)
    assert (await wire.call("POST", wire.hook(given), {"content": "in time"}))[0] == 200
    await handle.age(2)
    status, body = await wire.call("POST", wire.hook(given), {"content": "too late"})
    assert (status, body["code"]) == (401, 50027)


async def test_a_deferral_that_is_never_fulfilled_fails_after_15_minutes(wire: Wire) -> None:
    handle, given = await wire.interaction()
    await wire.answer(given, 5)
    await handle.age(901)
    assert (await handle.outcome())["state"] == "failed"
