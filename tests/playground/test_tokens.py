"""An interaction's token: what it opens, when, and what is refused."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from reve.playground.client import Handle, SimClient
from reve.playground.server import Playground
from tests.playground.test_gateway import Socket, connected

pytestmark = pytest.mark.anyio

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wire:
    """A bot without a library: its gateway connection and its way to REST."""

    playground: Playground
    client: SimClient
    socket: Socket
    session: aiohttp.ClientSession

    async def interaction(self, **how: Any) -> tuple[Handle, Json]:
        """Have a command used; give the test's side and the bot's side of it."""
        user, guild = self.playground.users[0].id, self.playground.guilds[0].id
        handle = await self.client.slash(user=user, guild=guild, command="ping", **how)
        return handle, (await self.socket.receive())["d"]

    async def answer(
        self, given: Json, kind: int, data: Json | None = None, **query: str
    ) -> tuple[int, Json]:
        path = f"interactions/{given['id']}/{given['token']}/callback"
        return await self.call("POST", path, {"type": kind} | ({"data": data} if data else {}), **query)

    async def call(
        self, method: str, path: str, form: Json | list[Json] | None = None, **query: str
    ) -> tuple[int, Json]:
        url = f"{self.playground.url}/api/v10/{path}"
        async with self.session.request(method, url, json=form, params=query) as response:
            return response.status, (await response.json()) if response.status != 204 else {}

    def hook(self, given: Json, rest: str = "") -> str:
        return f"webhooks/{self.playground.application_id}/{given['token']}{rest}"


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with (
        Playground.serve(None) as playground,
        SimClient(playground.url) as client,
        aiohttp.ClientSession(headers={"Authorization": f"Bot {playground.token}"}) as session,
        connected(playground) as socket,
    ):
        await socket.identify(playground)
        wire = Wire(playground, client, socket, session)
        form = {"name": "ping", "description": "Ping"}
        await wire.call("POST", f"applications/{playground.application_id}/commands", form)
        yield wire


async def test_an_interaction_is_a_snowflake_of_now_and_names_no_guild_for_a_global_command(
    wire: Wire,
) -> None:
    before = wire.playground.world.ids.next()
    _, given = await wire.interaction()
    assert before < int(given["id"]) < wire.playground.world.ids.next()
    assert "guild_id" not in given["data"]
    assert given["context"] == 0
    assert given["attachment_size_limit"] == 10 * 1024 * 1024


@pytest.mark.parametrize(("how", "shift_s"), [({"age_s": 2}, 2), ({"skew_s": -86_400}, 86_400)])
async def test_an_interactions_id_can_lie_in_the_past(
    wire: Wire, how: dict[str, float], shift_s: int
) -> None:
    _, given = await wire.interaction(**how)
    behind_ms = (wire.playground.world.ids.next() >> 22) - (int(given["id"]) >> 22)
    assert behind_ms >= shift_s * 1000


@pytest.mark.parametrize("asked", ["true", "1"])
async def test_the_message_comes_back_when_asked_for(wire: Wire, asked: str) -> None:
    _, given = await wire.interaction()
    status, body = await wire.answer(given, 4, {"content": "pong", "flags": 64}, with_response=asked)
    assert status == 200
    assert body["resource"]["message"]["content"] == "pong"
    assert body["interaction"]["response_message_ephemeral"] is True


async def test_nothing_follows_before_the_first_answer(wire: Wire) -> None:
    _, given = await wire.interaction()
    status, body = await wire.call("POST", wire.hook(given), {"content": "early"})
    assert (status, body["code"]) == (404, 10015)


async def test_a_made_up_token_opens_nothing(wire: Wire) -> None:
    _, given = await wire.interaction()
    forged = given | {"token": "x" * 40}
    status, body = await wire.answer(forged, 4, {"content": "pong"})
    assert (status, body["code"]) == (404, 10062)
    status, body = await wire.call("POST", wire.hook(forged), {"content": "more"})
    assert (status, body["code"]) == (401, 50027)


@pytest.mark.parametrize("kind", [6, 7, 8])
async def test_a_command_takes_no_update_and_no_suggestions(wire: Wire, kind: int) -> None:
    _, given = await wire.interaction()
    status, body = await wire.answer(given, kind, {"choices": []} if kind == 8 else {"content": "x"})
    assert (status, body["code"]) == (400, 50035)
    assert "type" in body["errors"]


async def test_a_message_without_anything_to_see_is_refused(wire: Wire) -> None:
    _, given = await wire.interaction()
    status, body = await wire.answer(given, 4, {"content": "  "})
    assert (status, body["code"]) == (400, 50006)


async def test_a_deferral_can_only_be_ephemeral_and_the_first_follow_up_fulfils_it(wire: Wire) -> None:
    handle, given = await wire.interaction()
    assert await wire.answer(given, 5, {"flags": 64 | 1 << 15}) == (204, {})
    _, waiting = await wire.call("GET", wire.hook(given, "/messages/@original"))
    assert waiting["flags"] == 64 | 128
    status, _ = await wire.call("POST", wire.hook(given), {"content": "done"})
    assert status == 200
    reply = await handle.reply()
    assert (reply.id, reply.text, reply.ephemeral) == (int(waiting["id"]), "done", True)


async def test_components_v2_stay_for_good(wire: Wire) -> None:
    _, given = await wire.interaction()
    parts = [{"type": 10, "content": "one"}]
    await wire.answer(given, 4, {"flags": 1 << 15, "components": parts})
    original = wire.hook(given, "/messages/@original")
    status, body = await wire.call("PATCH", original, {"content": "plain"})
    assert (status, list(body["errors"])) == (400, ["content"])
    status, body = await wire.call("PATCH", original, {"components": [{"type": 10, "content": "two"}]})
    assert (status, body["flags"], body["components"][0]["content"]) == (200, 1 << 15, "two")


async def test_a_text_message_cannot_turn_to_components_v2_with_its_text(wire: Wire) -> None:
    _, given = await wire.interaction()
    await wire.answer(given, 4, {"content": "plain"})
    form: Json = {"flags": 1 << 15, "components": [{"type": 10, "content": "one"}]}
    original = wire.hook(given, "/messages/@original")
    assert (await wire.call("PATCH", original, form))[0] == 400
    status, body = await wire.call("PATCH", original, form | {"content": None})
    assert (status, body["content"], body["flags"]) == (200, "", 1 << 15)


async def test_a_picture_that_did_not_come_along_is_missed(wire: Wire) -> None:
    _, given = await wire.interaction()
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://card.webp"}}]}
    status, body = await wire.answer(given, 4, {"flags": 1 << 15, "components": [gallery]})
    assert (status, body["code"]) == (400, 50035)
    assert "card.webp" in str(body["errors"]["data"]["components"])


async def test_a_deleted_answer_is_gone_for_all(wire: Wire) -> None:
    _, given = await wire.interaction()
    await wire.answer(given, 4, {"content": "pong"})
    original = wire.hook(given, "/messages/@original")
    assert (await wire.call("DELETE", original))[0] == 204
    assert (await wire.call("GET", original))[1]["code"] == 10008
    user, guild = wire.playground.users[0].id, wire.playground.guilds[0].id
    assert await wire.client.messages(user=user, guild=guild) == []


async def test_what_the_description_does_not_know_is_refused(wire: Wire) -> None:
    _, given = await wire.interaction()
    status, body = await wire.answer(given, 4, {"content": "x", "allowed_mentions": {"parse": ["nobody"]}})
    assert (status, body["code"]) == (400, 50035)
    assert "allowed_mentions" in body["errors"]["data"]
