"""Whether a process says that it is well, and where it says so."""

import socket
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest

from reve.operation.endpoint import serve_operation
from reve.operation.health import Check, Finding, examine, loop_check, shards_check, store_check
from reve.operation.metrics import Metrics
from reve.settings import SettingsError
from tests.operation.conftest import a_report, a_shard

pytestmark = pytest.mark.anyio

WELL: Check = lambda: Finding(True, "fine")  # noqa: E731
ILL: Check = lambda: Finding(False, "gone")  # noqa: E731


def broken() -> Finding:
    raise ConnectionError("postgresql://reve:pw@db")


async def get(path: str, checks: Mapping[str, Check]) -> tuple[int, Any, str]:
    async with (
        serve_operation(metrics=Metrics(), checks=checks, host="127.0.0.1", port=0) as port,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        body = await (response.json() if path == "/healthz" else response.text())
        return response.status, body, response.headers["Content-Type"]


async def test_a_process_is_well_when_all_checks_pass() -> None:
    status, body, _ = await get("/healthz", {"store": WELL, "gateway": WELL})

    assert status == 200
    assert body == {
        "status": "ok",
        "checks": {"store": {"ok": True, "detail": "fine"}, "gateway": {"ok": True, "detail": "fine"}},
    }


async def test_one_failed_check_makes_the_process_ill_and_is_named() -> None:
    status, body, _ = await get("/healthz", {"store": ILL, "gateway": WELL})

    assert status == 503
    assert body["status"] == "failing"
    assert body["checks"]["store"] == {"ok": False, "detail": "gone"}


async def test_a_check_that_breaks_counts_as_failed_and_tells_strangers_nothing() -> None:
    status, body, _ = await get("/healthz", {"store": broken})

    assert status == 503
    assert body["checks"]["store"] == {"ok": False, "detail": "the check broke: ConnectionError"}


async def test_metrics_are_served_as_prometheus_wants_them() -> None:
    status, body, content_type = await get("/metrics", {})

    assert status == 200
    assert content_type.startswith("text/plain; version=")
    assert "# TYPE reve_commands_total counter" in body


async def test_a_busy_port_is_a_setting_to_be_changed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"REVE_HEALTH_PORT: cannot answer on 127.0.0.1 port {port}"):
            async with serve_operation(metrics=Metrics(), checks={}, host="127.0.0.1", port=port):
                raise AssertionError("two servers on one port")


async def test_the_port_is_free_again_after_the_end() -> None:
    async with serve_operation(metrics=Metrics(), checks={}, host="127.0.0.1", port=0) as port:
        pass

    async with serve_operation(metrics=Metrics(), checks={}, host="127.0.0.1", port=port) as again:
        assert again == port


@pytest.mark.parametrize(("age_s", "ok"), [(0.5, True), (5.0, True), (5.1, False), (float("inf"), False)])
def test_a_silent_store_is_noticed(age_s: float, ok: bool) -> None:
    assert store_check(lambda: a_report(store_age_s=age_s), silent_for_s=5.0)().ok is ok


def test_an_instance_that_can_serve_none_of_its_shards_is_ill() -> None:
    suspended = a_shard(1, phase="suspended", serves_for_s=-1.0)

    assert shards_check(a_report)() == Finding(True, "serves 2 of 2 shards held")
    assert not shards_check(lambda: a_report(shards=(suspended,)))().ok
    assert not shards_check(lambda: a_report(shards=(a_shard(1, serves_for_s=0.0),)))().ok
    assert shards_check(lambda: a_report(shards=(suspended, a_shard(2))))().ok


def test_an_instance_without_shards_is_only_waiting_for_some() -> None:
    assert shards_check(lambda: a_report(shards=()))().ok
    assert shards_check(lambda: a_report(shards=(a_shard(1, phase="idle", epoch=0),)))().ok


def test_a_blocked_event_loop_is_noticed() -> None:
    assert loop_check(a_report, late_by_s=1.0)() == Finding(True, "late by 2 ms")
    assert not loop_check(lambda: a_report(loop_lag_s=1.5), late_by_s=1.0)().ok


def test_all_checks_are_run_even_after_one_has_failed() -> None:
    assert list(examine({"a": broken, "b": WELL})) == ["a", "b"]
