"""The background jobs of the game, and how often each is due."""

from collections.abc import Callable
from typing import Any, Final

from actors.behavior import Kind
from persistence.books import Books
from persistence.runs import StoredRuns
from reve.game.catalogue import Catalogue
from reve.operation.audit import Auditor
from reve.operation.economy import measured
from reve.operation.jobs import Job, Told

ECONOMY: Final = "economy"
AUDIT_SAMPLE: Final = "audit_sample"
AUDIT_ALL: Final = "audit_all"
TOMBSTONES: Final = "tombstones"

MINUTE_S: Final = 60.0
DAY_S: Final = 24 * 60 * MINUTE_S


def chores(
    books: Books,
    runs: StoredRuns,
    kind: Kind[Any, Any, Any, Any],
    *,
    catalogue: Callable[[], Catalogue],
    now_ms: Callable[[], int],
) -> tuple[Job, ...]:
    """Return all jobs; none of them changes what players have."""
    auditor = Auditor(books, kind)

    async def economy() -> Told:
        return await measured(books, kind.codec, catalogue(), now_ms())

    async def tombstones() -> Told:
        kept_ms = int(catalogue().starter.again_after_days * DAY_S * 1000)
        return {"forgotten": await runs.forget(now_ms() - kept_ms)}

    return (
        Job(ECONOMY, 5 * MINUTE_S, economy),
        Job(AUDIT_SAMPLE, DAY_S, auditor.sample),
        Job(AUDIT_ALL, 7 * DAY_S, auditor.all),
        Job(TOMBSTONES, DAY_S, tombstones),
    )
