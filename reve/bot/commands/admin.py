"""The commands of operators: /admin actor and /admin actors.

Who may use them is asked in every handler, of commands and of buttons; that they are registered
in the operators' guild alone only keeps them out of other people's sight.
"""

from collections.abc import Callable
from dataclasses import dataclass

from actors.identity import ActorId
from actors.inspection import ActorReport, HostReport
from reve.bot import failures
from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import Place, Plan, Read, Show
from reve.bot.ports import Operator
from reve.bot.screens.admin import PARKED
from reve.bot.views import ActorShown, ActorsShown
from reve.game.pages import cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """Who may operate the bot: some users, and those with a role in the operators' guild."""

    users: frozenset[int] = frozenset()
    guild: int | None = None
    role: int | None = None

    def include(self, call: Call) -> bool:
        """Tell whether the author of a call is an operator."""
        has_role = self.role is not None and self.role in call.role_ids
        return call.user_id in self.users or (has_role and call.guild_id == self.guild)


def feature(operators: Operators, runtime: Operator) -> Feature:
    """Return these commands and their buttons, each behind the same question."""
    desk = _Desk(operators, runtime)
    user, page = Option("user", "person", required=True), Option("page", "number", lowest=1)
    return Feature(
        slashes=(
            Slash("admin actor", desk.guarded(desk.one), (user,), operators_only=True),
            Slash("admin actors", desk.guarded(desk.all), (page,), operators_only=True),
        ),
        presses={
            "actor": desk.guarded(desk.refresh),
            "actors": desk.guarded(desk.turn),
            "unpark": desk.guarded(desk.unpark),
        },
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where operators are served; nothing of it is reached but through `guarded`."""

    operators: Operators
    runtime: Operator

    def guarded[T](self, handle: Callable[[Call, T], Plan]) -> Callable[[Call, T], Plan]:
        """Return a handler that refuses everybody but operators."""

        def ask_first(call: Call, given: T) -> Plan:
            if not self.operators.include(call):
                return Show("refused", failures.operators_only())
            return handle(call, given)

        return ask_first

    def one(self, call: Call, options: Options) -> Plan:
        person = options.person("user")
        if person is None:
            raise BadOption("user", "unknown")
        return _show(self.runtime, ActorId("player", person.id), Place.PRIVATE)

    def refresh(self, call: Call, act: Act) -> Plan:
        return _show(self.runtime, ActorId("player", _key(act)), Place.IN_PLACE)

    def all(self, call: Call, options: Options) -> Plan:
        return Show("admin.actors", _page(self.runtime.inspect(), options.number("page", 1)))

    def turn(self, call: Call, act: Act) -> Plan:
        return Show("admin.actors", _page(self.runtime.inspect(), act.number(0)), Place.IN_PLACE)

    def unpark(self, call: Call, act: Act) -> Plan:
        actor = ActorId("player", _key(act))
        return Read("admin.unpark", lambda: _unpark(self.runtime, actor, act.version), Place.IN_PLACE)


def _show(runtime: Operator, actor: ActorId, place: Place) -> Plan:
    return Show("admin.actor", ActorShown(actor, _report(runtime, actor)), place)


def _report(runtime: Operator, actor: ActorId) -> ActorReport | None:
    return next((report for report in runtime.inspect().actors if report.actor == actor), None)


async def _unpark(runtime: Operator, actor: ActorId, seen_seq: int) -> ActorShown:
    """Unpark an actor that is still as it was when the button was shown."""
    before = _report(runtime, actor)
    if before is None or before.phase != PARKED or before.seq != seen_seq:
        return ActorShown(actor, before, "stale")
    done = await runtime.unpark(actor)
    return ActorShown(actor, _report(runtime, actor), "unparked" if done else "stale")


def _page(host: HostReport, page: int) -> ActorsShown:
    busiest = sorted(host.actors, key=lambda one: (-one.oldest_wait_s, -one.mailbox, one.actor))
    page, pages, shown = cut(busiest, page)
    return ActorsShown(host, page, pages, shown)


def _key(act: Act) -> int:
    key = act.text(0)
    if not key.isdecimal() or len(key) > 19:
        raise BadOption("user", "unknown")
    return int(key)
