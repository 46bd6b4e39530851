"""Screens for operators: live actors, one or all."""

from collections.abc import Iterator

from actors.inspection import ActorReport, CommandTrace
from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Listing, Note, Piece, Screen, Text, Tone
from reve.bot.screens.shared import pager
from reve.bot.views import ActorShown, ActorsShown
from reve.bot.words import numbers

PARKED = "parked"


def actor(shown: ActorShown, context: Context) -> Screen:
    """Show everything that its host knows of an actor."""
    parked = shown.report is not None and shown.report.phase == PARKED
    return Screen(tuple(_pieces(shown, context)), Tone.WARNING if parked else Tone.INFO)


def actors(shown: ActorsShown, context: Context) -> Screen:
    """Show a host, and a page of its actors."""
    words, host = context.words, shown.host
    facts = words(
        "admin.host",
        instance=escaped(host.instance),
        release=escaped(host.release),
        uptime=numbers.span(host.uptime_s),
        lag=numbers.span(host.loop_lag_s),
        waiting=numbers.whole(host.waiting),
        active=numbers.whole(host.active),
    )
    return Screen(
        (
            Heading(words("admin.actors.title")),
            Note(facts),
            Listing(tuple(_line(one) for one in shown.actors), words("admin.actors.empty")),
            *pager(context, shown.page, shown.pages, lambda page: Act("actors", (page,))),
        ),
        Tone.INFO,
    )


def _pieces(shown: ActorShown, context: Context) -> Iterator[Piece]:
    words, report = context.words, shown.report
    yield Heading(words("admin.actor.title", actor=escaped(str(shown.actor))))
    if shown.note is not None:
        yield Text(words.known(f"admin.note.{shown.note}", escaped(shown.note)))
    if report is None:
        yield Text(words("admin.actor.absent"))
        return
    yield Fields(tuple(_facts(report, context)))
    yield Listing(tuple(_trace(trace) for trace in report.recent), words("admin.actor.quiet"))
    key = str(shown.actor.key)
    buttons = [Button(words("button.refresh"), Act("actor", (key,)))]
    if report.phase == PARKED:
        unpark = Act("unpark", (key,), report.seq)
        buttons.append(Button(words("button.unpark"), unpark, "danger"))
    yield Buttons(tuple(buttons))


def _facts(report: ActorReport, context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    yield words("admin.actor.phase"), f"{escaped(report.phase)} · {numbers.span(report.phase_age_s)}"
    yield words("admin.actor.shard"), f"{report.shard} · {report.epoch}"
    yield words("admin.actor.seq"), f"{numbers.whole(report.seq)} · {numbers.whole(report.snapshot_seq)}"
    yield words("admin.actor.mailbox"), f"{report.mailbox} · {numbers.span(report.oldest_wait_s)}"
    yield words("admin.actor.known"), numbers.whole(report.known_ids)
    yield words("admin.actor.reloads"), numbers.whole(report.reloads)
    yield words("admin.actor.faults"), numbers.whole(report.faults)


def _trace(trace: CommandTrace) -> str:
    return f"`{trace.command_id}` {escaped(trace.name)} · {trace.outcome} · {numbers.whole(trace.cost_us)} µs"


def _line(report: ActorReport) -> str:
    waiting = f"{report.mailbox} · {numbers.span(report.oldest_wait_s)}"
    return f"{escaped(str(report.actor))} · {report.phase} · #{report.seq} · {waiting}"
