"""Background jobs as metrics, and what they have found out; from the instance that owns the world alone."""

from collections.abc import Iterator, Mapping, Sequence

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from reve.operation.jobs import JobReport, Jobs, Told


class JobCollector(Collector):
    """Turns what jobs are known into metrics; keeps nothing."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def describe(self) -> Sequence[Metric]:
        """Name no metric in advance, so that a collector can be added before a job has run."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of this moment."""
        runs = CounterMetricFamily("reve_job_runs", "Background jobs done here", labels=["job", "outcome"])
        for (job, outcome), count in sorted(self._jobs.counts.items()):
            runs.add_metric([job, outcome], count)
        yield runs
        if not self._jobs.owns():
            return
        reports = self._jobs.known()
        yield from _durations(reports)
        told = {report.name: report.run.told for report in reports if report.run is not None}
        yield from _audits({job: one for job, one in told.items() if "faults" in one})
        for one in told.values():
            if "circulation" in one:
                yield from _economy(one)


def _durations(reports: Sequence[JobReport]) -> Iterator[Metric]:
    took = GaugeMetricFamily("reve_job_seconds", "How long a job took last", labels=["job"])
    began = GaugeMetricFamily("reve_job_began_seconds", "When a job was begun last", labels=["job"])
    failures = GaugeMetricFamily(
        "reve_job_failures_in_a_row", "How often a job has failed since it last went well", labels=["job"]
    )
    for report in reports:
        if report.run is not None:
            took.add_metric([report.name], report.run.took_ms / 1000)
            began.add_metric([report.name], report.run.began_at_ms / 1000)
            failures.add_metric([report.name], report.run.failures)
    yield from (took, began, failures)


def _audits(told: Mapping[str, Told]) -> Iterator[Metric]:
    faults = {job: one["faults"] for job, one in told.items()}
    yield _gauge("reve_audit_faults", "What an audit found wrong", faults, "job")
    players = {job: one["players"] for job, one in told.items()}
    yield _gauge("reve_audit_players", "Players that an audit looked at", players, "job")


def _economy(told: Told) -> Iterator[Metric]:
    text = "How much of a currency all players have together"
    yield _gauge("reve_circulation", text, told["circulation"], "currency")
    yield _flows(told)
    yield from _pulls(told)


def _gauge(name: str, text: str, values: Told, label: str) -> Metric:
    gauge = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        gauge.add_metric([key], value)
    return gauge


def _flows(told: Told) -> Metric:
    text = "What came to players in the last day by reason; less than 0 is what they paid"
    flows = GaugeMetricFamily("reve_flow_of_day", text, labels=["reason", "currency"])
    for reason, currency, amount in told["flows"]:
        flows.add_metric([reason, currency], amount)
    return flows


def _pulls(told: Told) -> Iterator[Metric]:
    drawn = GaugeMetricFamily("reve_pulls_of_day", "Latest pulls of the last day by tier", labels=["tier"])
    text = "How many of them the published odds make expect"
    expected = GaugeMetricFamily("reve_pulls_expected_of_day", text, labels=["tier"])
    for tier, count, ppm in told["pulls"]:
        drawn.add_metric([str(tier)], count)
        expected.add_metric([str(tier)], ppm / 1_000_000)
    yield from (drawn, expected)
