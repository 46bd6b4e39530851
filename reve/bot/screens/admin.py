"""Screens for operators: live actors, one or all, and the instances where they live."""

from collections.abc import Iterator, Sequence
from typing import Final

from actors.inspection import ActorReport, CommandTrace, HostReport
from reve.bot.custom_ids import Act
from reve.bot.names import escaped, literal
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Listing, Note, Piece, Screen, Text, Tone
from reve.bot.screens.shared import pager
from reve.bot.views import ActorShown, ActorsShown
from reve.bot.words import numbers

PARKED: Final = "parked"
INSTANCES_SHOWN: Final = 8
ASIDE_SHOWN: Final = 10


def actor(shown: ActorShown, context: Context) -> Screen:
    """Show everything that its owner knows of an actor, and the notes to it that were set aside."""
    parked = shown.report is not None and shown.report.phase == PARKED
    return Screen(tuple(_pieces(shown, context)), Tone.WARNING if parked or shown.aside else Tone.INFO)


def actors(shown: ActorsShown, context: Context) -> Screen:
    """Show all instances, and a page of their actors."""
    words = context.words
    active = numbers.whole(sum(host.active for host in shown.hosts))
    return Screen(
        (
            Heading(words("admin.actors.title")),
            *first_lines([_host(host, context) for host in shown.hosts], INSTANCES_SHOWN, context),
            *silence(shown.silent, context),
            Heading(words("admin.actors.active", active=active)),
            Listing(tuple(_line(*one, context) for one in shown.actors), words("admin.actors.empty")),
            *pager(context, shown.page, shown.pages, lambda page: Act("actors", (page,))),
        ),
        Tone.WARNING if shown.silent else Tone.INFO,
    )


def first_lines(lines: Sequence[str], most: int, context: Context, empty: str = "") -> Iterator[Piece]:
    """Show the first lines, and how many more there are; `empty` is the id of what is said of none."""
    yield Listing(tuple(lines[:most]), context.words(empty) if empty else "")
    if len(lines) > most:
        yield Note(context.words("admin.more", count=numbers.whole(len(lines) - most)))


def silence(silent: Sequence[str], context: Context) -> Iterator[Piece]:
    """Name the instances that have not answered."""
    if silent:
        names = ", ".join(literal(name) for name in silent[:INSTANCES_SHOWN])
        yield Text(context.words("admin.silent", instances=names))


def _host(host: HostReport, context: Context) -> str:
    draining = any(m.draining for m in host.members if m.instance == host.instance)
    line = context.words(
        "admin.host",
        instance=literal(host.instance),
        release=escaped(host.release),
        uptime=numbers.span(host.uptime_s),
        lag=numbers.span(host.loop_lag_s),
        memory=numbers.share(round(min(host.memory_share, 10.0) * 100), 100),
        waiting=numbers.whole(host.waiting),
        active=numbers.whole(host.active),
        members=numbers.whole(len(host.members)),
        settings=numbers.whole(host.settings_version),
    )
    return f"{line} · {context.words('admin.draining')}" if draining else line


def _pieces(shown: ActorShown, context: Context) -> Iterator[Piece]:
    words, report = context.words, shown.report
    yield Heading(words("admin.actor.title", actor=escaped(str(shown.actor))))
    if shown.note is not None:
        yield Text(words.known(f"admin.note.{shown.note}", escaped(shown.note)))
    owner = (words("admin.actor.owner"), literal(shown.instance))
    if report is None:
        yield Fields((owner,))
        yield Text(words("admin.actor.absent"))
    else:
        yield Fields((owner, *_facts(report, context)))
        yield Listing(tuple(_trace(trace) for trace in report.recent), words("admin.actor.quiet"))
    if shown.aside:
        yield Heading(words("admin.actor.aside", count=numbers.whole(len(shown.aside))))
        yield from first_lines([literal(name) for name in shown.aside], ASIDE_SHOWN, context)
    key = str(shown.actor.key)
    buttons = [Button(words("button.refresh"), Act("actor", (key,)))]
    if report is not None and report.phase == PARKED:
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


def _line(instance: str, report: ActorReport, context: Context) -> str:
    facts = [
        f"**{escaped(str(report.actor))}**",
        literal(instance),
        escaped(report.phase),
        context.words("admin.actor.at", seq=numbers.whole(report.seq)),
    ]
    if report.mailbox:
        longest = numbers.span(report.oldest_wait_s)
        waiting = context.words("admin.actor.waiting", count=numbers.whole(report.mailbox), longest=longest)
        facts.append(waiting)
    return " · ".join(facts)
