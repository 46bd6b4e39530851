"""Reloading a pack beside other releases, and drawing by the pack in force."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from actors.behavior import Command
from actors.errors import Unreadable
from actors.ports import Member
from reve.bot.pictures import Studios
from reve.bot.words.catalogue import Library
from reve.content.edition import read_edition
from reve.game.shown import Refused
from reve.game.world import WorldState
from reve.packs import Packs, Reader

pytestmark = pytest.mark.anyio


class EmptyShelf:
    """A shelf on which nothing stays."""

    async def put(self, version: int, body: bytes) -> bytes:
        return body

    async def get(self, version: int) -> bytes | None:
        return None


@dataclass
class QuietHost:
    """A host that remembers what it was asked."""

    members: tuple[Member, ...]
    asked: list[Command[Any]] = field(default_factory=list)

    async def ask(self, command: Command[Any], *, within_s: float) -> Any:
        self.asked.append(command)


async def test_no_pack_is_put_in_force_while_another_release_serves() -> None:
    host = QuietHost((Member("one", "2", 1), Member("two", "1", 1)))
    reader = Reader(Packs(EmptyShelf(), read_edition(), None), host, "2")
    refused = await reader.reload(5, by=1, reason="balance")
    assert isinstance(refused, Refused)
    assert (refused.params, host.asked) == ({"field": "version", "reason": "mixed_releases"}, [])


async def test_a_pack_in_force_that_is_not_stored_leaves_the_one_before() -> None:
    packs = Packs(EmptyShelf(), read_edition(), None)
    before = (await packs.view(WorldState())).catalogue
    with pytest.raises(Unreadable, match="pack 9"):
        await packs.view(WorldState(pack=9))
    assert packs.in_force.catalogue is before


async def test_cards_are_drawn_by_the_pack_in_force() -> None:
    own = read_edition()
    content = [(own.catalogue, own.icons)]
    studios = Studios(lambda: content[-1], Library.read().words())
    first = studios.now()
    assert studios.now() is first
    content.append((replace(own.catalogue, version=2), own.icons))
    assert studios.now() is not first
