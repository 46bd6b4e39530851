"""Screens of the collection, one for each of its sides."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.screens.context import Context
from reve.bot.screens.screen import (
    Button,
    Buttons,
    Choice,
    Fields,
    Heading,
    Listing,
    Note,
    Piece,
    Progress,
    Screen,
    Select,
    Text,
)
from reve.bot.screens.shared import pager
from reve.bot.screens.sources import source_line
from reve.bot.screens.things import bundle_text, element, species, tier
from reve.bot.words import numbers
from reve.game.collection import VIEWS
from reve.game.vocabulary.goals import (
    CollectionShown,
    MilestoneLine,
    MilestonesShown,
    MissingShown,
    RecentShown,
    ShareLine,
    SharesShown,
)


def overview(shown: CollectionShown, context: Context) -> Screen:
    """Show the collection as a whole."""
    words = context.words
    rows = [
        (words("collection.owned"), numbers.whole(shown.owned)),
        (words("collection.copies"), numbers.both(shown.copies)),
        (words("collection.value"), numbers.both(shown.value)),
        (words("collection.balance"), _balance(shown.balance, context)),
    ]
    rarest = (Text(f"**{words('collection.rarest')}**"),) if shown.rarest else ()
    if shown.next_milestone is not None:
        goal = words.many(
            "collection.next.goal", shown.next_milestone, count=numbers.whole(shown.next_milestone)
        )
        rows.append((words("collection.next"), goal))
    return Screen(
        (
            Heading(words("collection.title")),
            _progress(words("collection.discovered"), shown.discovered, shown.total),
            Fields(tuple(rows)),
            *rarest,
            Listing(tuple(_rare(name, context) for name in shown.rarest), words("collection.nothing")),
            _views("overview", context),
        )
    )


def shares(shown: SharesShown, context: Context) -> Screen:
    """Show how much of each element or tier is discovered."""
    words = context.words
    return Screen(
        (
            Heading(words("collection.title")),
            *(_share(line, shown.view, context) for line in shown.lines),
            Note(words("collection.balanced", balance=_balance(shown.balance, context))),
            _views(shown.view, context),
        )
    )


def missing(shown: MissingShown, context: Context) -> Screen:
    """Show what is not discovered yet, and where it can come from."""
    words = context.words
    lines = tuple(_missing(name, context) for name in shown.species)

    def turn(page: str) -> Act:
        return Act("collection", ("missing", shown.element or "", str(shown.tier or 0), page, "0"))

    return Screen(
        (
            Heading(words("collection.missing.title")),
            Note(words.many("collection.missing.total", shown.total, count=numbers.whole(shown.total))),
            *_first(shown, context),
            Listing(lines, words("collection.missing.none")),
            _views("missing", context),
            *pager(context, shown.page, shown.pages, turn),
        )
    )


def recent(shown: RecentShown, context: Context) -> Screen:
    """Show what was discovered lately."""
    return Screen(tuple(_recent(shown, context)))


def milestones(shown: MilestonesShown, context: Context) -> Screen:
    """Show all milestones."""
    lines = tuple(_milestone(line, context) for line in shown.lines)
    last = max((line.n for line in shown.lines), default=0)
    ahead = min((line.n for line in shown.lines if line.n > shown.discovered), default=last)
    return Screen(
        (
            Heading(context.words("collection.milestones.title")),
            _progress(context.words("collection.discovered"), shown.discovered, ahead),
            Listing(lines, context.words("collection.milestones.none")),
            _views("milestones", context),
        )
    )


def _recent(shown: RecentShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("collection.recent.title"))
    yield Note(words.many("collection.recent.days", shown.days, days=numbers.whole(shown.days)))
    lines = tuple(f"{numbers.moment(one.at_ms)} {species(context, one.species)}" for one in shown.lines)
    yield Listing(lines, words("collection.recent.none"))
    if shown.days < shown.most_days:
        further = Act("collection", ("recent", "", "0", "1", str(shown.most_days)))
        days = numbers.whole(shown.most_days)
        yield Buttons((Button(words("button.further_back", days=days), further),))
    yield _views("recent", context)
    yield from pager(
        context,
        shown.page,
        shown.pages,
        lambda page: Act("collection", ("recent", "", "0", page, str(shown.days))),
    )


def _rare(name: str, context: Context) -> str:
    known = context.catalogue.species.get(name)
    return f"• {species(context, name)}" + (f" · {tier(context, known.tier)}" if known else "")


def _first(shown: MissingShown, context: Context) -> Iterator[Note]:
    """Say how many of what is missing are listed, where it is not all."""
    most = context.catalogue.goals.collection.most_missing
    if shown.total > most:
        yield Note(context.words.many("collection.missing.first", most, count=numbers.whole(most)))


def _missing(name: str, context: Context) -> str:
    known = context.catalogue.species.get(name)
    if known is None:
        return species(context, name)
    return f"{species(context, name)} · {tier(context, known.tier)}\n-# {source_line(known, context)}"


def _milestone(line: MilestoneLine, context: Context) -> str:
    reward = context.catalogue.goals.collection.milestones.get(line.n)
    goods = bundle_text(context, reward) if reward else ""
    mark = "▫️" if line.done_at_ms is None else "✅"
    when = "" if line.done_at_ms is None else f" · {numbers.day(line.done_at_ms)}"
    goal = context.words.many("collection.milestone", line.n, count=numbers.whole(line.n))
    return f"{mark} **{goal}** · {goods}{when}"


def _share(line: ShareLine, view: str, context: Context) -> Progress:
    if view == "element":
        rank = context.words.known(f"mastery.{line.rank}", line.rank)
        return _progress(f"{element(context, line.id)} · {rank}", line.discovered, line.total)
    name = tier(context, int(line.id)) if line.id.isdecimal() else line.id
    return _progress(name, line.discovered, line.total)


def _progress(label: str, done: int, total: int) -> Progress:
    figures = f"{numbers.whole(done)} / {numbers.whole(total)} ({_percent(done, total)})"
    return Progress(label, done, total, figures)


def _percent(done: int, total: int) -> str:
    """Write progress in whole percents, never more than is done."""
    return numbers.share(done * 100 // total if total else 0, 100)


def _balance(label: str, context: Context) -> str:
    return context.words.known(f"balance.{label}", label)


def _views(chosen: str, context: Context) -> Select:
    choices = tuple(
        Choice(view, context.words(f"choice.collection.view.{view}"), chosen=view == chosen) for view in VIEWS
    )
    return Select(context.words("collection.views"), Act("collection.view"), choices)
