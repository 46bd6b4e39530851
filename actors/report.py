"""What one host tells of itself."""

from heapq import nsmallest

from actors.assembly import Assembly
from actors.inspection import ActorReport, HostReport, MemberReport, ShardReport, busyness
from actors.shard import Shard


def report(parts: Assembly, *, began_s: float, actors: bool, most: int | None = None) -> HostReport:
    """Report what every shard, lane and, if wanted, actor is doing: all, or the `most` that wait longest."""
    now_s = parts.clock.monotonic_s()
    roster = parts.roster
    return HostReport(
        instance=parts.instance,
        release=parts.release,
        uptime_s=now_s - began_s,
        loop_lag_s=parts.pulse.lag_s,
        store_age_s=now_s - parts.clock.heard_at_s,
        waiting=parts.admission.waiting,
        active=len(roster),
        shards=tuple(_shard(parts, shard, now_s) for shard in parts.shards),
        lanes=tuple(lane.report() for lane in roster.lanes),
        actors=_busiest(parts, now_s, most) if actors else (),
        members=tuple(
            MemberReport(m.instance, m.release, m.schema, m.draining) for m in parts.steward.members
        ),
        settings_version=parts.settings.version,
        schema_in_force=parts.switch.in_force,
        moves_ms=tuple(s * 1000 for s in parts.hand_over.times_s),
        joint=len(parts.coordinator),
        lent=len(parts.loans),
        memory_share=parts.memory_used(),
        hops=parts.router.hops,
        served=parts.requests.served,
        coordinated=parts.coordinator.coordinated,
        notes=parts.inbox.counts,
    )


def _busiest(parts: Assembly, now_s: float, most: int | None) -> tuple[ActorReport, ...]:
    reports = (activation.report(now_s) for activation in parts.roster)
    return tuple(reports if most is None else nsmallest(most, reports, key=busyness))


def _shard(parts: Assembly, shard: Shard, now_s: float) -> ShardReport:
    return ShardReport(
        shard=shard.number,
        phase=shard.phase.value,
        epoch=shard.token.epoch if shard.token else 0,
        nonce=shard.token.nonce if shard.token else 0,
        owner=shard.owner or parts.directory.owner(shard.number),
        serves_for_s=max(0.0, shard.deadline_s - now_s),
        actors=len(parts.roster.under(shard)),
    )
