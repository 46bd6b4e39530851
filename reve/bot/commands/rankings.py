"""The commands of comparison: /stats, /rank and /leaderboard."""

from collections.abc import Callable, Sequence
from typing import Final

import anyio

from actors.behavior import Command
from actors.errors import ActorError
from actors.identity import ActorId, derived_command_id
from persistence.standings import Place as Standing
from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.plan import AskPlayer, Place, Plan, Read
from reve.bot.ports import Asker, Leaderboards
from reve.bot.views import BoardLine, LeaderboardShown, PlaceShown, RankShown
from reve.game.commands import NAMES, PlayerCommand
from reve.game.pages import cut
from reve.game.shown import Refused
from reve.game.standings import BOARDS
from reve.game.vocabulary.ranking import NameShown, ShowName, ShowStats

_NAMES_WITHIN_S: Final = 1.0


def feature(boards: Leaderboards, asker: Asker) -> Feature:
    """Return these commands and their buttons."""

    def listed(call: Call, board: str, page: int, place: Place) -> Plan:
        if board not in BOARDS:
            raise BadOption("category", "unknown")

        async def get() -> LeaderboardShown:
            return await _leaderboard(boards, asker, call, board, page)

        return Read("leaderboard", get, place)

    def asked(call: Call, options: Options) -> Plan:
        return listed(call, options.demanded_text("category"), options.number("page", 1), Place.PRIVATE)

    def ranked(call: Call, options: Options) -> Plan:
        person = options.person("user")
        key, name = (call.user_id, call.username) if person is None else (person.id, person.name)

        async def get() -> RankShown:
            places = await boards.places(ActorId("player", key))
            found = ((board, places[board]) for board in BOARDS if board in places)
            lines = tuple(PlaceShown(board, place.rank, place.value) for board, place in found)
            return RankShown(name, key == call.user_id, lines)

        return Read("rank", get)

    category = Option("category", "text", required=True, choices=BOARDS)
    user, page = Option("user", "person"), Option("page", "number", lowest=1)
    return Feature(
        slashes=(
            Slash("stats", _stats, (user,)),
            Slash("rank", ranked, (user,)),
            Slash("leaderboard", asked, (category, page)),
        ),
        presses={
            "board": lambda call, act: listed(call, act.text(0), act.number(1), Place.IN_PLACE),
            "board.other": lambda call, act: listed(call, act.text(0), 1, Place.IN_PLACE),
            "board.open": lambda call, act: listed(call, act.text(0), 1, Place.PRIVATE),
        },
    )


def _stats(call: Call, options: Options) -> Plan:
    person = options.person("user")
    if person is None or person.id == call.user_id:
        return AskPlayer(ShowStats())
    return AskPlayer(ShowStats(), of=ActorId("player", person.id), about=of_other(person.name))


def of_other(name: str) -> Callable[[object], object]:
    """Return what turns the refusal of somebody who has not begun into one that names them."""

    def about(reply: object) -> object:
        if isinstance(reply, Refused) and reply.code == "NOT_REGISTERED":
            return Refused("NOT_REGISTERED", {"what": "other", "name": name})
        return reply

    return about


async def _leaderboard(
    boards: Leaderboards, asker: Asker, call: Call, board: str, page: int
) -> LeaderboardShown:
    places = await boards.top(board)
    page, pages, shown = cut(places, page)
    names = await _names(asker, call, shown)
    lines = tuple(
        BoardLine(place.rank, names[place.actor].username, names[place.actor].title, place.value)
        for place in shown
        if not names[place.actor].hidden
    )
    mine = (await boards.places(ActorId("player", call.user_id))).get(board)
    own = None if mine is None else PlaceShown(board, mine.rank, mine.value)
    return LeaderboardShown(board, page, pages, len(places), lines, own)


async def _names(asker: Asker, call: Call, places: Sequence[Standing]) -> dict[ActorId, NameShown]:
    """Ask all players of a page what they are called; those who do not answer stay nameless."""
    names = {place.actor: NameShown("", None, hidden=False) for place in places}

    async def ask(n: int, actor: ActorId) -> None:
        command = Command(
            id=derived_command_id(call.id, actor, n),
            actor=actor,
            name=NAMES[ShowName],
            body=PlayerCommand(ShowName(), "", by=call.user_id),
        )
        try:
            reply = await asker.ask(command, within_s=_NAMES_WITHIN_S)
        except ActorError:
            return
        if isinstance(reply, NameShown):
            names[actor] = reply

    async with anyio.create_task_group() as group:
        for n, place in enumerate(places):
            group.start_soon(ask, n, place.actor)
    return names
