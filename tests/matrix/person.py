"""Cells of the person: beginning, the profile, the day's reward, preferences and comparison."""

from dataclasses import replace

from reve.bot.call import Person
from reve.game.days import day_of
from reve.game.state import Player
from tests.matrix.cell import Cell, cell
from tests.matrix.people import HIGHEST, beginner, having, newcomer, owning, stranger

TODAY = day_of(beginner().person.created_at_ms)
OTHER = Person(40_000_000_000_000_001, "Bilal")


def _claimed_on(day: int) -> object:
    return having(claims=replace(beginner().claims, daily_on=day, daily_streak=1))


def _led_by_the_last(player: Player) -> Player:
    return replace(owning(**{HIGHEST: 2})(player), leader=HIGHEST)


CELLS: tuple[Cell, ...] = (
    cell("/start", given=stranger),
    cell("begin", given=stranger),
    cell("start", "ok", "vigorous", given=stranger),
    cell("start", "INVALID_ARGUMENT class", "wizard", given=stranger),
    cell("start", "ALREADY_REGISTERED", "vigorous"),
    cell("/profile"),
    cell("profile"),
    cell("/profile", "NOT_REGISTERED", user=OTHER),
    cell("/daily", given=newcomer),
    cell("daily", given=newcomer),
    cell("/daily", "ALREADY_CLAIMED", given=_claimed_on(TODAY + 1)),
    cell("/stats"),
    cell("/stats", "NOT_REGISTERED", user=OTHER),
    cell("/rank"),
    cell("/rank", user=OTHER),
    cell("/leaderboard", category="level"),
    cell("board", "ok", "level", "1"),
    cell("board.other", "ok", "power"),
    cell("board.open", "ok", "power"),
    cell("board", "INVALID_ARGUMENT category", "beauty", "1"),
    cell("/title"),
    cell("/title", title="Novice"),
    cell("title", "ok", "novice"),
    cell("/title", "INVALID_ARGUMENT title", title="Emperor"),
    cell("title", "INVALID_ARGUMENT title", "paragon"),
    cell("/favorite"),
    cell("favorite", "ok", "umbral"),
    cell("/favorite", "INVALID_ARGUMENT element", element="plasma"),
    cell(
        "favorite",
        "ALREADY_CLAIMED",
        "umbral",
        given=having(person=replace(beginner().person, favorite_on=TODAY + 1)),
    ),
    cell("/settings"),
    cell("settings.hide", "ok", "1"),
    cell("/history"),
    cell("history", "ok", "all", "1"),
    cell("history.kind", "ok", "pulls"),
    cell("history.kind", "INVALID_ARGUMENT kind", "gossip"),
    cell("/verify"),
    cell("/verify", "INVALID_ARGUMENT pull", pull=7),
    cell("verify.pull", "ok", "1", after=(cell("pull", "ok", "1"),)),
    cell("/help"),
    cell("help", "ok", "reve"),
    cell("help", "INVALID_ARGUMENT topic", "weather"),
    cell("/botinfo"),
    cell("/why", what="power"),
    cell("why", "ok", "reve"),
    cell("why.other", "ok", "fusion"),
    cell("why", "INVALID_ARGUMENT what", "life"),
    cell("why", "ESPRIT_NOT_OWNED", "fusion", given=having(leader=None)),
    cell("why", "MAX_TIER", "fusion", given=_led_by_the_last),
    cell("/rates"),
    cell("rates", "ok", "fusion"),
    cell("rates.echo", "ok", "vivid"),
    cell("rates.echo.levels", "ok", "vivid", "1"),
    cell("rates.reve", "ok", "2"),
    cell("rates", "INVALID_ARGUMENT topic", "weather"),
    cell("rates.echo", "INVALID_ARGUMENT type", "silent"),
)
