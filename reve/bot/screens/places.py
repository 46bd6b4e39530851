"""Screens of areas: all of them with what is done there, and the quests of one."""

from collections.abc import Iterator
from typing import Final

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
    Progress,
    Screen,
    Select,
    Text,
    Tone,
)
from reve.bot.screens.shared import gauge, pager
from reve.bot.screens.things import element
from reve.bot.words import numbers
from reve.game.vocabulary.quest import AreasShown, AreaStanding, QuestLine, QuestsShown, Traveled

_FULL_BP: Final = 10_000
_MARKS: Final = {"done": "✅", "next": "▶️", "open": "▫️", "closed": "🔒"}


def area_name(context: Context, area: str) -> str:
    """Name an area."""
    known = context.catalogue.adventures.areas.get(area)
    return escaped(known.name if known else area)


def progress(standing: AreaStanding, context: Context) -> Progress:
    """Show what is done at an area's rank."""
    words, known = context.words, context.catalogue.adventures.areas.get(standing.area)
    total = len(known.quests) if known else standing.done
    figures = f"{numbers.whole(standing.done)} / {numbers.whole(total)} · "
    rank = words("area.rank", rank=numbers.whole(standing.rank))
    figures += words("area.mastered") if standing.mastered else rank
    return Progress(area_name(context, standing.area), standing.done, max(1, total), figures)


def areas(shown: AreasShown, context: Context) -> Screen:
    """Show all areas, with a menu that opens one."""
    words = context.words
    pieces: list[Piece] = [Heading(words("area.title"))]
    for one in shown.areas:
        pieces += _area(one, context)
    choices = tuple(
        Choice(one.area, _plain(one.area, context), _about(one, context), one.current) for one in shown.areas
    )
    pieces.append(Select(words("area.choose"), Act("quest.area"), choices))
    pieces.append(Buttons((Button(words("button.quest"), Act("quest", ("", "1")), "primary"),)))
    return Screen(tuple(pieces), Tone.INFO)


def traveled(shown: Traveled, context: Context) -> Screen:
    """Show the area where the player is now."""
    words, known = context.words, context.catalogue.adventures.areas.get(shown.standing.area)
    name = area_name(context, shown.standing.area)
    return Screen(
        (
            Heading(words("area.traveled", area=name)),
            Text(f"*{escaped(known.description if known else name)}*"),
            progress(shown.standing, context),
            Buttons(
                (
                    Button(words("button.quest"), Act("quest", ("", "1")), "primary"),
                    Button(words("button.quest_info"), Act("quest.info", (shown.standing.area,))),
                    Button(words("button.areas"), Act("quest.areas")),
                )
            ),
        ),
        _colour(shown.standing.area, context),
    )


def quests(shown: QuestsShown, context: Context) -> Screen:
    """Show costs, rewards and odds of an area's quests, up to a boss a page."""
    return Screen(tuple(_quests(shown, context)), _colour(shown.standing.area, context))


def _area(one: AreaStanding, context: Context) -> Iterator[Piece]:
    if one.open:
        bar = progress(one, context)
        here = f"📍 {bar.label}" if one.current else bar.label
        yield Progress(here, bar.done, bar.total, f"{bar.figures} · {_about(one, context)}")
        return
    name = area_name(context, one.area)
    yield Text(f"🔒 **{name}** {_needs(one, context)} · {_about(one, context)}")


def _needs(one: AreaStanding, context: Context) -> str:
    level = numbers.whole(one.level)
    if one.needs is None:
        return context.words("area.needs", level=level)
    return context.words("area.needs_both", level=level, area=area_name(context, one.needs))


def _about(one: AreaStanding, context: Context) -> str:
    """Say what an area is like: its affinity and the tiers that live there."""
    known = context.catalogue.adventures.areas.get(one.area)
    if known is None:
        return ""
    known_tiers = (context.catalogue.tiers[number].numeral for number in known.tiers)
    return f"{element(context, known.affinity)} · {' '.join(known_tiers)}"


def _quests(shown: QuestsShown, context: Context) -> Iterator[Piece]:
    words, standing = context.words, shown.standing
    known = context.catalogue.adventures.areas.get(standing.area)
    yield Heading(area_name(context, standing.area))
    if known is not None:
        yield Text(f"*{escaped(known.description)}*")
    yield progress(standing, context) if standing.open else Text(f"🔒 {_needs(standing, context)}")
    yield Note(words("area.legend"))
    yield Listing(tuple(_quest(line, standing.area, context) for line in shown.quests), "")
    yield Text(
        words(
            "area.capture",
            about=_about(standing, context),
            chance=numbers.share(shown.capture_bp, _FULL_BP),
            boss=numbers.share(shown.boss_capture_bp, _FULL_BP),
        )
    )
    yield Note(words.many("quest.certain", shown.certain_in, count=numbers.whole(shown.certain_in)))
    yield gauge(context, words("area.energy"), shown.energy)
    yield Buttons(tuple(_offers(standing, context)))
    yield from pager(context, shown.page, shown.pages, lambda page: Act("quest.page", (standing.area, page)))


def _quest(line: QuestLine, area: str, context: Context) -> str:
    known = context.catalogue.adventures.areas.get(area)
    name = escaped(known.quest(line.quest).name) if known else ""
    low, high = (numbers.short(n) for n in line.revies)
    mark = f"{_MARKS[line.state]}{'⚔️' if line.boss else ''}"
    figures = context.words(
        "area.quest", energy=numbers.whole(line.energy), low=low, high=high, xp=numbers.short(line.xp)
    )
    return f"{mark} **{numbers.whole(line.quest)}** {name} · {figures}"


def _offers(standing: AreaStanding, context: Context) -> Iterator[Button]:
    words = context.words
    if standing.current:
        yield Button(words("button.quest"), Act("quest", ("", "1")), "primary")
    elif standing.open:
        label = words("button.travel", area=_plain(standing.area, context))
        yield Button(label, Act("quest.travel", (standing.area,)), "primary")
    yield Button(words("button.advise"), Act("quest.advise", ("revies",)))
    yield Button(words("button.why"), Act("why", ("capture",)))
    yield Button(words("button.areas"), Act("quest.areas"))


def _plain(area: str, context: Context) -> str:
    known = context.catalogue.adventures.areas.get(area)
    return known.name if known else area


def _colour(area: str, context: Context) -> int:
    known = context.catalogue.adventures.areas.get(area)
    one = context.catalogue.elements.get(known.affinity) if known else None
    return one.colour if one else int(Tone.PLAIN)
