"""Where `/healthz` and `/metrics` are answered."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from reve.operation.health import Check, examine
from reve.operation.metrics import Metrics
from reve.settings import Problem, SettingsError

LET_GO_S = 1.0
"""How long a request may take to end when we stop."""


@asynccontextmanager
async def serve_operation(
    *, metrics: Metrics, checks: Mapping[str, Check], host: str, port: int
) -> AsyncIterator[int]:
    """Answer on `host` and `port` (0 = any free one) while the block runs; yield the port.

    Raises `SettingsError` when the port cannot be had.
    """
    runner = web.AppRunner(_application(metrics, checks), access_log=None, shutdown_timeout=LET_GO_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError([_taken(host, port, error)]) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _application(metrics: Metrics, checks: Mapping[str, Check]) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        found = examine(checks)
        well = all(finding.ok for finding in found.values())
        body = {
            "status": "ok" if well else "failing",
            "checks": {name: {"ok": f.ok, "detail": f.detail} for name, f in found.items()},
        }
        return web.json_response(body, status=200 if well else 503)

    async def scrape(_: web.Request) -> web.Response:
        return web.Response(body=metrics.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.add_routes([web.get("/healthz", healthz), web.get("/metrics", scrape)])
    return application


def _taken(host: str, port: int, error: OSError) -> Problem:
    what = f"cannot answer on {host} port {port}: {error.strerror}; take another port, or 0 for none"
    return Problem("REVE_HEALTH_PORT", what, str(port + 1 if 0 < port < 65_535 else 9090))
