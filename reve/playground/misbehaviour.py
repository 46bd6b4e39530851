"""What Discord does on a bad day, on demand: each rule spoils so many requests or interactions."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from aiohttp import web

from reve.playground.buckets import limited
from reve.playground.forms import read_form
from reve.playground.gateway import Gateway
from reve.playground.rest import answer, no_content

type Json = dict[str, Any]
type Handling = Callable[[], Awaitable[web.StreamResponse]]


class Kind(StrEnum):
    """What goes wrong."""

    RATE_LIMIT = "rate_limit"  # a request: 429 of its bucket, for `wait_s`
    GLOBAL_RATE_LIMIT = "global_rate_limit"  # a request: 429 of all buckets, for `wait_s`
    SERVER_ERROR = "server_error"  # a request: `status`, and nothing was done
    SLOW = "slow"  # a request: `wait_s` before it is looked at
    LATE = "late"  # a request: done, and answered after `wait_s`
    CUT = "cut"  # a request: the connection ends, and nothing was done
    LOST = "lost"  # a request: done, but the connection ends without an answer
    DUPLICATE = "duplicate"  # an interaction: it comes twice
    DELAY = "delay"  # an interaction: it comes `wait_s` late
    SKEW = "skew"  # an interaction: the time in its id is off by `skew_s`


INTERACTIONS = (Kind.DUPLICATE, Kind.DELAY, Kind.SKEW)
REQUESTS = tuple(kind for kind in Kind if kind not in INTERACTIONS)


@dataclass(slots=True)
class Rule:
    """One thing that goes wrong `times` times, for requests to paths that have `path` in them."""

    kind: Kind
    times: int = 1
    path: str = ""
    method: str = ""
    status: int = 500
    wait_s: float = 1.0
    skew_s: float = 0.0

    def __post_init__(self) -> None:
        self.kind = Kind(self.kind)

    def fits(self, method: str, path: str) -> bool:
        """Tell whether it is for this request."""
        return self.path in path and self.method in ("", method)


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """The rules that are not used up yet, oldest first."""

    gateway: Gateway
    rules: list[Rule] = field(default_factory=list)

    def take(self, kinds: tuple[Kind, ...], method: str = "", path: str = "") -> Rule | None:
        """Use the first rule that fits."""
        for rule in self.rules:
            if rule.kind in kinds and rule.fits(method, path):
                rule.times -= 1
                if not rule.times:
                    self.rules.remove(rule)
                return rule
        return None

    async def spoil(self, request: web.Request, handling: Handling) -> web.StreamResponse:
        """Handle a request, as badly as the rules say."""
        rule = self.take(REQUESTS, request.method, request.path) if self.rules else None
        match rule:
            case None:
                return await handling()
            case Rule(kind=Kind.RATE_LIMIT | Kind.GLOBAL_RATE_LIMIT):
                return limited(rule.wait_s, scope="user" if rule.kind is Kind.RATE_LIMIT else "global")
            case Rule(kind=Kind.SERVER_ERROR):
                return answer({"message": f"{rule.status}: on demand", "code": 0}, rule.status)
            case Rule(kind=Kind.SLOW):
                await asyncio.sleep(rule.wait_s)
        response = no_content() if rule.kind is Kind.CUT else await handling()
        if rule.kind is Kind.LATE:
            await asyncio.sleep(rule.wait_s)
        if rule.kind in (Kind.CUT, Kind.LOST) and request.transport is not None:
            request.transport.abort()
        return response

    def routes(self) -> list[web.RouteDef]:
        """List the routes for pages and tests."""
        return [
            web.get("/sim/misbehaviour", self.list),
            web.post("/sim/misbehaviour", self.add),
            web.delete("/sim/misbehaviour", self.clear),
            web.post("/sim/gateway/drop", self.disturb),
        ]

    async def list(self, _: web.Request) -> web.Response:
        """List the rules that are not used up."""
        return answer([asdict(rule) for rule in self.rules])

    async def add(self, request: web.Request) -> web.Response:
        """Add a rule: a `kind` and what it needs."""
        self.rules.append(Rule(**(await read_form(request)).body))
        return await self.list(request)

    async def clear(self, _: web.Request) -> web.Response:
        """Let all go well again."""
        self.rules.clear()
        return no_content()

    async def disturb(self, request: web.Request) -> web.Response:
        """Drop gateway connections, all or a `shard`'s, or tell them to leave (op 7 or 9)."""
        body = (await read_form(request)).body
        shard: int | None = body.get("shard")
        if body.get("reconnect"):
            await self.gateway.ask_reconnect(shard)
        elif body.get("invalid"):
            await self.gateway.invalidate(shard, resumable=bool(body.get("resumable")))
        else:
            await self.gateway.drop(int(body.get("code", 4000)), forget=bool(body.get("forget")), shard=shard)
        return answer(self.gateway.sessions())
