"""What the bot needs from the rest of the program."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from actors.behavior import Command
from actors.identity import ActorId
from actors.inspection import HostReport, Sighting
from actors.ports import NoteRow
from persistence.standings import Place
from reve.bot.cards.spec import CardSpec, Picture
from reve.bot.upkeep_views import AccountsShown, CacheLine, EconomyShown, JobLine
from reve.bot.views import Exported
from reve.game.catalogue import Catalogue
from reve.game.events import Event
from reve.game.vocabulary.privacy import Known
from reve.game.world import World

type CatalogueNow = Callable[[], Catalogue]
"""Returns the catalogue in force."""

type WorldNow = Callable[[], World]
"""Returns the world settings in force, as this instance knows them."""


class Asker(Protocol):
    """Sends commands to actors and tells what comes of them."""

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        """Return the reply.

        :raises actors.errors.NotApplied: if nothing was changed
        :raises actors.errors.OutcomeUnknown: if there was no answer in time
        """
        ...


class Operator(Protocol):
    """What operators see of, and do to, all live hosts.

    What concerns one actor raises `NotOwner` or `OutcomeUnknown` where its owner cannot be reached.
    """

    async def inspect_all(self, *, actors: bool = True, most: int | None = None) -> tuple[HostReport, ...]:
        """Return the reports of all instances that answer, this one's first; `most` actors of each."""
        ...

    async def look(self, actor: ActorId) -> Sighting:
        """Return an actor as its owner sees it."""
        ...

    async def unpark(self, actor: ActorId) -> bool:
        """Let a parked actor work again; False if it was not parked."""
        ...

    async def set_aside(self, actor: ActorId) -> Sequence[NoteRow]:
        """Return the notes to an actor that were tried too often.

        :raises actors.errors.Unavailable: if they cannot be read now
        """
        ...


class Runtime(Asker, Operator, Protocol):
    """A host as the bot sees it."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One delta of the journal: what a command changed."""

    seq: int
    command_id: int
    name: str
    at_ms: int
    events: tuple[Event, ...]


class Journal(Protocol):
    """Reads what was written down about an actor."""

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        """Return the latest deltas, newest first; with `below`, only those before that number.

        :raises actors.errors.Unavailable: if the journal cannot be read now
        """
        ...

    async def export(self, known: Known) -> Exported:
        """Write down all that is kept about a player, of whom the rules know what they know.

        :raises actors.errors.Unavailable: if it cannot be read now
        """
        ...


class Leaderboards(Protocol):
    """Tells places on the boards."""

    async def top(self, board: str) -> Sequence[Place]:
        """Return the first places of a board, at most some minutes old.

        :raises actors.errors.Unavailable: if they cannot be read now
        """
        ...

    async def places(self, actor: ActorId) -> Mapping[str, Place]:
        """Return an actor's places by board.

        :raises actors.errors.Unavailable: if they cannot be read now
        """
        ...


class PackReader(Protocol):
    """Reads content packs: anew for operators, and those of old for who asks how it was."""

    async def reload(self, command_id: int, *, by: int, reason: str) -> object:
        """Read the folder again, put its pack in force, and return the world's reply.

        :raises reve.content.faults.PackError: if the pack is refused; nothing was changed
        :raises actors.errors.ActorError: as `Asker.ask` does
        """
        ...

    async def catalogue_of(self, version: int) -> Catalogue | None:
        """Return the catalogue of a version, None if it is not known here or not to be read any more.

        :raises actors.errors.Unavailable: if packs cannot be read now
        """
        ...


class Upkeep(Protocol):
    """Tells operators of background jobs, of audits and of this instance's caches."""

    async def jobs(self) -> tuple[JobLine, ...]:
        """Return all background jobs.

        :raises actors.errors.Unavailable: if they cannot be read now
        """
        ...

    async def economy(self) -> EconomyShown:
        """Return the latest figures of the economy. Raises as `jobs` does."""
        ...

    async def audit(self, actor: ActorId) -> AccountsShown:
        """Replay the ledger of a player against what is held.

        :raises actors.errors.ActorError: if what is stored cannot be read
        """
        ...

    def caches(self) -> tuple[CacheLine, ...]:
        """Return the caches of this instance."""
        ...

    def drop_caches(self) -> None:
        """Empty the caches of this instance: all that they keep can be made again."""
        ...


class CardStudio(Protocol):
    """Draws cards; None where it cannot."""

    async def pull_card(self, results: tuple[CardSpec, ...]) -> Picture | None: ...
    async def esprit_card(self, spec: CardSpec) -> Picture | None: ...


class Observed(Protocol):
    """Hears of every interaction that was answered, and of caches."""

    def answered(self, command: str, outcome: str, seconds: float) -> None: ...

    def looked_up(self, cache: str, *, hit: bool) -> None:
        """Count a look into a cache."""
        ...

    def filled(self, cache: str, seconds: float | None) -> None:
        """Count what it took to fill a cache; None if that failed."""
        ...
