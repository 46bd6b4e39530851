"""Screens of direct messages: the panel of what is wanted, and the messages themselves."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import escaped
from reve.bot.screens.context import Context
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Choice,
    Heading,
    Listing,
    Note,
    Piece,
    Screen,
    Select,
    Text,
    Tone,
)
from reve.bot.words import numbers
from reve.game.vocabulary.notice import NoticeDropped, NoticeLine, NoticesShown, NoticeToSend

NO_HOURS = "none"
SHIFT = 1_440
"""Added to offsets, since arguments of buttons are never negative."""


def panel(shown: NoticesShown, context: Context) -> Screen:
    """Show what is wanted, with menus to change it."""
    return Screen(tuple(_pieces(shown, context)), Tone.WARNING if shown.blocked else Tone.PLAIN)


def message(notice: NoticeToSend, context: Context) -> Screen:
    """Tell what has happened, with a button for what can be done about it."""
    words, key = context.words, f"notice.text.{notice.kind}"
    facts = {name: numbers.short(value) for name, value in notice.facts.items()}
    text = words(key, **{**facts, "count": numbers.whole(notice.count)}) if words.has(key) else ""
    buttons = (*_remedies(notice.kind, context), Button(words("button.notices"), Act("notices.open")))
    return Screen(
        (Heading(_kind(notice.kind, context)), Text(text), Note(words("notice.why")), Buttons(buttons)),
        Tone.INFO,
    )


def dropped(shown: NoticeDropped, context: Context) -> Screen:
    """Tell that there is nothing to tell."""
    return Screen((Text(context.words("notice.dropped")),))


def _remedies(kind: str, context: Context) -> Iterator[Button]:
    match kind:
        case "building_income_full":
            yield Button(context.words("button.collect"), Act("collect"), "primary")
        case "daily_reminder":
            yield Button(context.words("button.daily"), Act("daily"), "primary")
        case "reve_full":
            yield Button(context.words("button.pull"), Act("pull", ("1",)), "primary")
        case _:
            return


def _pieces(shown: NoticesShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("notices.title"))
    if shown.blocked:
        yield Text(words("notices.blocked"))
    if shown.tested:
        yield Text(words("notices.tested"))
    yield Listing(tuple(_line(line, context) for line in shown.lines), "")
    yield Note(words("notices.limits", today=numbers.whole(shown.today), most=numbers.whole(shown.per_day)))
    yield Note(_quiet(shown, context))
    yield Select(words("notices.switch"), Act("notices.set"), tuple(_switches(shown, context)))
    start, end, offset = shown.quiet or (None, None, None)
    none = Choice(NO_HOURS, words("notices.no_hours"), chosen=start is None)
    since = tuple(
        Choice(str(hour), words("notices.at", time=_clock(hour * 60)), chosen=start == hour * 60)
        for hour in range(24)
    )
    until = tuple(
        Choice(str(hour), words("notices.to", time=_clock(hour * 60)), chosen=end == hour * 60)
        for hour in range(24)
    )
    yield Select(words("notices.from"), Act("notices.from"), (none, *since))
    yield Select(words("notices.until"), Act("notices.until"), until)
    zones = tuple(
        Choice(str(one + SHIFT), words("notices.zone", zone=_zone(one)), chosen=one == offset)
        for one in shown.offsets
    )
    yield Select(words("notices.offset"), Act("notices.offset"), zones)
    yield Buttons((Button(words("button.test"), Act("notices.test")),))


def _line(line: NoticeLine, context: Context) -> str:
    mark = "✅" if line.on else "▫️"
    when = "" if line.due_at_ms is None else f" · {numbers.moment(line.due_at_ms)}"
    return f"{mark} {_kind(line.kind, context)}{when}"


def _quiet(shown: NoticesShown, context: Context) -> str:
    if shown.quiet is None:
        return context.words("notices.never_quiet")
    start, end, offset = shown.quiet
    return context.words("notices.quiet", start=_clock(start), end=_clock(end), zone=_zone(offset))


def _switches(shown: NoticesShown, context: Context) -> Iterator[Choice]:
    words = context.words
    for line in shown.lines:
        about = words("notices.switch_off") if line.on else words("notices.switch_on")
        yield Choice(f"{line.kind}:{'off' if line.on else 'on'}", _kind(line.kind, context), about)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _zone(offset: int) -> str:
    return f"{'-' if offset < 0 else '+'}{_clock(abs(offset))}"


def _kind(kind: str, context: Context) -> str:
    return context.words.known(f"notice.kind.{kind}", escaped(kind))
