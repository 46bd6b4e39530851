"""What every request of the bot passes: bad days, rate limits, its token, and refusals in Discord's shape."""

import logging
import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from reve.playground.buckets import Buckets
from reve.playground.conversation import Conversation
from reve.playground.errors import Refused, unauthorized
from reve.playground.forms import API, FORM
from reve.playground.misbehaviour import Misbehaviour
from reve.playground.rest import answer

log = logging.getLogger(__name__)

_OPEN_PATHS = (f"{API}/interactions/", f"{API}/webhooks/", f"{API}/gateway")
# Empty or invalid forms and files that are too large. A second answer (40060) is no fault of a bot that
# was sent an interaction twice, nor is a late one.
_BLAMED = (40005, 50006, 50035, 50109)


@dataclass(slots=True)
class Guard:
    """The one way in for the bot; `missing` are routes that it asked for in vain."""

    token: str
    conversation: Conversation
    misbehaviour: Misbehaviour
    buckets: Buckets = field(default_factory=Buckets)
    missing: list[str] = field(default_factory=list)

    def middleware(self) -> Any:
        """Make the middleware."""

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not request.path.startswith("/api/"):
                return await handler(request)
            return await self.misbehaviour.spoil(request, lambda: self._pass(request, handler))

        return guarded

    async def _pass(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if isinstance(request.match_info.route.resource, web.Resource):
            refused = self.buckets.refuse(request)
            response = refused or await self._checked(request, handler)
            if refused is None:
                self.buckets.show(request, response)
        else:
            response = self._unknown(request)
        self.buckets.count(response.status)
        self.conversation.note(f"bot: {request.method} {shape(request)} -> {response.status}")
        return response

    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            given, expected = request.headers.get("Authorization", ""), f"Bot {self.token}"
            if not request.path.startswith(_OPEN_PATHS) and not _same(given, expected):
                raise unauthorized()
            return await handler(request)
        except Refused as refused:
            route = f"{request.method} {shape(request)}"
            log.info("%s refused: %s %s", route, refused, refused.body)
            if refused.body["code"] in _BLAMED:
                self.conversation.blame(route, request.get(FORM), refused.body)
            return answer(refused.body, refused.status)

    def _unknown(self, request: web.Request) -> web.Response:
        route = f"{request.method} {request.path}"
        self.missing.append(route)
        log.error("the local Discord has no route for %s", route)
        body = {"message": f"404: {route} is not in the local Discord", "code": 0, "route": route}
        self.conversation.blame(route, None, body)
        return answer(body, 404)


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode(), expected.encode())


def shape(request: web.Request) -> str:
    """Name a route without the ids and tokens in it."""
    resource = request.match_info.route.resource
    return resource.canonical.removeprefix(API) if resource is not None else request.path
