"""The page's files, from the package."""

from importlib.resources import files

from aiohttp import web
from aiohttp.typedefs import Handler

_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_MODULES = (
    "acts",
    "api",
    "app",
    "components",
    "composer",
    "embed",
    "emoji",
    "feed",
    "fields",
    "files",
    "list",
    "markdown",
    "menu",
    "message",
    "misbehaviour",
    "modal",
    "options",
    "panels",
    "place",
    "reading",
    "sidebar",
    "typed",
    "words",
)
_FILES = (
    "index.html",
    "style.css",
    *(f"{name}.js" for name in _MODULES),
    "vendor/htm-preact.js",
)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def page_routes() -> list[web.RouteDef]:
    """List the routes of the page; nothing else of the package can be fetched."""
    routes = [web.get(f"/page/{name}", _file(name)) for name in _FILES]
    return [web.get("/", _file("index.html")), *routes]


def _file(name: str) -> Handler:
    kind = _TYPES["." + name.rpartition(".")[2]]
    source = files("reve.playground").joinpath("page", *name.split("/"))

    async def serve(_: web.Request) -> web.Response:
        return web.Response(body=source.read_bytes(), content_type=kind, charset="utf-8", headers=_HEADERS)

    return serve
