"""One player's life under the rules: each step is decided, held to the laws, and stored like a host would."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from actors.behavior import Decision
from actors.identity import ActorId
from actors.moment import Moment
from reve.content.loading import load_catalogue
from reve.game import power, world
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.commands import PlayerCommand
from reve.game.dice import dice_maker
from reve.game.events import Event, RewardGranted
from reve.game.ledger import WALLET
from reve.game.refuses import label
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary import world as world_words
from reve.game.vocabulary.operating import PlayerReset
from reve.game.world_behavior import WorldBehavior
from reve.stored import player_codec
from tests.properties import laws
from tests.properties.tally import ANSWERED

KEY, OPERATOR, OTHER = 7, 99, 8
START_MS = 1_767_268_800_000  # 2026-01-01 12:00 UTC

CODEC = player_codec()
RULES, WORLD_RULES = PlayerBehavior(), WorldBehavior()


@cache
def shipped(version: int = 0) -> Catalogue:
    """Return the shipped content, under another version if one is named."""
    return replace(shipped(), version=version) if version else load_catalogue()


@dataclass
class Life:
    """A player, the world around them, and all that was ever stored since `begun`."""

    secret: bytes = b"a secret of the machine"
    state: Player = field(default_factory=lambda: Player(KEY))
    now_ms: int = START_MS
    seq: int = 0
    settled: world.WorldState = field(default_factory=world.WorldState)
    begun: Player = field(default_factory=lambda: Player(KEY))
    stored: list[bytes] = field(default_factory=list)
    posted: Counter[str] = field(default_factory=Counter)
    claims: set[str] = field(default_factory=set)
    sums: power.Sums = field(default_factory=power.Sums)

    @property
    def catalogue(self) -> Catalogue:
        """The content in force."""
        return shipped(self.settled.pack)

    def moment(self) -> Moment[world.World]:
        """Return the moment of the next decision, with fresh dice."""
        actor = ActorId("player", self.state.key)
        dice = dice_maker(self.secret)(actor, self.seq + 1, self.now_ms)
        seen = world.world_of(self.catalogue, self.settled)
        return Moment(self.now_ms, self.seq + 1, dice, seen, actor=actor)

    def arrange(self, change: Callable[[Player], Player]) -> None:
        """Put the player elsewhere in the game; what is stored counts from here."""
        self._begin_at(change(self.state))

    def wait(self, ms: int, looks: list[int]) -> None:
        """Let time pass; it must not matter whether one looks in between."""
        laws.looking_changes_nothing(self.state, self.catalogue, self.now_ms, ms, looks)
        self.now_ms += ms

    def settle(self, action: world_words.Action) -> None:
        """Let an operator settle something of the world."""
        at = Moment(self.now_ms, 1, self.moment().dice, None)
        decision = WORLD_RULES.decide(self.settled, world_words.WorldCommand(action, OPERATOR), at)
        assert decision.refused == isinstance(decision.reply, Refused)
        if isinstance(decision.reply, Refused):
            laws.declared(action, decision.reply)
        for event in decision.events:
            self.settled = WORLD_RULES.evolve(self.settled, event)

    def step(self, command: PlayerCommand) -> str:
        """Decide a command, hold it to all laws, let it happen; return what came of it."""
        before, stored_before = self.state, CODEC.encode_state(self.state)
        decision: Decision[Event, Any] = RULES.decide(before, command, self.moment())
        assert decision == RULES.decide(before, command, self.moment()), "other dice than before"
        assert CODEC.encode_state(before) == stored_before, "a state was changed in place"
        laws.comes_back(CODEC, command, decision)
        if isinstance(decision.reply, Refused):
            laws.refused_whole(decision)
            laws.declared(command.action, decision.reply)
            return label(decision.reply)
        assert not decision.refused
        self._happen(before, decision)
        return ANSWERED

    def replay(self) -> None:
        """Fold all that is stored anew: it must be the live state."""
        state = self.begun
        for data in self.stored:
            for event in CODEC.decode_events(CODEC.schema, data):
                state = RULES.evolve(state, event)
        assert state == self.state, "the journal does not fold to the live state"

    def _happen(self, before: Player, decision: Decision[Event, Reply]) -> None:
        if decision.erases:
            self._begin_at(Player(before.key))
        data = CODEC.encode_events(decision.events)
        old, state = self.state, CODEC.decode_state(CODEC.schema, CODEC.encode_state(self.state))
        for event in decision.events:
            self.state = RULES.evolve(self.state, event)
            self._claimed(event)
        for event in CODEC.decode_events(CODEC.schema, data):
            state = RULES.evolve(state, event)
        assert state == self.state, "stored events fold to another state"
        assert CODEC.decode_state(CODEC.schema, CODEC.encode_state(state)) == state
        if decision.events:
            self.seq += 1
            self.stored.append(data)
        self._post(decision)
        self.sums = laws.power_follows(old, self.state, self.catalogue, self.sums)
        laws.within_bounds(self.state, self.catalogue, self.now_ms)
        laws.only_grows(old, self.state, decision)
        laws.whole_numbers((self.state, decision.reply, decision.events))

    def _claimed(self, event: Event) -> None:
        """Hold each claim to one grant, for as long as the player is the same."""
        if isinstance(event, PlayerReset):
            self.claims.clear()
        if isinstance(event, RewardGranted):
            assert event.key not in self.claims, f"{event.key} was granted twice"
            self.claims.add(event.key)

    def _post(self, decision: Decision[Event, Reply]) -> None:
        laws.balanced(decision.entries)
        for entry in decision.entries:
            if entry.account == WALLET:
                self.posted[entry.currency] += entry.amount
        for name in {*self.posted, *self.state.wallet.balances}:
            have = self.state.wallet.balances.get(name, 0)
            assert have == self.posted[name], f"{name}: {have}, but {self.posted[name]} in the ledger"

    def _begin_at(self, state: Player) -> None:
        self.state = self.begun = state
        self.stored.clear()
        self.posted = Counter(state.wallet.balances)
        self.claims = set(state.claims.granted)
        self.sums = power.base(state, self.catalogue)
