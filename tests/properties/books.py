"""What is kept over a whole life, beside the rules, to compare with: journal, claims, balances, power."""

from collections import Counter

from actors.behavior import Entry
from reve.game import ledger, power
from reve.game.behavior import PlayerBehavior
from reve.game.catalogue import Catalogue
from reve.game.claims import DATED
from reve.game.commands import NAMES, PlayerCommand
from reve.game.days import day_of
from reve.game.events import Event, RevePulled, RewardGranted
from reve.game.history import lines
from reve.game.proof import prove
from reve.game.state import Player
from reve.powers import Powers
from reve.stored import player_codec
from tests.properties.step import ACTOR, SECRET, Step

CODEC = player_codec()


class Books:
    """Keeps what has happened since a state, in bytes as it would be stored."""

    def __init__(self, start: Player, catalogue: Catalogue) -> None:
        self._start = CODEC.encode_state(start)
        self._journal: list[bytes] = []
        self._granted = set(start.claims.granted)
        self._opening = Counter(start.wallet.balances)
        self._moved = Counter[str]()
        self._catalogue = catalogue
        self._sums = power.base(start, catalogue)
        self._powers = Powers()

    def take(self, step: Step) -> None:
        """Write a step down; fails if it does not go with those before."""
        self._come_back(step)
        if step.anew:
            self._granted.clear()
        if step.decision.erases:
            self._opening, self._moved = Counter(step.after.wallet.balances), Counter()
        for event in step.decision.events:
            self._grant(event)
            self._prove(event, step)
        lines(NAMES[type(step.command.action)], step.decision.events)
        self._count(step.decision.entries, step.after)
        self._reckon(step)
        if step.decision.events:
            self._journal.append(CODEC.encode_events(step.decision.events))

    def loaded(self, state: Player) -> Player:
        """Return what a host would make of what is stored: it must be the live state, in each way."""
        folded = CODEC.decode_state(CODEC.schema, self._start)
        for row in self._journal:
            for event in CODEC.decode_events(CODEC.schema, row):
                folded = PlayerBehavior().evolve(folded, event)
        assert folded == state, "the fold of the journal is not the live state"
        snapshot = CODEC.decode_state(CODEC.schema, CODEC.encode_state(state))
        assert snapshot == state, "a snapshot is not the state that it was made of"
        self._start, self._journal = CODEC.encode_state(state), []
        return snapshot

    def _come_back(self, step: Step) -> None:
        decision, schema = step.decision, CODEC.schema
        assert CODEC.decode_reply(schema, CODEC.encode_reply(decision.reply)) == decision.reply
        assert CODEC.decode_events(schema, CODEC.encode_events(decision.events)) == decision.events
        if _is_text(step.command):
            assert CODEC.decode_command(CODEC.encode_command(step.command)) == step.command
        for note in decision.notes:
            assert CODEC.decode_command(CODEC.encode_command(note.body)) == note.body

    def _grant(self, event: Event) -> None:
        if isinstance(event, RewardGranted):
            assert event.key not in self._granted, f"{event.key} is granted twice"
            self._granted.add(event.key)

    def _prove(self, event: Event, step: Step) -> None:
        if isinstance(event, RevePulled):
            proof = prove(SECRET, ACTOR, event, step.catalogue, day=day_of(step.now_ms), now_ms=step.now_ms)
            assert (proof.words, proof.results) == (True, True)

    def _count(self, entries: tuple[Entry, ...], after: Player) -> None:
        for entry in entries:
            self._moved[entry.currency] += entry.amount if entry.account == ledger.WALLET else 0
        for name in after.wallet.balances | self._opening:
            assert after.wallet.balances.get(name, 0) == self._opening[name] + self._moved[name]
        kept = {key for key in self._granted if key.partition(":")[0] not in DATED}
        assert kept <= set(after.claims.granted), "a claim was forgotten"

    def _reckon(self, step: Step) -> None:
        """Follow the army from change to change of a stack; it must be what all stacks add up to."""
        if self._catalogue is not step.catalogue or step.anew:
            self._catalogue, self._sums = step.catalogue, power.base(step.before, step.catalogue)
        before, after = step.before.stacks, step.after.stacks
        for name in before.keys() - after.keys():  # forgotten with the player
            self._sums -= power.contribution(step.catalogue, name, before[name])
        for name, stack in after.items():
            if stack is not (old := before.get(name)):
                self._sums = power.revised(self._sums, step.catalogue, name, old, stack)
        if before is not after:
            afresh = power.base(step.after, step.catalogue)
            assert self._sums == afresh, "the army is not what all stacks add up to"
            assert self._powers.sums(step.after, step.catalogue) == afresh, "another army is kept"


def _is_text(command: PlayerCommand) -> bool:
    """Tell whether all that was typed can be written down; a lone half of a character cannot."""
    return "\\ud800" not in ascii(command)
