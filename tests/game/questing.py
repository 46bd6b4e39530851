"""A player on quests, for the tests of quests."""

from dataclasses import replace
from typing import Any

from reve.content.loading import load_catalogue
from reve.game.state import AreaProgress, Gauge, Journey
from reve.game.world import Festival, World
from tests.game.sample import NOON_MS, Play, started

WHOLE = 24


def quester(**options: Any) -> Play:
    """Return a player of the shipped pack with a lot of energy, who begins area 1."""
    play = started(world=load_catalogue(), **options)
    energetic(play)
    return play


def energetic(play: Play, energy: int = 100_000) -> None:
    """Give the player energy."""
    play.have(energy=Gauge(energy, play.now_ms))


def at(play: Play, area: str, *, done: int = 0, rank: int = 1, **facts: Any) -> None:
    """Put the player into an area, with all before it open."""
    places = dict(play.state.journey.areas)
    for name in load_catalogue().adventures.areas:
        places.setdefault(name, AreaProgress(rank=2))
        if name == area:
            break
    places[area] = AreaProgress(rank=rank, done=done)
    play.have(journey=replace(Journey(area=area, areas=places), **facts))


def festive(key: str, bp: int) -> World:
    """Return the world while something is multiplied."""
    until = NOON_MS * 2
    return World(load_catalogue(), festivals={key: Festival(bp, 0, until, "a test", 1)})
