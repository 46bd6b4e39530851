"""Esprits to be fused, and players who can afford it."""

from collections.abc import Mapping

from reve.game.fusion import Pair
from reve.game.state import Wallet
from reve.game.vocabulary.fusion import Fuse, Fused
from tests.game.sample import Play, catalogue, started

INF, VER, ABY, TEM, UMB, RAD = "inferno", "verdant", "abyssal", "tempest", "umbral", "radiant"


def kin(element: str, tier: int) -> str:
    return f"{element}_kin" if tier == 1 else f"{element}_t{tier}"


def pair(first: str, second: str, tier: int, *, steps: int = 0, leader: int = 0, sure: bool = False) -> Pair:
    species = catalogue().species
    return Pair(species[kin(first, tier)], species[kin(second, tier)], steps, sure, leader)


def rich(copies: Mapping[str, int], **parts: int) -> Play:
    """A player with copies, a leader that gives nothing to fusion, and a billion revies."""
    play = started("focused")
    play.own(copies)
    play.have(
        wallet=Wallet({"revies": 10**9, "erythl": 30}), fragments={f"tier:{t}": 500 for t in range(1, 18)}
    )
    play.have(items={**play.state.items, **parts})
    return play


def fused(play: Play, action: Fuse) -> Fused:
    reply = play.do(action)
    assert isinstance(reply, Fused)
    return reply
