"""The screen of a player's history."""

from collections.abc import Callable, Mapping
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Choice, Heading, Listing, Note, Screen, Select
from reve.bot.screens.shared import pager
from reve.bot.screens.things import bag_line, boss, fragment, species, thing
from reve.bot.views import HistoryDay, HistoryShown
from reve.bot.words import numbers
from reve.game.history import KINDS, HistoryLine


def history(shown: HistoryShown, context: Context) -> Screen:
    """Show a page of what happened, newest first."""
    words = context.words
    kinds = tuple(
        Choice(kind, words(f"choice.history.kind.{kind}"), chosen=kind == shown.kind) for kind in KINDS
    )
    return Screen(
        (
            Heading(words("history.title")),
            Note(words.many("history.total", shown.total, count=numbers.whole(shown.total))),
            Listing(tuple(_line(one, context) for one in shown.lines), words("history.empty")),
            Select(words("history.kind"), Act("history.kind"), kinds),
            *pager(context, shown.page, shown.pages, lambda page: Act("history", (shown.kind, page))),
        )
    )


def _line(one: HistoryDay, context: Context) -> str:
    line, words = one.line, context.words
    key = f"history.event.{line.event}"
    if not words.has(key):
        key = "history.event"
    what = words(
        key,
        change=numbers.change(line.delta),
        subject=_subject(line, context),
        event=escaped(line.event),
    )
    after = "" if line.after is None else f" {words('history.after', count=numbers.short(line.after))}"
    return f"{numbers.moment(one.at_ms)} {what}{after} · {_reason(line.reason, context)}"


def _subject(line: HistoryLine, context: Context) -> str:
    return _SUBJECTS.get(line.event, thing)(context, line.subject)


def _goal(context: Context, subject: str) -> str:
    goals = context.catalogue.goals
    known = goals.achievements.get(subject) or goals.sets.get(subject)
    return escaped(known.name if known else subject)


_SUBJECTS: Final[Mapping[str, Callable[[Context, str], str]]] = {
    "item.changed": bag_line,
    "fragment.changed": fragment,
    "reve.pulled": species,
    "esprit.gained": species,
    "echo.opened": species,
    "esprit.crafted": species,
    "fusion.succeeded": species,
    "fusion.failed": species,
    "awakening.succeeded": species,
    "awakening.failed": species,
    "boss.won": boss,
    "boss.lost": boss,
    "boss.fled": boss,
    "achievement.unlocked": _goal,
    "codex.completed": _goal,
}
"""How the content names what an event was about; all others are about a thing."""


def _reason(reason: str, context: Context) -> str:
    """Word a reason such as `mint/daily`, `use/xp_orb` or `drop:8` by its most telling part."""
    for part in (reason, *reversed(reason.split("/"))):
        key = f"reason.{part.partition(':')[0]}"
        if context.words.has(key):
            return context.words(key)
    return escaped(reason)
