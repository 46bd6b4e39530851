"""Screens of what is done about a player: given, taken, cleared, erased, looked at."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Final

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import Button, Buttons, Fields, Heading, Listing, Note, Piece, Screen, Tone
from reve.bot.screens.things import amount
from reve.bot.upkeep_views import PlayerLooked
from reve.bot.words import numbers
from reve.game.events import EVENTS
from reve.game.vocabulary.operating import Operated, StateShown

_LONGEST: Final = 110
_EVENT_LONGEST: Final = 70
_THINGS: Final = {"item": "item", "esprit": "esprit", "fragments": "fragment"}
"""Under which prefix an operator's kinds of things are named."""
_NAMES: Final = {kind: name for name, kind in EVENTS.items()}


def operated(shown: Operated, context: Context) -> Screen:
    """Confirm what an operator did."""
    words = context.words
    rows = [(words("admin.ban.user"), f"<@{shown.target}> · `{shown.target}`")]
    if shown.what:
        rows.append((words("admin.operated.what"), amount(context, _thing(shown), shown.amount)))
        after = "admin.operated.after.xp" if shown.what == "xp" else "admin.operated.after"
        rows.append((words(after), numbers.whole(shown.after)))
    if shown.discarded:
        rows.append((words("admin.operated.discarded"), numbers.whole(shown.discarded)))
    if shown.until_ms:
        rows.append((words("admin.operated.until"), numbers.day(shown.until_ms)))
    rows.append((words("admin.reason"), escaped(shown.reason)))
    severe = shown.action in ("reset", "erase")
    title = Heading(words(f"admin.operated.{shown.action}"))
    tone = Tone.WARNING if severe else Tone.SUCCESS
    return Screen((title, Fields(tuple(rows))), tone, news_of=words("admin.operated.news"))


def _thing(shown: Operated) -> str:
    """Return what was given or taken, as things are named."""
    kind = _THINGS.get(shown.what)
    return f"{kind}:{shown.id}" if kind else shown.id


def state(shown: StateShown, context: Context) -> Screen:
    """Show everything about a player, part by part."""
    words, key = context.words, str(shown.player.key)
    name = escaped(shown.player.person.username) or words("admin.state.not_begun")
    heading = Heading(words("admin.state.title", name=name, user=key))
    note = Note(words("admin.state.seq", seq=numbers.whole(shown.seq)))
    refresh = Buttons((Button(words("button.refresh"), Act("admin.info", (key,))),))
    return Screen((heading, Listing(tuple(_lines(shown)), ""), note, refresh), Tone.INFO)


def looked(shown: PlayerLooked, context: Context) -> Screen:
    """Show everything about a player, and what happened last."""
    words, screen = context.words, state(shown.state, context)
    lines = tuple(
        f"{numbers.moment(one.at_ms)} {_NAMES[type(one.event)]} · {_short(one.event, _EVENT_LONGEST)}"
        for one in shown.happened
    )
    happened = (Heading(words("admin.state.happened")), Listing(lines, words("admin.state.nothing")))
    *before, buttons = screen.pieces
    return replace(screen, pieces=(*before, *happened, buttons))


def no_erythl(until_ms: int | None, context: Context) -> Iterator[Piece]:
    """Tell somebody who begins anew that no erythl came with it."""
    if until_ms is not None:
        yield Note(context.words("start.again", when=numbers.day(until_ms)))


def _lines(shown: StateShown) -> Iterator[str]:
    for part in fields(shown.player):
        if told := _short(value) if (value := getattr(shown.player, part.name)) else "":
            yield f"**{escaped(part.name)}** {told}"


def _short(value: object, longest: int = _LONGEST) -> str:
    told = _told(value)
    return escaped(told if len(told) <= longest else f"{told[:longest]}…")


def _told(value: object) -> str:
    if is_dataclass(value):
        inner = ((part.name, getattr(value, part.name)) for part in fields(value))
        return ", ".join(f"{name} {_told(one)}" for name, one in inner if one)
    if isinstance(value, dict):
        return f"({len(value)}) " + ", ".join(f"{name}: {_told(one)}" for name, one in value.items())
    return str(value)
