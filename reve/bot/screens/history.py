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
    what = words.many(
        key,
        line.delta,
        change=numbers.change(line.delta),
        count=numbers.short(line.delta),
        subject=_subject(line, context),
        event=escaped(line.event),
        after=numbers.whole(line.after or 0),
        stars=numbers.stars(line.after or 0),
    )
    return f"{numbers.moment(one.at_ms)} {what}{_after(line, context)} · {_reason(line.reason, context)}"


def _after(line: HistoryLine, context: Context) -> str:
    if line.after is None or line.event in _AFTER_TOLD:
        return ""
    return f" {context.words('history.after', count=numbers.short(line.after))}"


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
_AFTER_TOLD: Final = frozenset({"player.leveled", "awakening.succeeded", "awakening.failed"})
"""What is no quantity after these: their texts say as much of it as there is to say."""


def reason_key(reason: str, context: Context) -> str | None:
    """Return the key of a reason's text: of the most telling part of `mint/daily`, `quest.go` or `drop:8`."""
    for part in (reason, *reversed(reason.replace(".", "/").split("/"))):
        key = f"reason.{part.partition(':')[0]}"
        if context.words.has(key):
            return key
    return None


def _reason(reason: str, context: Context) -> str:
    """Word a reason; one of another release, for which there are no words, is shown as it is."""
    key = reason_key(reason, context)
    return escaped(reason) if key is None else context.words(key)
