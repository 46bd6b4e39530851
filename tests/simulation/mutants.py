"""Ways to break the runtime, or a twin, that the simulation has to notice. Each is one small patch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from actors.activation import Activation
from actors.behavior import JointCommand
from actors.errors import Busy
from actors.loans import Loans
from actors.ownership import Ownership
from actors.ports import Batch, Facts, Loaded, NoteRow, Token
from actors.roster import Roster
from actors.settlement import Settlement
from actors.testing import MemoryStore
from actors.turns import Turn
from tests.simulation.shared_store import SharedStore


def fence_removed(patch: pytest.MonkeyPatch) -> None:
    """The store takes a commit under any token."""
    patch.setattr(MemoryStore, "_check_tokens", lambda self, batch: None)


def predecessor_check_removed(patch: pytest.MonkeyPatch) -> None:
    """The store takes a delta whose predecessor it has not."""
    patch.setattr(MemoryStore, "_follows", lambda self, actor, seq: True)


def memory_swapped_before_commit(patch: pytest.MonkeyPatch) -> None:
    """A tentative state becomes the actor's when it is sent."""
    submit = Roster.submit

    def hasty(self: Roster, turn: Turn) -> None:
        submit(self, turn)
        activation = turn.activation
        activation.state, activation.seq, activation.last_at_ms = turn.state, turn.seq, turn.last_at_ms

    patch.setattr(Roster, "submit", hasty)


def lease_trusted_without_token(patch: pytest.MonkeyPatch) -> None:
    """Who gets a lease serves under the token that is in force."""
    take = Ownership._take

    async def trusting(
        self: Ownership, seen: Iterable[Token], nonces: dict[int, set[int]] | None = None
    ) -> dict[int, Token]:
        return {t.shard: t for t in seen} if nonces is None else await take(self, seen, nonces)

    patch.setattr(Ownership, "_take", trusting)


def unknown_treated_as_refused(patch: pytest.MonkeyPatch) -> None:
    """A commit without an answer counts as one that was not applied."""

    async def sure(self: Settlement, tokens: Sequence[Token], turns: Sequence[Turn]) -> None:
        for turn in turns:
            self.refuse(turn, Busy())

    patch.setattr(Settlement, "recover", sure)


class Oblivion(dict[int, int]):
    """Keeps nothing."""

    def __setitem__(self, key: int, value: int) -> None:
        """Forget it at once."""


def ids_forgotten(patch: pytest.MonkeyPatch) -> None:
    """An activation does not know which commands were committed."""
    install = Activation.install

    def forgetful(self: Activation, loaded: Loaded) -> None:
        install(self, loaded)
        self.known = Oblivion()

    patch.setattr(Activation, "install", forgetful)


def note_deleted_by_name_only(patch: pytest.MonkeyPatch) -> None:
    """The store does not look at the command id of the note that is consumed."""

    def by_name(self: MemoryStore, note: NoteRow) -> NoteRow | None:
        return self.inbox.get((note.target, note.name))

    patch.setattr(MemoryStore, "_noted", by_name)


def note_deleted_outside_the_commit(patch: pytest.MonkeyPatch) -> None:
    """A note is gone whatever becomes of the commit that consumes it."""
    apply = SharedStore.apply

    def hasty(self: SharedStore, batch: Batch) -> Facts:
        for note in batch.consumed:
            if self._noted(note) is not None:
                del self.inbox[note.target, note.name]
        return apply(self, replace(batch, consumed=()))

    patch.setattr(SharedStore, "apply", hasty)


def no_empty_delta_on_expiry(patch: pytest.MonkeyPatch) -> None:
    """A lender whose hold has expired reloads, and nothing more."""

    def careless(self: Loans, activation: Activation, number: int) -> None:
        self._roster.reload(activation, [])

    patch.setattr(Loans, "end", careless)


def holds_unordered(patch: pytest.MonkeyPatch) -> None:
    """Participants are held in the order in which a command names them."""
    patch.setattr(JointCommand, "__post_init__", lambda self: None)


type Mutant = Callable[[pytest.MonkeyPatch], Any]

MUTANTS: tuple[Mutant, ...] = (
    fence_removed,
    predecessor_check_removed,
    memory_swapped_before_commit,
    lease_trusted_without_token,
    unknown_treated_as_refused,
    ids_forgotten,
    note_deleted_by_name_only,
    note_deleted_outside_the_commit,
    no_empty_delta_on_expiry,
    holds_unordered,
)
