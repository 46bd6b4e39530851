"""The door between the bot and the local Discord: may hold, refuse or lose what the bot answers."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import orjson
from aiohttp import web

_ANSWERS = ("/interactions/", "/webhooks/")
_KEPT = ("content-type", "via", "retry-after", "x-ratelimit-")
_PASSED_ON = ("Authorization", "Content-Type", "User-Agent", "X-Audit-Log-Reason")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Discord says to one answer in place of taking it."""

    status: int
    code: int
    message: str

    def response(self) -> web.Response:
        body = orjson.dumps({"code": self.code, "message": self.message})
        return web.Response(status=self.status, body=body, content_type="application/json")


FORBIDDEN = Refusal(403, 50013, "Missing Permissions")
INVALID_FORM = Refusal(400, 50035, "Invalid Form Body")


@dataclass(slots=True)
class Door:
    """Passes requests on; `refuse` names what the next answers get, `shut` keeps them waiting.

    `at_the_door` is set while an answer waits there.
    """

    target: str
    url: str = ""
    refuse: list[Refusal] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    at_the_door: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    @asynccontextmanager
    async def shut(self) -> AsyncIterator[None]:
        """Let no answer pass within the block; what waits passes after it."""
        self.open.clear()
        self.at_the_door.clear()
        try:
            yield
        finally:
            self.open.set()

    async def pass_on(self, session: aiohttp.ClientSession, request: web.Request) -> web.Response:
        """Let one request through, or do as was told."""
        body = await request.read()
        if any(part in request.path for part in _ANSWERS):
            if self.refuse:
                return self.refuse.pop(0).response()
            self.at_the_door.set()
            await self.open.wait()
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        async with session.request(
            request.method, self.target + request.path_qs, data=body, headers=headers
        ) as answer:
            return web.Response(status=answer.status, body=await answer.read(), headers=_kept(answer.headers))


@asynccontextmanager
async def door_before(target: str) -> AsyncIterator[Door]:
    """Put a door before the local Discord at `target`."""
    door = Door(target)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def handle(request: web.Request) -> web.Response:
            return await door.pass_on(session, request)

        app = web.Application(client_max_size=32 << 20)
        app.router.add_route("*", "/{path:.*}", handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0][:2]
            door.url = f"http://{host}:{port}"
            yield door
        finally:
            door.open.set()
            await runner.cleanup()


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """Name what was said about the answer; a rate limit without it would not count as Discord's."""
    return {name: value for name, value in headers.items() if name.lower().startswith(_KEPT)}
