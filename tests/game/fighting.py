"""Fights with plain figures and dice without luck, and players who are in the middle of one."""

from dataclasses import dataclass, replace
from functools import cache

from reve.content.loading import load_catalogue
from reve.game import fight_start
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.evolve import evolve
from reve.game.fight import Fight, Side, Working
from reve.game.fight_moves import of
from reve.game.fight_round import Played, play
from reve.game.state import Gauge, Growth
from reve.game.vocabulary.combat import FightEnded, FightShown, Strike
from tests.game.sample import NOON_MS, Play, moment, started

FULL_BP = 10_000


@cache
def pack() -> Catalogue:
    """The shipped pack, whose bosses have the shapes of its own species."""
    return load_catalogue()


@dataclass
class Luckless:
    """Dice of a hit that is neither strong nor weak nor critical; effects that are not sure fail."""

    def below(self, n: int) -> int:
        return n // 2 if n == 3_001 else n - 1


@dataclass
class Lucky(Luckless):
    """As luckless ones, but what is rolled for succeeds: also critical hits."""

    def below(self, n: int) -> int:
        return n // 2 if n == 3_001 else 0


def side(element: str = "tempest", tier: int = 1, *, effects: tuple[Working, ...] = (), **parts: int) -> Side:
    """A side with attack and defense of 10,000 and a million of health, all of it left."""
    full = parts.get("full", 1_000_000)
    return Side(
        health=parts.get("health", full),
        full_health=full,
        attack=parts.get("attack", 10_000),
        defense=parts.get("defense", 10_000),
        element=element,
        tier=tier,
        effects=effects,
    )


def fight(leader: str, own: Side | None = None, foe: Side | None = None, **supports: str) -> Fight:
    """A fight of a leader of the pack against a foe of no advantage."""
    species = pack().species[leader]
    return Fight(
        boss="area_1_a",
        species="muddroot",
        area="area_1",
        quest=8,
        seed=1,
        foe=foe or side(species.element, species.tier),
        own=replace(own or side(), element=species.element, tier=species.tier),
        leader=leader,
        started_at_ms=NOON_MS,
        expires_at_ms=NOON_MS + 86_400_000,
        supports=supports,
    )


def rounds(one: Fight, *actions: str, lucky: bool = False) -> Played:
    """Play some rounds, and return the last."""
    for action in actions:
        move = of(pack(), one, action)
        assert move is not None
        played = play(pack(), one, move, Lucky() if lucky else Luckless())
        one = played.fight
    return played


def army(copies: int = 10, **growth: int) -> Play:
    """A player of the pack with some Jelunes (ATK 35, DEF 12, HP 16 each), who leads one."""
    one = started("focused", world=pack())
    one.own({"jelune": copies})
    one.have(growth=Growth(level=growth.get("level", 1)), stamina=Gauge(100, one.now_ms), leader="jelune")
    return one


def begin(one: Play, boss: str = "area_1_a", quest: int = 8) -> Fight:
    """Let a fight begin, as a quest would."""
    at = moment(one.seq + 1, one.now_ms, key=one.state.key, world=one.world)
    draft = Draft(one.state, at, evolve, username=one.username, locale="en")
    begun = fight_start.begin(draft, boss, area="area_1", quest=quest)
    for event in draft.events:
        one.state = PlayerBehavior().evolve(one.state, event)
    one.events += draft.events
    one.seq += 1
    return begun


def fought(one: Play, action: str = "basic") -> FightShown | FightEnded:
    """Play one round by a button of the present one."""
    now = one.state.fight
    assert now is not None
    reply = one.do(Strike(action, now.round, now.seed))
    assert isinstance(reply, FightShown | FightEnded)
    return reply
