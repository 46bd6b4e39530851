"""The gateway as a client sees it: hello, identify, heartbeats, zlib, resume, and who is turned away."""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
import pytest

from reve.playground.client import SimClient
from reve.playground.gateway import ACK_AFTER_S
from reve.playground.pace import Pace
from reve.playground.server import Playground
from tests.playground.conftest import Stage

pytestmark = pytest.mark.anyio

type Json = dict[str, Any]


class Socket:
    """One raw gateway connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, *, packed: bool) -> None:
        self._socket = socket
        self._inflate = zlib.decompressobj() if packed else None

    async def send(self, op: int, data: object) -> None:
        await self._socket.send_bytes(orjson.dumps({"op": op, "d": data}))

    async def receive(self) -> Json:
        raw = await self._socket.receive(timeout=5)
        if self._inflate is None:
            return dict(orjson.loads(raw.data))
        assert raw.data.endswith(b"\x00\x00\xff\xff")
        return dict(orjson.loads(self._inflate.decompress(raw.data)))

    async def closed(self) -> int | None:
        async with asyncio.timeout(5):
            async for _ in self._socket:
                continue
        return self._socket.close_code

    async def leave(self, code: int) -> None:
        await self._socket.close(code=code)

    async def identify(self, playground: Playground, **how: object) -> Json:
        await self.send(2, {"token": playground.token, "intents": 0, "properties": {}} | how)
        return await self.receive()


@asynccontextmanager
async def connected(playground: Playground, *, packed: bool = False) -> AsyncIterator[Socket]:
    query = {"v": "10", "encoding": "json"} | ({"compress": "zlib-stream"} if packed else {})
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(playground.gateway.url, params=query) as socket,
    ):
        connection = Socket(socket, packed=packed)
        hello = await connection.receive()
        assert hello["op"] == 10
        assert hello["d"]["heartbeat_interval"] > 0
        yield connection


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground.serve(None) as playground:
        yield playground


@pytest.mark.parametrize("packed", [False, True])
async def test_ready_names_the_bot_and_its_guilds(playground: Playground, packed: bool) -> None:
    async with connected(playground, packed=packed) as socket:
        ready = await socket.identify(playground, intents=1)
        assert (ready["t"], ready["s"]) == ("READY", 1)
        assert ready["d"]["user"]["id"] == str(playground.application_id)
        assert {guild["id"] for guild in ready["d"]["guilds"]} == {
            str(guild.id) for guild in playground.guilds
        }
        created = [await socket.receive() for _ in playground.guilds]
        assert [event["t"] for event in created] == ["GUILD_CREATE", "GUILD_CREATE"]
        await socket.send(1, 3)
        assert (await socket.receive())["op"] == 11


@pytest.mark.parametrize(
    ("how", "code"),
    [({"token": "wrong"}, 4004), ({"shard": [2, 2]}, 4010), ({"intents": 1 << 15}, 4014)],
)
async def test_who_may_not_identify_is_turned_away(
    playground: Playground, how: dict[str, object], code: int
) -> None:
    async with connected(playground) as socket:
        await socket.send(2, {"token": playground.token, "intents": 0} | how)
        assert await socket.closed() == code


@pytest.mark.parametrize(("op", "data", "code"), [(3, {}, 4003), (99, {}, 4003), (1, "x" * 5_000, 4002)])
async def test_what_is_out_of_turn_closes_the_connection(
    playground: Playground, op: int, data: object, code: int
) -> None:
    async with connected(playground) as socket:
        await socket.send(op, data)
        assert await socket.closed() == code


async def test_identifying_twice_closes_the_connection(playground: Playground) -> None:
    async with connected(playground) as socket:
        await socket.identify(playground)
        await socket.send(2, {"token": playground.token, "intents": 0})
        assert await socket.closed() == 4005


async def test_the_recommended_number_of_shards_and_the_pace_are_told() -> None:
    pace = Pace(gateway_shards=8, max_concurrency=2)
    async with Playground.serve(None, pace=pace) as playground, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {playground.token}"}
        async with session.get(f"{playground.url}/api/v10/gateway/bot", headers=headers) as response:
            told = await response.json()
    assert told["shards"] == 8
    assert told["session_start_limit"]["max_concurrency"] == 2


async def test_who_identifies_out_of_turn_is_counted() -> None:
    async with Playground.serve(None, pace=Pace(identify_every_s=60)) as playground:
        for _ in range(3):
            async with connected(playground) as socket:
                await socket.identify(playground)
        assert playground.gateway.identifies.out_of_turn == 2


async def test_each_guild_goes_to_its_own_shard(playground: Playground) -> None:
    seen = []
    for shard in (0, 1):
        async with connected(playground) as socket:
            ready = await socket.identify(playground, shard=[shard, 2])
            seen += [(shard, int(guild["id"])) for guild in ready["d"]["guilds"]]
    assert sorted(id_ for _, id_ in seen) == sorted(guild.id for guild in playground.guilds)
    assert all((id_ >> 22) % 2 == shard for shard, id_ in seen)


async def test_what_was_missed_is_replayed_on_resume(playground: Playground) -> None:
    async with connected(playground) as socket:
        ready = await socket.identify(playground, intents=1)
        await socket.leave(4000)
    async with SimClient(playground.url) as client:
        while (await client.state())["online"]:
            await asyncio.sleep(0)
        owner = str(playground.users[0].id)
        await client.post("/sim/guilds", {"name": "New", "owner": owner})
    session = {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 3}
    async with connected(playground) as socket:
        await socket.send(6, session)
        missed, resumed = await socket.receive(), await socket.receive()
    assert (missed["t"], missed["s"], missed["d"]["name"]) == ("GUILD_CREATE", 4, "New")
    assert (resumed["t"], resumed["s"]) == ("RESUMED", 5)


async def test_a_sequence_that_never_was_ends_the_session(playground: Playground) -> None:
    async with connected(playground) as socket:
        ready = await socket.identify(playground)
        await socket.leave(4000)
    session = {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 1_000}
    async with connected(playground) as socket:
        await socket.send(6, session)
        assert await socket.closed() == 4007


async def test_two_sessions_of_one_shard_both_get_its_events(playground: Playground) -> None:
    async with (
        connected(playground) as one,
        connected(playground) as other,
        SimClient(playground.url) as client,
    ):
        for socket in (one, other):
            await socket.identify(playground, intents=1)
            assert [(await socket.receive())["t"] for _ in playground.guilds] == ["GUILD_CREATE"] * 2
        assert [each["shard"] for each in (await client.state())["sessions"]] == [[0, 1], [0, 1]]
        await client.add_guild("New", owner=playground.users[0].id)
        told = [(await socket.receive())["d"]["name"] for socket in (one, other)]
    assert told == ["New", "New"]


@pytest.mark.parametrize("resumable", [False, True])
async def test_an_invalid_session_says_whether_it_can_be_resumed(
    playground: Playground, resumable: bool
) -> None:
    async with connected(playground) as socket, SimClient(playground.url) as client:
        ready = await socket.identify(playground)
        await client.disturb_gateway(invalid=True, resumable=resumable)
        assert await socket.receive() == {"op": 9, "d": resumable}
        await socket.leave(4000)
        async with connected(playground) as again:
            session = {"token": playground.token, "session_id": ready["d"]["session_id"], "seq": 1}
            await again.send(6, session)
            answer = await again.receive()
    assert (answer["op"], answer.get("t")) == ((0, "RESUMED") if resumable else (9, None))


async def test_op_7_asks_for_a_reconnect(playground: Playground) -> None:
    async with connected(playground) as socket, SimClient(playground.url) as client:
        await socket.identify(playground)
        await client.disturb_gateway(reconnect=True)
        assert (await socket.receive())["op"] == 7


@pytest.mark.parametrize("code", [*range(4000, 4006), *range(4007, 4015)])
async def test_every_close_code_comes_on_demand_and_for_one_shard_alone(
    playground: Playground, code: int
) -> None:
    async with (
        connected(playground) as one,
        connected(playground) as other,
        SimClient(playground.url) as client,
    ):
        await one.identify(playground, shard=[0, 2])
        await other.identify(playground, shard=[1, 2])
        closed, _ = await asyncio.gather(other.closed(), client.drop_gateway(code, shard=1))
        assert closed == code
        await one.send(1, None)
        assert (await one.receive())["op"] == 11


@pytest.mark.parametrize(
    ("how", "code"),
    [({"shard": "first"}, 4010), ({"intents": -1}, 4013), ({"intents": 1 << 40}, 4013)],
)
async def test_what_makes_no_sense_in_an_identify_closes_the_connection(
    playground: Playground, how: dict[str, object], code: int
) -> None:
    async with connected(playground) as socket:
        await socket.send(2, {"token": playground.token, "intents": 0} | how)
        assert await socket.closed() == code


async def test_identifying_out_of_turn_gets_an_invalid_session() -> None:
    pace = Pace(identify_every_s=60, max_concurrency=2)
    async with Playground.serve(None, pace=pace) as playground:
        got = []
        for shard in (0, 1, 2):
            async with connected(playground) as socket:
                got.append((await socket.identify(playground, shard=[shard, 3]))["op"])
    assert got == [0, 0, 9]


async def test_the_quota_of_identifies_is_told_and_ends_all_sessions() -> None:
    async with Playground.serve(None, pace=Pace(identifies_a_day=2)) as playground:
        async with connected(playground) as one, connected(playground) as other:
            await one.identify(playground)
            assert await session_starts_left(playground) == 1
            await other.identify(playground)
            async with connected(playground) as third:
                await third.send(2, {"token": playground.token, "intents": 0})
                codes = await asyncio.gather(one.closed(), other.closed(), third.closed())
        assert list(codes) == [4004, 4004, 4004]
        assert await session_starts_left(playground) == 0


async def session_starts_left(playground: Playground) -> int:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bot {playground.token}"}) as session,
        session.get(f"{playground.url}/api/v10/gateway/bot") as response,
    ):
        return int((await response.json())["session_start_limit"]["remaining"])


async def test_a_heartbeat_is_answered_after_its_client_can_have_noted_it(playground: Playground) -> None:
    async with connected(playground) as socket:
        began_s = time.perf_counter()
        await socket.send(1, None)
        assert (await socket.receive())["op"] == 11
        assert time.perf_counter() - began_s >= ACK_AFTER_S


async def test_a_bot_without_heartbeats_is_timed_out() -> None:
    async with (
        Playground.serve(None, pace=Pace(heartbeat_ms=50)) as playground,
        connected(playground) as socket,
    ):
        await socket.identify(playground)
        assert await socket.closed() == 4009


async def test_sending_too_often_closes_the_connection(playground: Playground) -> None:
    async with connected(playground) as socket:
        for _ in range(121):
            await socket.send(1, None)
        assert await socket.closed() == 4008


async def test_a_shard_has_a_most_of_guilds() -> None:
    async with (
        Playground.serve(None, pace=Pace(guilds_a_shard=1)) as playground,
        connected(playground) as socket,
    ):
        await socket.send(2, {"token": playground.token, "intents": 0})
        assert await socket.closed() == 4011


async def test_an_unknown_session_is_invalid(playground: Playground) -> None:
    async with connected(playground) as socket:
        await socket.send(6, {"token": playground.token, "session_id": "gone", "seq": 1})
        assert await socket.receive() == {"op": 9, "d": False}


async def test_disnake_resumes_a_dropped_connection_and_goes_on(stage: Stage) -> None:
    await stage.client.drop_gateway()
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="hello")
    assert (await handle.reply()).text == "Hello you"
