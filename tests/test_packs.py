"""Reloading a pack beside other releases, and drawing by the pack in force."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from actors.behavior import Command
from actors.errors import Unreadable
from actors.identity import ActorId
from actors.ports import Member
from reve.bot.pictures import Studios
from reve.bot.words.catalogue import Library
from reve.content.edition import read_edition
from reve.content.files import shipped
from reve.game.commands import Pull
from reve.game.days import day_of
from reve.game.events import RevePulled
from reve.game.proof import prove
from reve.game.shown import Refused
from reve.game.world import WorldState
from reve.packs import Packs, Reader
from tests.game.sample import DAY_MS, NOON_MS, SECRET, of_type, started

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


# -- packs of old -----------------------------------------------------------------------------------


@dataclass
class KeptShelf:
    """A shelf that keeps packs, and counts how often one is fetched."""

    bodies: dict[int, bytes] = field(default_factory=dict)
    fetched: list[int] = field(default_factory=list)

    async def put(self, version: int, body: bytes) -> bytes:
        return self.bodies.setdefault(version, body)

    async def get(self, version: int) -> bytes | None:
        self.fetched.append(version)
        return self.bodies.get(version)


@pytest.fixture
def reloaded(tmp_path: Path) -> tuple[Packs, KeptShelf]:
    """An instance that came with version 2, whose reve has other odds; version 1 is stored."""
    folder = tmp_path / "pack"
    shutil.copytree(str(shipped()), folder)
    for file, old, new in (("pack.yaml", "version: 1", "version: 2"), ("reve.yaml", "200, 50]", "199, 51]")):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    shelf = KeptShelf({1: read_edition().body})
    return Packs(shelf, read_edition(folder), folder), shelf


async def test_a_pull_from_before_a_reload_is_proved_by_the_odds_it_was_drawn_by(
    reloaded: tuple[Packs, KeptShelf],
) -> None:
    packs, _ = reloaded
    play = started(world=read_edition().catalogue)
    play.do(Pull(5))
    (pulled,) = of_type(play.events, RevePulled)
    then = await packs.catalogue_of(pulled.receipt.pack_version)
    moments = {"day": day_of(NOON_MS), "now_ms": NOON_MS + 2 * DAY_MS}
    proof = prove(SECRET, ActorId("player", 7), pulled, then, **moments)
    assert (packs.in_force.version, proof.words, proof.results) == (2, True, True)
    assert proof.receipt is not None
    by_todays = prove(SECRET, ActorId("player", 7), pulled, packs.in_force.catalogue, **moments)
    assert (by_todays.words, by_todays.results) == (True, None)


async def test_a_pack_of_old_is_fetched_once(reloaded: tuple[Packs, KeptShelf]) -> None:
    packs, shelf = reloaded
    assert [await packs.catalogue_of(1) is not None for _ in range(3)] == [True] * 3
    assert shelf.fetched == [1]


async def test_a_pack_of_old_that_is_gone_or_unreadable_is_none(reloaded: tuple[Packs, KeptShelf]) -> None:
    packs, shelf = reloaded
    shelf.bodies[9] = b"of another time"
    assert [await packs.catalogue_of(version) for version in (8, 9)] == [None, None]
