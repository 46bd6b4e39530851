"""The upkeep of one instance: background jobs, audits and caches, as jobs and operators need them."""

import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from actors.errors import Internal, Newer, NewerSchema, Unreadable
from actors.host import Host
from actors.identity import ActorId, shard_of
from actors.settings import WORLD
from actors.shard import Phase
from persistence.books import Books
from persistence.embedded import Servers
from persistence.runs import StoredRuns
from reve.bot.ports import CatalogueNow
from reve.bot.upkeep_views import AccountLine, AccountsShown, CacheLine, EconomyShown, Flow, JobLine
from reve.game.ledger import WALLET
from reve.game.tally import TierTally
from reve.launch.host import kinds
from reve.operation.audit import Audited, Auditor
from reve.operation.chores import ECONOMY, chores
from reve.operation.jobs import JobReport, Jobs

log = logging.getLogger(__name__)


class Cache(Protocol):
    """Something kept that can be made again."""

    def cache(self) -> CacheLine: ...
    def drop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What operators ask of the upkeep (`reve.bot.ports.Upkeep`)."""

    kept: Jobs
    auditor: Auditor
    held: Sequence[Cache]

    async def jobs(self) -> tuple[JobLine, ...]:
        """Return all background jobs. Raises `Unavailable`."""
        return tuple(map(_line, await self.kept.reports()))

    async def economy(self) -> EconomyShown:
        """Return the latest figures of the economy. Raises `Unavailable`."""
        return next(
            (_economy(report) for report in await self.kept.reports() if report.name == ECONOMY),
            EconomyShown(None),
        )

    async def audit(self, actor: ActorId) -> AccountsShown:
        """Replay the ledger of a player. Raises `Unavailable`, `Newer`, or `Internal` for a damaged one."""
        try:
            return _accounts(await self.auditor.one(actor.key))
        except NewerSchema as error:
            raise Newer from error
        except Unreadable as error:
            ref = secrets.token_hex(4)
            log.error("internal error %s: %s cannot be audited", ref, actor, exc_info=error)
            raise Internal(ref) from error

    def caches(self) -> tuple[CacheLine, ...]:
        """Return the caches of this instance."""
        return tuple(one.cache() for one in self.held)

    def drop_caches(self) -> None:
        """Empty them."""
        for one in self.held:
            one.drop()


@asynccontextmanager
async def open_upkeep(
    servers: Servers, host: Host, catalogue: CatalogueNow, caches: Sequence[Cache]
) -> AsyncIterator[Upkeep]:
    """Open what jobs and operators read with; whoever serves keeps the jobs going."""
    player, _ = kinds(catalogue)
    async with (
        Books.open(servers.database_url) as books,
        StoredRuns.open(servers.database_url) as runs,
    ):
        now_ms = host.clock.now_ms
        jobs = Jobs(
            chores(books, runs, player, catalogue=catalogue, now_ms=now_ms),
            runs,
            instance=host.inspect(actors=False).instance,
            owns=lambda: owns_world(host),
            now_ms=now_ms,
        )
        yield Upkeep(jobs, Auditor(books, player), caches)


def owns_world(host: Host) -> bool:
    """Tell whether an instance serves the shard of the world."""
    return host.shards[shard_of(WORLD)].phase is Phase.ACTIVE


def _line(report: JobReport) -> JobLine:
    run = report.run
    if run is None:
        return JobLine(report.name, None, 0, 0, 0, "", report.next_at_ms)
    return JobLine(
        report.name,
        run.instance,
        run.began_at_ms,
        run.took_ms,
        run.failures,
        run.fault,
        report.next_at_ms,
    )


def _economy(report: JobReport) -> EconomyShown:
    run = report.run
    if run is None or not run.told:
        return EconomyShown(None)
    told = run.told
    return EconomyShown(
        told["at_ms"],
        tuple(sorted(told["circulation"].items())),
        tuple(Flow(*flow) for flow in told["flows"]),
        tuple(TierTally(*one) for one in told["pulls"]),
    )


def _accounts(audited: Audited) -> AccountsShown:
    held = {(WALLET, currency): amount for currency, amount in audited.balances.items()}
    names = sorted(held.keys() | {(account, currency) for account, currency in audited.sums})
    sums = {(account, currency): total for (account, currency), total in audited.sums.items()}
    lines = tuple(AccountLine(*name, sums.get(name, 0), held.get(name)) for name in names)
    return AccountsShown(audited.key, audited.seq, lines, audited.faults)
