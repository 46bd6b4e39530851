"""One life as a host would have it: decide, check, fold, remember; time and settings go on beside it."""

from dataclasses import replace
from typing import Any, Final

from actors.moment import Moment
from reve.game import reve
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import Action, PlayerCommand
from reve.game.refuses import REFUSES, label
from reve.game.resource import Regeneration, regeneration, settle
from reve.game.shown import Refused
from reve.game.state import Gauge, Player
from reve.game.vocabulary.world import SwitchSystem, UnbanPlayer, WorldCommand
from reve.game.world import World, WorldState, world_of
from reve.game.world_behavior import WorldBehavior
from reve.powers import Powers
from reve.stored import world_codec
from tests.properties.books import CODEC, Books
from tests.properties.laws import LAWS
from tests.properties.people import NOON_MS, shipped
from tests.properties.pools import Pools
from tests.properties.step import KEY, Step, moment
from tests.properties.tally import Tally

READS: Final = 1_000
OPERATOR: Final = 1
_WORLD_CODEC: Final = world_codec()


class Life:
    """A player, the clock and the settings; each command is held to all laws."""

    def __init__(self, player: Player, tally: Tally, behavior: PlayerBehavior | None = None) -> None:
        self.player, self.now_ms, self.seq = player, NOON_MS, 1
        self.settings = WorldState(pack=shipped().version)
        self.sound = True
        self.pools = Pools()
        self._tally = tally
        self._behavior = behavior or PlayerBehavior(Powers().sums)
        self._again = behavior or PlayerBehavior()
        self._content = shipped()
        self._books = Books(player, self._content)

    @property
    def world(self) -> World:
        """The settings as decisions see them."""
        return world_of(self._content, self.settings)

    @property
    def barred(self) -> bool:
        """Whether operators have forbidden anything."""
        return bool(self.settings.bans or self.settings.off)

    def do(self, action: Action, username: str = "Ada", by: int | None = None) -> Step:
        """Let a command be judged, and happen."""
        self.sound = False
        command = PlayerCommand(action, username, "en", by)
        at, before = moment(self.now_ms, self.seq + 1, self.world), self.player
        stored = CODEC.encode_state(before)
        decision = self._behavior.decide(before, command, at)
        assert CODEC.encode_state(before) == stored, "a state was changed in place"
        for event in decision.events:
            self.player = self._behavior.evolve(self.player, event)
        step = Step(self._again, before, command, self.now_ms, at.seq, at.settings, decision, self.player)
        self._tally.add(step)
        for law in LAWS:
            law(step)
        self._books.take(step)
        self.seq += bool(decision.events)
        self.pools.look(decision.reply)
        self.sound = True
        return step

    def operate(self, action: Any) -> None:
        """Let an operator settle something; a newer pack has other figures."""
        at = Moment(self.now_ms, 1, moment(self.now_ms, 1, self.world).dice, None)
        decision = WorldBehavior().decide(self.settings, WorldCommand(action, OPERATOR), at)
        if isinstance(decision.reply, Refused):
            assert label(decision.reply) in REFUSES.get(type(action), frozenset())
            assert decision.refused
        for event in decision.events:
            self.settings = WorldBehavior().evolve(self.settings, event)
        schema = _WORLD_CODEC.schema
        stored = _WORLD_CODEC.decode_state(schema, _WORLD_CODEC.encode_state(self.settings))
        assert stored == self.settings
        if self._content.version != self.settings.pack:
            self._content = another(self.settings.pack)

    def lift(self) -> None:
        """Let everything be allowed again."""
        if KEY in self.settings.bans and self.settings.bans[KEY].holds(self.now_ms):
            self.operate(UnbanPlayer(KEY, "a reason"))
        for system in tuple(self.settings.off):
            self.operate(SwitchSystem(system, True, "a reason"))

    def wait(self, ms: int, reads: int = READS) -> None:
        """Let time pass; whoever looks at the bars meanwhile, however often, changes nothing."""
        player, then_ms = self.player, self.now_ms + ms
        bars = (
            (player.energy, regeneration(player, self._content, "energy")),
            (player.stamina, regeneration(player, self._content, "stamina")),
            (player.luck.charges, reve.recharge(self._content.reve)),
        )
        for gauge, how in bars if player.registered else ():
            once = settle(gauge, how, then_ms)
            assert _read(gauge, how, self.now_ms, then_ms, reads) == once
        self.now_ms = then_ms

    def store_and_load(self) -> None:
        """Go on from what is stored."""
        self.player = self._books.loaded(self.player)


def _read(gauge: Gauge, how: Regeneration, from_ms: int, to_ms: int, reads: int) -> Gauge:
    """Return a bar that was read so often on the way."""
    for read in range(1, reads + 1):
        gauge = settle(gauge, how, from_ms + (to_ms - from_ms) * read // reads)
    return gauge


def another(version: int) -> Catalogue:
    """Return a later edition of the content: other deals, and one relic slot less in every other one."""
    content = shipped()
    less = version % 2 == 0
    slots = {tier: max(0, n - less) for tier, n in content.growing.relic_slots.items()}
    return replace(content, version=version, growing=replace(content.growing, relic_slots=slots))
