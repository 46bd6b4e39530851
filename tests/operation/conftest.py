"""A report of a host, as its inspection gives it."""

from dataclasses import replace
from typing import Any

import pytest

from actors.identity import ActorId
from actors.inspection import ActorReport, HostReport, LaneReport, MemberReport, NoteCounts, ShardReport


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def an_actor(key: int, **changed: Any) -> ActorReport:
    actor = ActorReport(
        actor=ActorId("player", key),
        shard=3,
        epoch=2,
        seq=70,
        phase="idle",
        phase_age_s=1.0,
        mailbox=0,
        oldest_wait_s=0.0,
        recent=(),
        snapshot_seq=64,
        known_ids=6,
        reloads=0,
        faults=0,
    )
    return replace(actor, **changed)


def a_shard(number: int, **changed: Any) -> ShardReport:
    shard = ShardReport(
        shard=number, phase="active", epoch=2, nonce=9, owner="a1", serves_for_s=8.0, actors=1
    )
    return replace(shard, **changed)


def a_report(**changed: Any) -> HostReport:
    report = HostReport(
        instance="a1",
        release="1.2.3",
        uptime_s=60.0,
        loop_lag_s=0.002,
        store_age_s=0.5,
        waiting=4,
        active=2,
        shards=(a_shard(3), a_shard(4), a_shard(5, phase="lost", epoch=0)),
        lanes=(LaneReport(lane=0, waiting=1, commits=10, deltas=35, largest_batch=8, failures=2),),
        actors=(an_actor(1), an_actor(2, phase="waiting", mailbox=3, oldest_wait_s=0.75)),
        members=(MemberReport("a1", "1.2.3", 1, False), MemberReport("b2", "1.2.3", 1, True)),
        settings_version=5,
        moves_ms=(4.0, 12.0, 40.0),
        joint=1,
        lent=2,
        memory_share=0.25,
        hops=17,
        served=16,
        coordinated=9,
        notes=NoteCounts(due=3, placed=30, set_aside=1),
    )
    return replace(report, **changed)
