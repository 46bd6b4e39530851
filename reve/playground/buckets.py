"""Rate limits of REST: a bucket for each route and place, one for all, and the ban of who ignores them."""

from dataclasses import dataclass, field
from time import time
from typing import Any
from zlib import crc32

from aiohttp import web

from reve.playground.forms import API
from reve.playground.pace import Window
from reve.playground.rest import answer

_MESSAGES = f"{API}/channels/{{channel}}/messages"
_ALLOWED = {
    ("POST", _MESSAGES): (5, 5.0),
    ("PATCH", f"{_MESSAGES}/{{message}}"): (5, 5.0),
    ("DELETE", f"{_MESSAGES}/{{message}}"): (5, 1.0),
}
_WEBHOOK, _OTHERS = (5, 1.0), (50, 1.0)
_MAJOR = ("channel", "guild", "token")
_VIA = "1.1 local"
_KEPT = 20_000
INVALID = (401, 403, 429)

type Bucket = tuple[str, ...]


@dataclass(slots=True)
class Buckets:
    """All windows of one bot. Interaction endpoints are outside the global one; callbacks have none."""

    invalid: Window = field(default_factory=lambda: Window(10_000, 600))
    _all: Window = field(default_factory=lambda: Window(50, 1))
    _windows: dict[Bucket, Window] = field(default_factory=dict)

    def refuse(self, request: web.Request) -> web.Response | None:
        """Count a request; answer it with 429 if it is one too many."""
        if not self.invalid.left:
            return _banned(self.invalid.reset_s)
        if request.path.startswith(f"{API}/interactions/"):
            return None
        if not request.path.startswith(f"{API}/webhooks/") and not self._all.take():
            return limited(self._all.reset_s, scope="global")
        window = self._window(request)
        return None if window.take() else limited(window.reset_s, scope="user", shown=_shown(request, window))

    def count(self, status: int) -> None:
        """Count an answer against the ban of those who send what is refused."""
        if status in INVALID:
            self.invalid.take()

    def show(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the state of the request's bucket on its answer."""
        if not request.path.startswith(f"{API}/interactions/"):
            response.headers.update(_shown(request, self._window(request)))

    def _window(self, request: web.Request) -> Window:
        key = _bucket(request)
        window = self._windows.get(key)
        if window is None:
            if len(self._windows) >= _KEPT:
                self._windows = {at: each for at, each in self._windows.items() if each.reset_s}
            allowed = _WEBHOOK if "token" in request.match_info else _ALLOWED.get((key[0], key[1]), _OTHERS)
            window = self._windows[key] = Window(*allowed)
        return window


def limited(retry_after_s: float, *, scope: str, shown: dict[str, str] | None = None) -> web.Response:
    """Answer that it was too much; the `Via` tells that Discord says so, and no proxy before it."""
    body: dict[str, Any] = {"message": "You are being rate limited.", "retry_after": round(retry_after_s, 3)}
    response = answer(body | {"global": scope == "global"}, 429)
    response.headers.update((shown or {}) | {"Via": _VIA, "X-RateLimit-Scope": scope})
    response.headers["Retry-After"] = str(int(retry_after_s) + 1)
    if scope == "global":
        response.headers["X-RateLimit-Global"] = "true"
    return response


def _banned(retry_after_s: float) -> web.Response:
    """Answer as the proxy before Discord does: no JSON, no `Via`."""
    headers = {"Retry-After": str(int(retry_after_s) + 1)}
    return web.Response(text="error code: 1015", status=429, content_type="text/html", headers=headers)


def _bucket(request: web.Request) -> Bucket:
    resource = request.match_info.route.resource
    route = resource.canonical if resource is not None else request.path
    return request.method, route, *(request.match_info.get(name, "") for name in _MAJOR)


def _shown(request: web.Request, window: Window) -> dict[str, str]:
    reset_s = window.reset_s
    return {
        "X-RateLimit-Limit": str(window.most),
        "X-RateLimit-Remaining": str(window.left),
        "X-RateLimit-Reset-After": f"{reset_s:.3f}",
        "X-RateLimit-Reset": f"{time() + reset_s:.3f}",
        "X-RateLimit-Bucket": f"{crc32(':'.join(_bucket(request)[:2]).encode()):08x}",
        "Via": _VIA,
    }
