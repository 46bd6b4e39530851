"""`reve sync`: write the slash commands to Discord, and do nothing else."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import SecretStr

from actors.behavior import Command
from actors.errors import Closed, Unavailable
from actors.identity import ActorId
from actors.inspection import HostReport, Sighting
from actors.ports import NoteRow
from persistence.standings import Place
from reve.bot.pictures import Studios
from reve.bot.ports import JournalEntry
from reve.bot.upkeep_views import AccountsShown, CacheLine, EconomyShown, JobLine
from reve.bot.views import Exported
from reve.bot.words.catalogue import Library
from reve.content.edition import read_edition
from reve.game.catalogue import Catalogue
from reve.game.vocabulary.privacy import Known
from reve.game.world import World
from reve.launch.instance import make_app
from reve.launch.loop import run_until_stopped
from reve.operation.metrics import Metrics
from reve.settings import Settings


class Offline:
    """Stands where host and journal would be: this process serves nobody."""

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        """Raises `Closed`."""
        raise Closed

    async def inspect_all(self, *, actors: bool = True, most: int | None = None) -> tuple[HostReport, ...]:
        """Raises `Closed`."""
        raise Closed

    async def look(self, actor: ActorId) -> Sighting:
        """Raises `Closed`."""
        raise Closed

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    async def reload(self, command_id: int, *, by: int, reason: str) -> object:
        """Raises `Closed`."""
        raise Closed

    async def catalogue_of(self, version: int) -> Catalogue | None:
        """Raises `Closed`."""
        raise Closed

    async def unpark(self, actor: ActorId) -> bool:
        """Raises `Closed`."""
        raise Closed

    async def top(self, board: str) -> Sequence[Place]:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    async def jobs(self) -> tuple[JobLine, ...]:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    async def economy(self) -> EconomyShown:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    async def audit(self, actor: ActorId) -> AccountsShown:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    def caches(self) -> tuple[CacheLine, ...]:
        """Keep nothing."""
        return ()

    def drop_caches(self) -> None:
        """Keep nothing."""

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")

    async def export(self, known: Known) -> Exported:
        """Raises `Unavailable`."""
        raise Unavailable("nothing is read here")


def sync(settings: Settings) -> int:
    """Write the commands; return the exit status. Raises `SettingsError`."""
    settings.demand("discord_token")
    return run_until_stopped(settings, partial(_sync, settings))


async def _sync(settings: Settings) -> None:
    token = settings.discord_token or SecretStr("")
    local = settings.model_copy(
        update={"secret": settings.secret or SecretStr("commands carry no signature")}
    )
    offline = Offline()
    own = read_edition(settings.content_pack)
    app = make_app(
        local,
        world=lambda: World(own.catalogue),
        packs=offline,
        runtime=offline,
        journal=offline,
        boards=offline,
        cards=Studios(lambda: (own.catalogue, own.icons), Library.read().words()),
        upkeep=offline,
        observed=Metrics(),
    )
    print(f"Discord has {await app.sync(token.get_secret_value())} commands now")
