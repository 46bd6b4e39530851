"""What goes on between instances, as metrics: members, moves, hops, joint commands, notes."""

from collections.abc import Iterator
from statistics import median

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from actors.inspection import HostReport, NoteCounts


def cluster_metrics(report: HostReport) -> Iterator[Metric]:
    """Yield the metrics of one instance among others."""
    yield _members(report)
    yield from _moves(report.moves_ms)
    hops = CounterMetricFamily(
        "reve_hops", "Requests to other instances, and commands of theirs", labels=["way"]
    )
    hops.add_metric(["out"], report.hops)
    hops.add_metric(["in"], report.served)
    yield hops
    yield from _joint(report)
    yield from _notes(report.notes)


def _members(report: HostReport) -> Metric:
    members = GaugeMetricFamily("reve_members", "Instances that live, as seen from here", labels=["draining"])
    draining = sum(member.draining for member in report.members)
    members.add_metric(["no"], len(report.members) - draining)
    members.add_metric(["yes"], draining)
    return members


def _moves(moves_ms: tuple[float, ...]) -> Iterator[Metric]:
    if not moves_ms:
        return
    text = "How long shards were dark here that were passed on, of the latest moves"
    moves = GaugeMetricFamily("reve_hand_over_seconds", text, labels=["of_latest"])
    moves.add_metric(["median"], median(moves_ms) / 1000)
    moves.add_metric(["longest"], max(moves_ms) / 1000)
    yield moves


def _joint(report: HostReport) -> Iterator[Metric]:
    yield CounterMetricFamily("reve_joint_commands", "Joint commands coordinated", value=report.coordinated)
    yield GaugeMetricFamily("reve_joint_commands_under_way", "Of them those under way", value=report.joint)
    yield GaugeMetricFamily("reve_actors_lent", "Actors lent to joint commands of others", value=report.lent)


def _notes(counts: NoteCounts) -> Iterator[Metric]:
    yield GaugeMetricFamily("reve_notes_due", "Notes that were due at the latest look", value=counts.due)
    notes = CounterMetricFamily("reve_notes", "Notes by what became of them", labels=["became"])
    notes.add_metric(["placed"], counts.placed)
    notes.add_metric(["set_aside"], counts.set_aside)
    yield notes
