"""Screens of goals: achievements, the codex, and the news that goals were reached."""

from collections.abc import Iterator

from reve.bot.commands.goals import ALL
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
    Rule,
    Screen,
    Select,
    Text,
)
from reve.bot.screens.shared import discarded, pager
from reve.bot.screens.things import bundle_lines, bundle_text, species, tier
from reve.bot.words import numbers
from reve.game.achievement import CATEGORIES
from reve.game.news import News
from reve.game.vocabulary.goals import (
    AchievementLine,
    AchievementsShown,
    CodexLine,
    CodexSetShown,
    CodexShown,
)


def achievements(shown: AchievementsShown, context: Context) -> Screen:
    """Show a page of achievements, each with how far it is and what it gives."""
    words, category = context.words, shown.category or ""
    names = ("", *CATEGORIES)
    choices = tuple(Choice(name or ALL, _category(name, context), chosen=name == category) for name in names)
    return Screen(
        (
            Heading(words("goals.title")),
            _points(shown, context),
            Note(words("goals.done", done=numbers.whole(shown.done), total=numbers.whole(shown.total))),
            Listing(tuple(_achievement(line, context) for line in shown.lines), words("goals.none")),
            Select(words("goals.category"), Act("goals.category"), choices),
            *pager(context, shown.page, shown.pages, lambda page: Act("goals", (category, page))),
        )
    )


def codex(shown: CodexShown, context: Context) -> Screen:
    """Show a page of sets, with a menu that opens one."""
    words = context.words
    sets = context.catalogue.goals.sets
    choices = tuple(
        Choice(line.id, sets[line.id].name, _share(line.discovered, line.total))
        for line in shown.lines
        if line.id in sets
    )
    return Screen(
        (
            Heading(words("codex.title")),
            Note(words("goals.done", done=numbers.whole(shown.done), total=numbers.whole(shown.total))),
            Listing(tuple(_set(line, context) for line in shown.lines), words("codex.none")),
            Select(words("codex.open"), Act("codex.set"), choices),
            *pager(context, shown.page, shown.pages, lambda page: Act("codex", (page,))),
        )
    )


def codex_set(shown: CodexSetShown, context: Context) -> Screen:
    """Show one set with its species and its reward."""
    return Screen(tuple(_set_pieces(shown, context)))


_BARE = ("level", "hint", "notices_closed")
"""News that may come without rewards."""


def news(brought: tuple[News, ...], context: Context) -> Iterator[Piece]:
    """Tell of the goals that a command reached, below its own reply."""
    yield Rule()
    for one in brought:
        yield Text(_headline(one, context))
        if one.kind not in _BARE or one.rewards:
            yield Listing(bundle_lines(context, one.rewards), "")
        yield from discarded(context, one.discarded)


def _headline(one: News, context: Context) -> str:
    words, goals = context.words, context.catalogue.goals
    match one.kind:
        case "achievement":
            known = goals.achievements.get(one.id)
            name = escaped(known.name if known else one.id)
            return words("news.achievement", name=name, points=numbers.whole(one.points))
        case "codex":
            known_set = goals.sets.get(one.id)
            return words("news.codex", name=escaped(known_set.name if known_set else one.id))
        case "points":
            return words("news.points", points=escaped(one.id))
        case "area" | "area_rank":
            area, _, rank = one.id.partition(":")
            known_area = context.catalogue.adventures.areas.get(area)
            name = escaped(known_area.name if known_area else area)
            return words("news.area_rank", area=name, rank=rank) if rank else words("news.area", area=name)
        case "milestone":
            return words("news.milestone", count=escaped(one.id))
        case _:
            return _told(one, context)


def _told(one: News, context: Context) -> str:
    """Word news that have nothing to do with goals."""
    match one.kind:
        case "hint":
            return context.words.known(f"hint.{one.id}", escaped(one.id))
        case "notices_closed":
            return context.words("notices.closed")
        case _:
            return context.words("levels.up", level=escaped(one.id))


def _points(shown: AchievementsShown, context: Context) -> Progress:
    words = context.words
    if shown.next_points is None:
        return Progress(words("goals.points"), 1, 1, numbers.whole(shown.points))
    figures = _share(shown.points, shown.next_points)
    return Progress(words("goals.points"), shown.points, shown.next_points, figures)


def _achievement(line: AchievementLine, context: Context) -> str:
    known = context.catalogue.goals.achievements.get(line.id)
    if known is None:
        return escaped(line.id)
    head = f"**{escaped(known.name)}** · {escaped(known.description)}"
    gives = context.words(
        "goals.gives",
        points=numbers.whole(known.points),
        goods=bundle_text(context, known.reward),
    )
    if line.done_at_ms is not None:
        return f"✅ {head}\n-# {numbers.day(line.done_at_ms)} · {gives}"
    what = _metric(known.metric, line.value, context)
    if not line.progress:
        return f"🔒 {head}\n-# {what} · {gives}"
    bar = f"{numbers.bar(line.progress, line.value)} {_share(line.progress, line.value)}"
    return f"▫️ {head}\n-# {what} {bar} · {gives}"


def _metric(metric: str, value: int, context: Context) -> str:
    name = context.words.known(f"counter.{metric}", escaped(metric))
    return f"{name}: {tier(context, value) if metric == 'highest_tier_owned' else numbers.whole(value)}"


def _category(name: str, context: Context) -> str:
    return context.words(f"choice.achievements.category.{name}") if name else context.words("goals.all")


def _set(line: CodexLine, context: Context) -> str:
    known = context.catalogue.goals.sets.get(line.id)
    name = escaped(known.name if known else line.id)
    mark = "✅ " if line.done_at_ms is not None else ""
    bar = numbers.bar(line.discovered, line.total)
    return f"{mark}**{name}** {bar} {_share(line.discovered, line.total)}"


def _set_pieces(shown: CodexSetShown, context: Context) -> Iterator[Piece]:
    words, line = context.words, shown.line
    known = context.catalogue.goals.sets.get(line.id)
    yield Heading(escaped(known.name if known else line.id))
    if known is not None:
        yield Text(escaped(known.description))
    figures = _share(line.discovered, line.total)
    yield Progress(words("codex.discovered"), line.discovered, line.total, figures)
    yield Listing(
        tuple(f"{'✅' if one.discovered else '▫️'} {species(context, one.species)}" for one in shown.members),
        "",
    )
    if known is not None:
        yield Note(words("codex.gives", goods=bundle_text(context, known.reward)))
    if line.done_at_ms is not None:
        yield Note(words("codex.done", when=numbers.day(line.done_at_ms)))
    yield Buttons((Button(words("button.codex"), Act("codex", ("1",))),))


def _share(part: int, total: int) -> str:
    return f"{numbers.short(part)} / {numbers.short(total)}"
