"""Looking after the whole: /admin tasks, health, economy, cache and audit."""

from dataclasses import dataclass
from typing import Any

from actors.identity import ActorId
from actors.inspection import HostReport
from actors.settings import WORLD
from reve.bot.call import BadOption, Call, Options
from reve.bot.commands.admin.actors import silent
from reve.bot.commands.slash import Feature, Option, Slash
from reve.bot.custom_ids import Act
from reve.bot.plan import OnPress, OnSlash, Place, Plan, Read
from reve.bot.ports import Operator, Upkeep
from reve.bot.upkeep_views import (
    AccountsShown,
    CachesShown,
    CheckLine,
    EconomyShown,
    HealthShown,
    InstanceHealth,
    JobsShown,
)
from reve.operation.health import examine, host_checks


def feature(runtime: Operator, upkeep: Upkeep) -> Feature:
    """Return these commands and their buttons."""
    desk = _Desk(runtime, upkeep)
    looks = {"tasks": desk.tasks, "health": desk.health, "economy": desk.economy}
    user = Option("user", "person", required=True)
    return Feature(
        slashes=(
            *(Slash(f"admin {name}", _asked(f"admin.{name}", get)) for name, get in looks.items()),
            Slash("admin cache stats", _asked("admin.cache", desk.caches)),
            Slash("admin cache drop", _asked("admin.cache_drop", desk.drop)),
            Slash("admin audit player", desk.audit, (user,)),
        ),
        presses={f"admin.{name}": _refreshed(f"admin.{name}", get) for name, get in looks.items()},
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where operators are served."""

    runtime: Operator
    upkeep: Upkeep

    async def tasks(self) -> JobsShown:
        jobs = await self.upkeep.jobs()
        return JobsShown((await self.runtime.look(WORLD)).instance, jobs)

    async def health(self) -> HealthShown:
        hosts = await self.runtime.inspect_all(actors=False)
        return HealthShown(tuple(map(_health, hosts)), silent(hosts))

    async def economy(self) -> EconomyShown:
        return await self.upkeep.economy()

    async def caches(self) -> CachesShown:
        return await self._caches(dropped=False)

    async def drop(self) -> CachesShown:
        self.upkeep.drop_caches()
        return await self._caches(dropped=True)

    def audit(self, call: Call, options: Options) -> Plan:
        person = options.person("user")
        if person is None:
            raise BadOption("user", "unknown")
        actor = ActorId("player", person.id)

        async def get() -> AccountsShown:
            return await self.upkeep.audit(actor)

        return Read("admin.audit", get)

    async def _caches(self, *, dropped: bool) -> CachesShown:
        here = (await self.runtime.inspect_all(actors=False))[0].instance
        return CachesShown(here, self.upkeep.caches(), dropped)


def _asked(name: str, get: Any) -> OnSlash:
    return lambda call, options: Read(name, get)


def _refreshed(name: str, get: Any) -> OnPress:
    def refresh(call: Call, act: Act) -> Plan:
        return Read(name, get, Place.IN_PLACE)

    return refresh


def _health(report: HostReport) -> InstanceHealth:
    found = examine(host_checks(lambda: report))
    return InstanceHealth(
        report.instance, tuple(CheckLine(name, one.ok, one.detail) for name, one in found.items())
    )
