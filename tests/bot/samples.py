"""Values that several tests of the bot begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actors.behavior import Command
from actors.errors import Unavailable
from actors.identity import ActorId
from actors.inspection import ActorReport, HostReport, Sighting
from actors.ports import NoteRow
from persistence.standings import Place
from reve.bot.call import Call
from reve.bot.commands.admin import Operators
from reve.bot.commands.catalogue import features
from reve.bot.commands.slash import Feature
from reve.bot.ports import JournalEntry
from reve.bot.screens.context import Context
from reve.bot.views import Exported
from reve.bot.words.catalogue import Library
from reve.content.faults import Fault, PackError
from reve.game.catalogue import Catalogue
from reve.game.vocabulary.privacy import Known
from tests.bot.stage import QuietUpkeep, shipped, shipped_world

ADA = 70_000_000_000_000_001
BILAL = 70_000_000_000_000_002
CALL = Call(id=1_574_307_766_753_820_674, user_id=ADA, username="Ada", locale="en-US", guild_id=9)


def a_host(*reports: ActorReport, **facts: Any) -> HostReport:
    """A report on a host at rest."""
    host = HostReport("one", "test", 1.0, 0.0, 0.0, 0, len(reports), (), (), reports)
    return replace(host, **facts)


class StillHost:
    """An operator's view of hosts in which nothing moves; the first has `reports`."""

    def __init__(self, *reports: ActorReport, others: tuple[HostReport, ...] = ()) -> None:
        self.hosts = (a_host(*reports), *others)
        self.unparked: list[ActorId] = []
        self.aside: tuple[NoteRow, ...] = ()

    async def inspect_all(self, *, actors: bool = True, most: int | None = None) -> tuple[HostReport, ...]:
        return self.hosts

    async def look(self, actor: ActorId) -> Sighting:
        found = ((host.instance, one) for host in self.hosts for one in host.actors if one.actor == actor)
        return Sighting(*next(found, ("one", None)))

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        return self.aside

    async def unpark(self, actor: ActorId) -> bool:
        self.unparked.append(actor)
        return True

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        raise Unavailable("nobody is here")


class EmptyBoards:
    """Boards on which nobody has a place."""

    async def top(self, board: str) -> Sequence[Place]:
        return ()

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        return {}


class NoPacks:
    """A folder whose pack is refused for a fault."""

    async def reload(self, command_id: int, *, by: int, reason: str) -> object:
        raise PackError("nowhere", (Fault("pack.yaml", ("version",), "it is missing", "add it", 3),))

    async def catalogue_of(self, version: int) -> Catalogue | None:
        return None


class EmptyJournal:
    """A journal in which nothing is written."""

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        return ()

    async def export(self, known: Known) -> Exported:
        raise Unavailable("nothing is written")


def every_feature(host: StillHost | None = None, operators: Operators | None = None) -> tuple[Feature, ...]:
    """All commands of the bot, over hosts and journals without life."""
    return features(
        world=shipped_world,
        packs=NoPacks(),
        upkeep=QuietUpkeep(),
        journal=EmptyJournal(),
        boards=EmptyBoards(),
        runtime=host or StillHost(),
        operators=operators or Operators(users=frozenset({ADA})),
        secret=b"secret",
    )


def report(key: int, **facts: Any) -> ActorReport:
    """A report on a player's actor at rest."""
    fields: dict[str, Any] = {
        "actor": ActorId("player", key),
        "shard": 1,
        "epoch": 1,
        "seq": 7,
        "phase": "idle",
        "phase_age_s": 0.5,
        "mailbox": 0,
        "oldest_wait_s": 0.0,
        "recent": (),
        "snapshot_seq": 0,
        "known_ids": 2,
        "reloads": 0,
        "faults": 0,
    }
    return ActorReport(**(fields | facts))


def context(name: str = "Ada") -> Context:
    """What screens are drawn with, in English and with the shipped content."""
    return Context(Library.read().words(), shipped(), ADA, name)
