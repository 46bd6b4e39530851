"""What Prometheus reads."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from reve.operation.host_metrics import HostCollector
from reve.operation.metrics import Metrics
from tests.operation.conftest import a_report

type Sample = tuple[str, tuple[tuple[str, str], ...]]


def samples(metrics: Metrics) -> dict[Sample, float]:
    text = metrics.exposition().decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_commands_are_counted_by_outcome_and_timed() -> None:
    metrics = Metrics()

    metrics.answered("reve pull", "committed", 0.02)
    metrics.answered("reve pull", "committed", 2.0)
    metrics.answered("reve pull", "refused", 0.004)

    found = samples(metrics)
    assert found["reve_commands_total", (("command", "reve pull"), ("outcome", "committed"))] == 2
    assert found["reve_commands_total", (("command", "reve pull"), ("outcome", "refused"))] == 1
    assert found["reve_command_seconds_bucket", (("command", "reve pull"), ("le", "0.025"))] == 2
    assert found["reve_command_seconds_count", (("command", "reve pull"),)] == 3


def test_two_hosts_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()

    one.answered("daily", "committed", 0.1)

    assert ("reve_command_seconds_count", (("command", "daily"),)) not in samples(other)


def test_the_host_is_read_at_the_scrape_and_not_before() -> None:
    metrics, reports = Metrics(), [a_report(waiting=1), a_report(waiting=7)]
    metrics.add(HostCollector(lambda: reports.pop(0)))

    assert len(reports) == 2
    assert samples(metrics)["reve_commands_waiting", ()] == 1
    assert samples(metrics)["reve_commands_waiting", ()] == 7


@pytest.mark.parametrize(
    ("sample", "value"),
    [
        (("reve_build_info", (("instance", "a1"), ("release", "1.2.3"))), 1),
        (("reve_uptime_seconds", ()), 60),
        (("reve_loop_lag_seconds", ()), 0.002),
        (("reve_store_age_seconds", ()), 0.5),
        (("reve_shards", (("phase", "active"),)), 2),
        (("reve_shards", (("phase", "lost"),)), 1),
        (("reve_commits_total", (("lane", "0"),)), 10),
        (("reve_committed_deltas_total", (("lane", "0"),)), 35),
        (("reve_commit_failures_total", (("lane", "0"),)), 2),
        (("reve_largest_batch", (("lane", "0"),)), 8),
        (("reve_lane_waiting", (("lane", "0"),)), 1),
        (("reve_actors", (("kind", "player"), ("phase", "idle"))), 1),
        (("reve_actors", (("kind", "player"), ("phase", "waiting"))), 1),
        (("reve_mailed_commands", ()), 3),
        (("reve_oldest_wait_seconds", ()), 0.75),
        (("reve_deltas_past_snapshot", ()), 12),
        (("reve_shards_held", ()), 2),
        (("reve_members", (("draining", "no"),)), 1),
        (("reve_members", (("draining", "yes"),)), 1),
        (("reve_settings_version", ()), 5),
        (("reve_memory_share", ()), 0.25),
        (("reve_hand_over_seconds", (("of_latest", "median"),)), 0.012),
        (("reve_hand_over_seconds", (("of_latest", "longest"),)), 0.04),
        (("reve_hops_total", (("way", "out"),)), 17),
        (("reve_hops_total", (("way", "in"),)), 16),
        (("reve_joint_commands_total", ()), 9),
        (("reve_joint_commands_under_way", ()), 1),
        (("reve_actors_lent", ()), 2),
        (("reve_notes_due", ()), 3),
        (("reve_notes_total", (("became", "placed"),)), 30),
        (("reve_notes_total", (("became", "set_aside"),)), 1),
    ],
)
def test_the_report_of_the_host_becomes_metrics(sample: Sample, value: float) -> None:
    metrics = Metrics()
    metrics.add(HostCollector(a_report))

    assert samples(metrics)[sample] == value


def test_an_instance_that_has_passed_nothing_on_tells_no_time_for_it() -> None:
    metrics = Metrics()
    metrics.add(HostCollector(lambda: a_report(moves_ms=())))

    assert not [name for name, _ in samples(metrics) if name == "reve_hand_over_seconds"]


def test_the_process_itself_is_measured() -> None:
    names = {name for name, _ in samples(Metrics())}

    assert {"python_info", "python_gc_collections_total"} <= names


def test_looks_into_a_cache_are_counted_by_what_they_found() -> None:
    metrics = Metrics()
    metrics.looked_up("leaderboard", hit=True)
    metrics.looked_up("leaderboard", hit=True)
    metrics.looked_up("leaderboard", hit=False)
    metrics.filled("leaderboard", 0.2)
    metrics.filled("leaderboard", None)
    told = metrics.exposition().decode()
    assert 'reve_cache_looks_total{cache="leaderboard",found="yes"} 2.0' in told
    assert 'reve_cache_looks_total{cache="leaderboard",found="no"} 1.0' in told
    assert 'reve_cache_fill_seconds_count{cache="leaderboard"} 1.0' in told
    assert 'reve_cache_failures_total{cache="leaderboard"} 1.0' in told
