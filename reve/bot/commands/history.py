"""The command of a player's own past: /history."""

from typing import Final

from actors.identity import ActorId
from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Read
from reve.bot.ports import Journal
from reve.bot.views import HistoryDay, HistoryShown
from reve.game.history import ALL, KINDS, lines
from reve.game.pages import cut

_LONGEST: Final = 200  # lines of a kind
_AT_ONCE: Final = 200  # deltas of one read
_MOST_READS: Final = 25


def feature(journal: Journal) -> Feature:
    """Return this command and its buttons."""

    def read(call: Call, kind: str, page: int, place: Place) -> Plan:
        if kind not in KINDS:
            raise BadOption("kind", "unknown")

        async def get() -> HistoryShown:
            return await _history(journal, call.user_id, kind, page)

        return Read("history", get, place)

    def asked(call: Call, options: Options) -> Plan:
        return read(call, options.text("kind") or ALL, options.number("page", 1), Place.PRIVATE)

    def turn(call: Call, act: Act) -> Plan:
        return read(call, act.text(0), act.number(1), Place.IN_PLACE)

    def chosen(call: Call, act: Act) -> Plan:
        return read(call, act.text(0), 1, Place.IN_PLACE)

    options = (Option("kind", "text", choices=KINDS), Option("page", "number", lowest=1))
    return Feature((Slash("history", asked, options),), {"history": turn, "history.kind": chosen})


async def _history(journal: Journal, user_id: int, kind: str, page: int) -> HistoryShown:
    told: list[HistoryDay] = []
    below: int | None = None
    for _ in range(_MOST_READS):
        entries = await journal.newest(ActorId("player", user_id), limit=_AT_ONCE, below=below)
        told += (
            HistoryDay(entry.at_ms, line)
            for entry in entries
            for line in reversed(lines(entry.name, entry.events, kind))
        )
        if len(told) >= _LONGEST or len(entries) < _AT_ONCE:
            break
        below = entries[-1].seq
    del told[_LONGEST:]
    page, pages, shown = cut(told, page)
    return HistoryShown(kind, page, pages, len(told), shown)
