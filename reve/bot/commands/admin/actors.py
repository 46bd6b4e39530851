"""Looking at live actors of all instances, and letting parked ones go: /admin actor and /admin actors."""

from dataclasses import dataclass
from typing import Final

from actors.identity import ActorId
from actors.inspection import HostReport, busyness
from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Read
from reve.bot.ports import Operator
from reve.bot.screens.admin import PARKED
from reve.bot.views import ActorShown, ActorsShown
from reve.game.pages import cut

MOST_OF_EACH: Final = 200
"""How many actors each instance tells of: a report travels as one message."""


def feature(runtime: Operator) -> Feature:
    """Return these commands and their buttons."""
    desk = _Desk(runtime)
    user, page = Option("user", "person", required=True), Option("page", "number", lowest=1)
    return Feature(
        slashes=(Slash("admin actor", desk.one, (user,)), Slash("admin actors", desk.all, (page,))),
        presses={"actor": desk.refresh, "actors": desk.turn, "unpark": desk.unpark},
    )


def silent(hosts: tuple[HostReport, ...]) -> tuple[str, ...]:
    """Return the instances that live, as far as the first one sees, and have not answered."""
    answered = {host.instance for host in hosts}
    return tuple(sorted({m.instance for host in hosts[:1] for m in host.members} - answered))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where operators are served."""

    runtime: Operator

    def one(self, call: Call, options: Options) -> Plan:
        person = options.person("user")
        if person is None:
            raise BadOption("user", "unknown")
        actor = ActorId("player", person.id)
        return Read("admin.actor", lambda: self._show(actor))

    def refresh(self, call: Call, act: Act) -> Plan:
        actor = ActorId("player", _key(act))
        return Read("admin.actor", lambda: self._show(actor), Place.IN_PLACE)

    def all(self, call: Call, options: Options) -> Plan:
        page = options.number("page", 1)
        return Read("admin.actors", lambda: self._page(page))

    def turn(self, call: Call, act: Act) -> Plan:
        page = act.number(0)
        return Read("admin.actors", lambda: self._page(page), Place.IN_PLACE)

    def unpark(self, call: Call, act: Act) -> Plan:
        actor = ActorId("player", _key(act))
        return Read("admin.unpark", lambda: self._unpark(actor, act.version), Place.IN_PLACE)

    async def _show(self, actor: ActorId, note: str | None = None) -> ActorShown:
        seen = await self.runtime.look(actor)
        aside = await self.runtime.set_aside(actor)
        return ActorShown(actor, seen.instance, seen.report, tuple(row.name for row in aside), note)

    async def _unpark(self, actor: ActorId, seen_seq: int) -> ActorShown:
        """Unpark an actor that is still as it was when the button was shown."""
        before = (await self.runtime.look(actor)).report
        if before is None or before.phase != PARKED or before.seq != seen_seq:
            return await self._show(actor, "stale")
        done = await self.runtime.unpark(actor)
        return await self._show(actor, "unparked" if done else "stale")

    async def _page(self, page: int) -> ActorsShown:
        hosts = await self.runtime.inspect_all(most=MOST_OF_EACH)
        live = [(host.instance, report) for host in hosts for report in host.actors]
        page, pages, shown = cut(sorted(live, key=lambda one: busyness(one[1])), page)
        return ActorsShown(hosts, silent(hosts), page, pages, shown)


def _key(act: Act) -> int:
    key = act.text(0)
    if not key.isdecimal() or len(key) > 19:
        raise BadOption("user", "unknown")
    return int(key)
