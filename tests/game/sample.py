"""A small catalogue with the rules' own figures, and a player to try them on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeAliasType, get_args

from actors.behavior import Decision, Entry
from actors.identity import ActorId
from actors.moment import Moment
from reve.content.loading import load_catalogue
from reve.game import commands
from reve.game.behavior import PlayerBehavior
from reve.game.bundle import Bundle
from reve.game.catalogue import (
    Caps,
    Catalogue,
    ClassDef,
    ClassRules,
    DailyTable,
    Element,
    ExperienceRules,
    Item,
    LeaderLine,
    LevelStep,
    Pity,
    PowerRules,
    Rarity,
    ResourceRules,
    ReveRow,
    ReveRules,
    Species,
    Starter,
    Tier,
    Title,
)
from reve.game.commands import Action, PlayerCommand
from reve.game.dice import dice_maker
from reve.game.events import Event
from reve.game.goals import CollectionRules, Goals
from reve.game.refuses import BEFORE_ALL, REFUSES, label
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Growth, Player, Stack
from reve.game.world import Festival, World

NOON_MS = 1_767_268_800_000  # 2026-01-01 12:00 UTC
MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
SECRET = b"a secret of the tests"

type Festivals = Mapping[str, Festival]

_ELEMENTS = {
    "inferno": (
        (65, 10, 25),
        (LeaderLine("attack", 500, 80), LeaderLine("energy_interval", 5_000, 2_000)),
    ),
    "verdant": ((35, 35, 30), (LeaderLine("defense", 800, 100), LeaderLine("revies", 500, 50))),
    "abyssal": ((30, 25, 45), (LeaderLine("health", 500, 80), LeaderLine("capture", 200, 20))),
    "tempest": (
        (55, 20, 25),
        (LeaderLine("energy_interval", 3_000, 1_500), LeaderLine("stamina_interval", 2_000, 1_000)),
    ),
    "umbral": ((70, 8, 22), (LeaderLine("attack", 1_200, 150), LeaderLine("defense", -500, -30))),
    "radiant": ((40, 25, 35), (LeaderLine("defense", 600, 80), LeaderLine("fusion", 500, 30))),
}
_BASE_ATTACK = (
    *(45, 110, 300, 900, 3_000, 11_000, 37_500, 130_000, 475_000),
    *(1_600_000, 5_500_000, 19_500_000, 65_000_000, 230_000_000, 800_000_000),
    *(2_750_000_000, 9_500_000_000, 33_000_000_000),
)
_STARTERS = {
    "inferno": "blazeblob",
    "verdant": "muddroot",
    "abyssal": "droozle",
    "tempest": "jelune",
    "umbral": "gloomb",
    "radiant": "shynix",
}


def _species() -> dict[str, Species]:
    found: dict[str, Species] = {}
    for tier, base in enumerate(_BASE_ATTACK, 1):
        for element, (shares, _) in _ELEMENTS.items():
            ids = [_STARTERS[element], f"{element}_kin"] if tier == 1 else [f"{element}_t{tier}"]
            for name in ids:
                attack, defense, health = (base * 10 // 7 * share // 100 for share in shares)
                title = name.replace("_", " ").title()
                found[name] = Species(name, title, element, tier, attack, defense, health, "A sample.")
    return found


def _items() -> Mapping[str, Item]:
    return load_catalogue().items


_DAYS = (
    Bundle(revies=5_000, items={"energy_potion": 3}),
    Bundle(revies=7_500, items={"xp_orb": 10}),
    Bundle(revies=10_000, items={"stamina_elixir": 3}),
    Bundle(revies=15_000, items={"capture_charm": 3}),
    Bundle(revies=20_000, awakening_fragments=25),
    Bundle(revies=30_000, items={"echo_key": 3}),
    Bundle(erythl=25, items={"fusion_catalyst": 3}),
)
_STREAK = {
    7: Bundle(erythl=15, revies=50_000, items={"vivid_echo": 1}),
    14: Bundle(erythl=35, revies=100_000, items={"skill_reset_token": 1}),
    21: Bundle(erythl=60, revies=200_000, awakening_fragments=100),
    28: Bundle(erythl=100, revies=500_000, building_slots=1, items={"brilliant_echo": 1}),
}
_LEVEL_MILESTONES = {
    25: Bundle(erythl=10, revies=5_000),
    50: Bundle(erythl=25, revies=15_000),
    100: Bundle(erythl=50, revies=50_000),
    150: Bundle(erythl=100, revies=250_000),
    200: Bundle(erythl=250, revies=1_000_000, title="paragon"),
}
_STARTER_BUNDLE = Bundle(
    revies=2_500,
    erythl=30,
    items={
        "energy_potion": 15,
        "xp_orb": 25,
        "faded_echo": 5,
        "vivid_echo": 1,
        "capture_charm": 10,
        "fusion_catalyst": 5,
    },
    tier_fragments={1: 25, 2: 15, 3: 10},
)


def _rows() -> tuple[ReveRow, ...]:
    starts = ((1, 39), (40, 79), (80, 119), (120, 159), (160, 199), (200, 200))
    return tuple(
        ReveRow(low, high, tuple(min(12, 1 + shift + column) for column in range(9)))
        for shift, (low, high) in enumerate(starts)
    )


def no_goals() -> Goals:
    """Return goals that nothing reaches, with the rules of a collection."""
    rules = CollectionRules(
        value_unique=1_000,
        value_copy=100,
        value_tier_squared=500,
        value_star=10_000,
        mastery=(("master", 9_000), ("expert", 7_500), ("adept", 5_000), ("novice", 2_500), ("beginner", 0)),
        balance=(("perfect", 1_000), ("good", 2_000), ("fair", 3_000)),
        rarest=5,
        most_missing=50,
        recent_days=7,
        most_recent_days=30,
        milestones={},
    )
    return Goals(achievements={}, points={}, sets={}, collection=rules)


@cache
def catalogue() -> Catalogue:
    """Return the sample catalogue."""
    return Catalogue(
        version=1,
        elements={name: Element(name, name.title(), "*", 0, lines) for name, (_, lines) in _ELEMENTS.items()},
        tiers={tier: Tier(tier, str(tier), f"Tier {tier}", 0) for tier in range(1, len(_BASE_ATTACK) + 1)},
        species=_species(),
        rarities={"common": Rarity("common", "Common", 0x808080)},
        items=_items(),
        titles={"paragon": Title("paragon", "Paragon", 0)},
        classes={
            "vigorous": ClassDef("vigorous", "Vigorous", "", "stamina_regeneration", "blazeblob"),
            "focused": ClassDef("focused", "Focused", "", "energy_regeneration", "jelune"),
            "enlightened": ClassDef("enlightened", "Enlightened", "", "revies", "shynix"),
        },
        class_rules=ClassRules(1_000, 100, 10),
        energy=ResourceRules(100, 2, 1, 2_000, 300_000, 60_000),
        stamina=ResourceRules(50, 1, 1, 1_000, 600_000, 60_000),
        experience=ExperienceRules(
            max_level=200,
            need_factor=10_000,
            need_power=3,
            skill_points_per_level=1,
            steps=(LevelStep(5, revies_per_level=1_000), LevelStep(10, erythl=2)),
            milestones=_LEVEL_MILESTONES,
        ),
        power=PowerRules(star_bp=2_000, skill_bp=10, health_share=10, leader_star_base=10),
        reve=ReveRules(
            max_charges=5,
            interval_ms=540_000,
            weights=(45_000, 25_000, 15_000, 8_000, 4_000, 1_950, 800, 200, 50),
            rows=_rows(),
            bright=Pity(5, 40),
            brilliant=Pity(7, 250),
        ),
        daily=DailyTable(_DAYS, Bundle(items={"faded_echo": 1}), 28, _STREAK),
        starter=Starter(_STARTER_BUNDLE, 200, 100, 5, 2, tuple(_STARTERS.values()), 30),
        caps=Caps(10**15, 10**9, 999_999, 999_999, 10**9, 10, 200_000, 99),
        goals=no_goals(),
        shop=load_catalogue().shop,
        rate_limits=load_catalogue().rate_limits,
        operating=load_catalogue().operating,
        growing=load_catalogue().growing,
        adventures=load_catalogue().adventures,
        combat=load_catalogue().combat,
        holding=replace(load_catalogue().holding, tutorial=()),
    )


def moment(
    seq: int = 1,
    now_ms: int = NOON_MS,
    *,
    key: int = 7,
    world: Catalogue | None = None,
    festivals: Festivals | None = None,
) -> Moment[World]:
    """Return a moment with the dice that belong to it."""
    dice = dice_maker(SECRET)(ActorId("player", key), seq, now_ms)
    return Moment(now_ms, seq, dice, World(world or catalogue(), festivals=festivals or {}))


@dataclass
class Play:
    """One player who acts, as a host would have it: decide, fold, remember."""

    state: Player = field(default_factory=lambda: Player(7))
    now_ms: int = NOON_MS
    seq: int = 0
    events: list[Event] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    username: str = "Ada"
    world: Catalogue = field(default_factory=catalogue)
    festivals: Festivals = field(default_factory=dict)

    def decide(self, action: Action) -> Decision[Event, Reply]:
        """Decide an action without letting it happen."""
        at = moment(self.seq + 1, self.now_ms, key=self.state.key, world=self.world, festivals=self.festivals)
        decision = PlayerBehavior().decide(self.state, PlayerCommand(action, self.username, "en"), at)
        if isinstance(decision.reply, Refused):
            assert label(decision.reply) in REFUSES.get(type(action), frozenset()) | BEFORE_ALL
        return decision

    def do(self, action: Action) -> Reply:
        """Let an action happen."""
        decision = self.decide(action)
        for event in decision.events:
            self.state = PlayerBehavior().evolve(self.state, event)
        self.seq += bool(decision.events)
        self.events += decision.events
        self.entries += decision.entries
        return decision.reply

    def refused(self, action: Action) -> Refused:
        """Let an action be refused, which must change nothing."""
        before, events = self.state, len(self.events)
        reply = self.do(action)
        assert isinstance(reply, Refused)
        assert self.state == before
        assert len(self.events) == events
        return reply

    def wait(self, ms: int) -> None:
        """Let time pass."""
        self.now_ms += ms

    def have(self, **changes: Any) -> None:
        """Give the player other parts of the state."""
        self.state = replace(self.state, **changes)

    def at_level(self, level: int) -> None:
        """Put the player at a level."""
        self.have(growth=Growth(level=level))

    def own(self, copies: Mapping[str, int]) -> None:
        """Give the player stacks."""
        stacks = {name: Stack(n, 0, 0, NOON_MS, 0) for name, n in copies.items()}
        self.have(stacks={**self.state.stacks, **stacks})

    def balance(self, currency: str) -> int:
        """Return a balance."""
        return self.state.wallet.balances.get(currency, 0)


def started(class_id: str = "focused", **options: Any) -> Play:
    """Return a player who has just begun."""
    play = Play(**options)
    play.do(commands.Start(class_id))
    return play


def of_type[E](happened: list[Event], kind: type[E]) -> Iterator[E]:
    """Pick the events of a type."""
    return (event for event in happened if isinstance(event, kind))


def members(union: Any) -> set[type]:
    """Return the classes of a union, and of the unions in it."""
    if isinstance(union, TypeAliasType):
        return members(union.__value__)
    parts = get_args(union)
    return set().union(*map(members, parts)) if parts else {union}
