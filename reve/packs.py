"""The packs of one instance: the one in its folder, and those that the world puts in force."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import anyio
import anyio.to_thread

from actors.behavior import Command
from actors.errors import ActorError, Unreadable
from actors.identity import derived_command_id
from actors.ports import Member
from actors.settings import WORLD
from reve.content.edition import Edition, open_edition, read_edition
from reve.content.faults import PackError
from reve.content.succession import succession, version_fault
from reve.game import refusals
from reve.game.catalogue import Catalogue
from reve.game.vocabulary.world import NAMES, PutPackInForce, WorldCommand
from reve.game.world import World, WorldState, world_of

log = logging.getLogger(__name__)

ASK_WITHIN_S: Final = 2.0
AGAIN_AFTER_S: Final = 0.25
KEPT: Final = 3
KEPT_OLD: Final = 2
BY_START: Final = 0
"""Who puts a pack in force that comes with an instance."""


class Shelf(Protocol):
    """Where packs are stored. Raises `Unavailable`."""

    async def put(self, version: int, body: bytes) -> bytes:
        """Store a pack unless its version is taken; return what is stored of that version."""
        ...

    async def get(self, version: int) -> bytes | None:
        """Return the pack of a version, None if none is stored."""
        ...


class Settled(Protocol):
    """The host, as far as packs need it."""

    @property
    def members(self) -> tuple[Member, ...]:
        """The instances that live."""
        ...

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        """Return the reply."""
        ...


class Packs:
    """Turns the state of the world into what decisions see.

    Mutable: `_known`, the latest editions by version, of which that in force is one; and `_old`, the
    older ones that were looked at last.
    """

    def __init__(self, shelf: Shelf, own: Edition, folder: Path | None) -> None:
        self.own = own
        self._shelf = shelf
        self._folder = folder
        self._known: dict[int, Edition] = {}
        self._old: dict[int, Edition] = {}
        self._reading = anyio.Lock()
        self._in_force = 0

    @property
    def in_force(self) -> Edition:
        """The edition in force, as this instance knows: its own while none is."""
        return self._known.get(self._in_force, self.own)

    async def view(self, state: WorldState) -> World:
        """Return what decisions see. Raises `Unavailable`, or `Unreadable` for a pack of a newer release."""
        if state.pack:
            await self._learn(state.pack)
        self._in_force = state.pack
        return world_of(self.in_force.catalogue, state)

    async def offer_own(self) -> bool:
        """Store the pack of the folder if it is newer than what is in force, and tell whether it is.

        Raises `PackError` or `Unavailable`.
        """
        if self._is_newer(self.own):
            await self._offer(self.own)
            return True
        if self.own.version < self._in_force or self.own.body != self.in_force.body:
            log.warning(
                "the pack of the folder (version %d) is not used: version %d is in force; raise its version",
                self.own.version,
                self._in_force,
            )
        return False

    async def put_own_in_force(self, host: Settled) -> None:
        """Put the pack that was offered in force; asks the world until it answers."""
        action = PutPackInForce(self.own.version, "start")
        command = self._command(derived_command_id(self.own.version, WORLD, 0), action, BY_START)
        while self._is_newer(self.own):
            try:
                await host.ask(command, within_s=ASK_WITHIN_S)
                return
            except ActorError as error:
                log.info("pack %d is not in force yet: %s", self.own.version, error)
                await anyio.sleep(AGAIN_AFTER_S)

    async def reload(self, host: Settled, command_id: int, *, by: int, reason: str) -> object:
        """Read the folder again, and put what it holds in force; return the world's reply.

        Raises `PackError`, and what `ask` raises.
        """
        edition = await anyio.to_thread.run_sync(read_edition, self._folder)
        await self._offer(edition)
        action = PutPackInForce(edition.version, reason)
        reply: object = await host.ask(self._command(command_id, action, by), within_s=ASK_WITHIN_S)
        return reply

    async def catalogue_of(self, version: int) -> Catalogue | None:
        """Return the catalogue of a version, None if it is not stored or not to be read any more.

        Raises `Unavailable`.
        """
        if found := self._at_hand(version):
            return found.catalogue
        async with self._reading:  # one at a time: what many ask for is read once
            edition = self._at_hand(version) or await self._read(version)
        if edition is None:
            return None
        self._old[version] = edition
        for other in list(self._old)[:-KEPT_OLD]:
            del self._old[other]
        return edition.catalogue

    def _at_hand(self, version: int) -> Edition | None:
        return self._known.get(version) or self._old.get(version)

    async def _read(self, version: int) -> Edition | None:
        body = await self._shelf.get(version)
        try:
            return None if body is None else await anyio.to_thread.run_sync(open_edition, body)
        except PackError as error:
            log.warning("pack %d cannot be read any more: %s", version, error)
            return None

    def _is_newer(self, edition: Edition) -> bool:
        return edition.version > self._in_force

    async def _offer(self, edition: Edition) -> None:
        """Store an edition that may follow the one in force. Raises `PackError` or `Unavailable`."""
        faults = tuple(succession(self.in_force.catalogue, edition.catalogue)) if self._in_force else ()
        if not faults and await self._shelf.put(edition.version, edition.body) != edition.body:
            faults = (version_fault(f"another pack is stored as version {edition.version}"),)
        if faults:
            raise PackError(str(self._folder or "shipped"), faults)
        self._keep(edition)

    async def _learn(self, version: int) -> None:
        if version in self._known:
            return
        body = await self._shelf.get(version)
        if body is None:
            raise Unreadable(f"pack {version} is in force and not stored")
        try:
            self._keep(await anyio.to_thread.run_sync(open_edition, body))
        except PackError as error:
            raise Unreadable(f"pack {version}: {error}") from error

    def _keep(self, edition: Edition) -> None:
        self._known[edition.version] = edition
        for version in sorted(self._known)[:-KEPT]:
            if version != self._in_force:
                del self._known[version]

    @staticmethod
    def _command(command_id: int, action: PutPackInForce, by: int) -> Command[Any]:
        return Command(command_id, WORLD, NAMES[type(action)], WorldCommand(action, by))


@dataclass(frozen=True, slots=True)
class Reader:
    """Packs and the host whose world puts them in force (`reve.bot.ports.PackReader`)."""

    packs: Packs
    host: Settled
    release: str

    async def reload(self, command_id: int, *, by: int, reason: str) -> object:
        """Read the folder again, and put what it holds in force; return the world's reply, or a refusal.

        Instances of another release may not be able to read the pack: while there are any, it is refused.
        """
        if other_releases(self.host, self.release):
            return refusals.invalid("version", "mixed_releases")
        return await self.packs.reload(self.host, command_id, by=by, reason=reason)

    async def catalogue_of(self, version: int) -> Catalogue | None:
        """Return the catalogue of a version, None if it cannot be read here. Raises `Unavailable`."""
        return await self.packs.catalogue_of(version)


def other_releases(host: Settled, release: str) -> frozenset[str]:
    """Return the releases beside this one that serve now."""
    return frozenset(member.release for member in host.members) - {release}


def only(catalogue: Catalogue) -> Any:
    """Return a view of the world under one pack, whatever the world says."""

    async def view(state: WorldState) -> World:
        return world_of(catalogue, state)

    return view
