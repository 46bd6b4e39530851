"""Screens of comparison: counters, places, and the boards."""

from collections.abc import Iterator

from reve.bot.custom_ids import Act
from reve.bot.names import clean_name, escaped
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
    Screen,
    Select,
    Text,
    Tone,
)
from reve.bot.screens.shared import pager
from reve.bot.screens.things import tier, title
from reve.bot.views import BoardLine, LeaderboardShown, PlaceShown, RankShown
from reve.bot.words import numbers
from reve.game.standings import BOARDS, LEVEL, unpacked
from reve.game.statistics import HIGHEST_TIER
from reve.game.vocabulary.ranking import NameShown, StatsShown


def stats(shown: StatsShown, context: Context) -> Screen:
    """Show what a player has done so far."""
    words = context.words
    rows = [(_counter(name, context), _count(name, n, context)) for name, n in shown.counters.items()]
    rows += [(_counter(name, context), numbers.share(bp, 10_000)) for name, bp in shown.rates.items()]
    return Screen(
        (
            Heading(words("stats.title", name=escaped(shown.username))),
            Fields(tuple(rows)),
            Note(words("profile.since", when=numbers.day(shown.created_at_ms))),
        )
    )


def rank(shown: RankShown, context: Context) -> Screen:
    """Show a player's place on each board."""
    words = context.words
    lines = tuple(
        words("rank.line", board=_board(one.board, context), place=_place(one, context))
        for one in shown.places
    )
    nothing = words("rank.none") if shown.own else words("rank.none.other")
    first = shown.places[0].board if shown.places else LEVEL
    return Screen(
        (
            Heading(words("rank.title", name=escaped(shown.name))),
            Listing(lines, nothing),
            Buttons((Button(words("button.leaderboard"), Act("board.open", (first,))),)),
        )
    )


def leaderboard(shown: LeaderboardShown, context: Context) -> Screen:
    """Show a page of a board, and the asker's own place."""
    return Screen(tuple(_pieces(shown, context)), Tone.INFO)


def name(shown: NameShown, context: Context) -> Screen:
    """Show what a player is called."""
    return Screen((Text(_name(shown.username)),))


def _pieces(shown: LeaderboardShown, context: Context) -> Iterator[Piece]:
    words = context.words
    yield Heading(words("board.title", board=_board(shown.board, context)))
    if shown.total:
        yield Note(words.many("board.total", shown.total, count=numbers.whole(shown.total)))
    yield Listing(tuple(_line(line, shown.board, context) for line in shown.lines), words("board.empty"))
    if shown.own is None:
        yield Text(words("board.own.none"))
    else:
        yield Text(words("board.own", place=_place(shown.own, context)))
    yield Note(words("board.age"))
    choices = tuple(Choice(board, _board(board, context), chosen=board == shown.board) for board in BOARDS)
    yield Select(words("board.other"), Act("board.other"), choices)
    yield from pager(context, shown.page, shown.pages, lambda page: Act("board", (shown.board, page)))


def _line(line: BoardLine, board: str, context: Context) -> str:
    carried = f" *{title(context, line.title)}*" if line.title else ""
    figure = _value(board, line.value, context)
    return f"**{numbers.whole(line.rank)}.** {_name(line.name)}{carried} · {figure}"


def _name(name: str) -> str:
    return escaped(clean_name(name))  # nobody's name is empty


def _place(one: PlaceShown, context: Context) -> str:
    figure = _value(one.board, one.value, context)
    return context.words("board.place", rank=numbers.whole(one.rank), value=figure)


def _value(board: str, value: int, context: Context) -> str:
    if board != LEVEL:
        return numbers.both(value)
    level, xp = unpacked(value)
    return context.words("board.level", level=numbers.whole(level), xp=numbers.whole(xp))


def _board(board: str, context: Context) -> str:
    return context.words.known(f"choice.leaderboard.category.{board}", escaped(board))


def _counter(name: str, context: Context) -> str:
    return context.words.known(f"counter.{name}", escaped(name))


def _count(name: str, count: int, context: Context) -> str:
    return tier(context, count) if name == HIGHEST_TIER else numbers.both(count)
