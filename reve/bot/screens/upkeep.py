"""Screens for operators: background jobs, health, the economy, caches, and one player's accounts."""

from collections.abc import Iterator
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.names import escaped, literal
from reve.bot.screens.admin import first_lines, silence
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Listing, Note, Piece, Screen, Text, Tone
from reve.bot.upkeep_views import (
    AccountLine,
    AccountsShown,
    CacheLine,
    CachesShown,
    EconomyShown,
    Flow,
    HealthShown,
    InstanceHealth,
    JobLine,
    JobsShown,
)
from reve.bot.words import numbers
from reve.game.rates import PPM
from reve.game.tally import TierTally

INSTANCES_SHOWN: Final = 12
FLOWS_SHOWN: Final = 24
ACCOUNTS_SHOWN: Final = 30
FAULTS_SHOWN: Final = 10
FAULT_LENGTH: Final = 160


def jobs(shown: JobsShown, context: Context) -> Screen:
    """Show all background jobs, those that failed first."""
    words = context.words
    ordered = sorted(shown.jobs, key=lambda job: -job.failures)
    return Screen(
        (
            Heading(words("admin.tasks.title")),
            Fields(((words("admin.tasks.owner"), literal(shown.owner)),)),
            *(Text(_job(job, context)) for job in ordered),
            _refresh("admin.tasks", context),
        ),
        Tone.WARNING if any(job.failures for job in shown.jobs) else Tone.INFO,
    )


def health(shown: HealthShown, context: Context) -> Screen:
    """Show what the checks of each instance found."""
    well = all(check.ok for one in shown.instances for check in one.checks)
    return Screen(
        (
            Heading(context.words("admin.health.title")),
            *first_lines([_instance(one) for one in shown.instances], INSTANCES_SHOWN, context),
            *silence(shown.silent, context),
            _refresh("admin.health", context),
        ),
        Tone.SUCCESS if well and not shown.silent else Tone.WARNING,
    )


def economy(shown: EconomyShown, context: Context) -> Screen:
    """Show the latest figures of the economy."""
    return Screen((*_economy(shown, context), _refresh("admin.economy", context)), Tone.INFO)


def caches(shown: CachesShown, context: Context) -> Screen:
    """Show the caches of one instance."""
    words = context.words
    title = words("admin.cache.dropped") if shown.dropped else words("admin.cache.title")
    lines = tuple(_cache(one, context) for one in shown.caches)
    here = Note(words("admin.cache.here", instance=literal(shown.instance)))
    tone = Tone.SUCCESS if shown.dropped else Tone.INFO
    return Screen((Heading(title), Listing(lines, words("admin.cache.none")), here), tone)


def accounts(shown: AccountsShown, context: Context) -> Screen:
    """Show each account of a player, and what is wrong."""
    words = context.words
    pieces: list[Piece] = [Heading(words("admin.audit.title", user=f"<@{shown.user}> · `{shown.user}`"))]
    if shown.faults:
        faults = [f"⚠️ {escaped(str(fault))}" for fault in shown.faults]
        pieces += first_lines(faults, FAULTS_SHOWN, context)
    else:
        pieces.append(Text(words("admin.audit.right")))
    lines = [_account(one, context) for one in shown.accounts]
    pieces += first_lines(lines, ACCOUNTS_SHOWN, context) if lines else [Text(words("admin.audit.empty"))]
    pieces.append(Note(words("admin.audit.seq", seq=numbers.whole(shown.seq))))
    return Screen(tuple(pieces), Tone.ERROR if shown.faults else Tone.SUCCESS)


def _job(job: JobLine, context: Context) -> str:
    words = context.words
    name = words.known(f"admin.job.{job.name}", escaped(job.name))
    if job.instance is None:
        return f"**{name}** · {words('admin.tasks.never')}"
    done = words(
        "admin.tasks.line",
        job=name,
        began=numbers.moment(job.began_at_ms),
        took=numbers.span(job.took_ms / 1000),
        instance=literal(job.instance),
        next=numbers.moment(job.next_at_ms),
    )
    if not job.failures:
        return done
    failed = words("admin.tasks.failed", count=numbers.whole(job.failures), fault=_cut(job.fault))
    return f"{done}\n{failed}"


def _instance(one: InstanceHealth) -> str:
    checks = (
        f"{'✅' if check.ok else '❌'} {escaped(check.name)}: {escaped(check.detail)}" for check in one.checks
    )
    return " · ".join((f"**{literal(one.instance)}**", *checks))


def _economy(shown: EconomyShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("admin.economy.title"))
    if shown.at_ms is None:
        yield Text(words("admin.economy.none"))
        return
    if shown.circulation:
        yield Fields(tuple((escaped(name), numbers.both(amount)) for name, amount in shown.circulation))
    else:
        yield Listing((), words("admin.economy.nothing"))
    for heading, sign in ((words("admin.economy.faucets"), 1), (words("admin.economy.sinks"), -1)):
        flows = sorted(
            (one for one in shown.flows if one.amount * sign > 0), key=lambda one: -abs(one.amount)
        )
        yield Heading(heading)
        yield from first_lines([_flow(one) for one in flows], FLOWS_SHOWN, context, "admin.economy.nothing")
    yield Heading(words("admin.economy.pulls"))
    total = sum(one.drawn for one in shown.pulls)
    yield Listing(tuple(_tier(one, total, context) for one in shown.pulls), words("admin.economy.no_pulls"))
    yield Note(words("admin.economy.at", when=numbers.moment(shown.at_ms)))


def _flow(flow: Flow) -> str:
    return f"{escaped(flow.reason)} · {numbers.change(flow.amount)} {escaped(flow.currency)}"


def _tier(one: TierTally, total: int, context: Context) -> str:
    return context.words(
        "admin.economy.tier",
        tier=one.tier,
        drawn=numbers.whole(one.drawn),
        share=numbers.share(one.drawn, total),
        expected=numbers.whole(one.expected_ppm // PPM),
        odds=numbers.share(one.expected_ppm, total * PPM),
    )


def _cache(one: CacheLine, context: Context) -> str:
    size = "" if one.size_bytes is None else f" · {numbers.whole(one.size_bytes // 1024)} KiB"
    line = context.words(
        "admin.cache.line",
        name=escaped(one.name),
        entries=numbers.whole(one.entries),
        hits=numbers.whole(one.hits),
        misses=numbers.whole(one.misses),
    )
    return f"{line}{size}"


def _account(one: AccountLine, context: Context) -> str:
    line = f"{escaped(one.account)} · {numbers.whole(one.ledger)} {escaped(one.currency)}"
    return line if one.held is None else f"{line} · {_held(one.held, context)}"


def _held(held: int, context: Context) -> str:
    return context.words("admin.audit.held", amount=numbers.whole(held))


def _cut(text: str) -> str:
    return escaped(text if len(text) <= FAULT_LENGTH else f"{text[:FAULT_LENGTH]}…")


def _refresh(press: str, context: Context) -> Buttons:
    return Buttons((Button(context.words("button.refresh"), Act(press)),))
