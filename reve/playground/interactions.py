"""Interactions: what a user did, and what came of it."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reve.playground.errors import already_acknowledged, ended_token, unknown, unknown_interaction

type Json = dict[str, Any]

ANSWER_WITHIN_S = 3.0
TOKEN_LASTS_S = 900.0
REMEMBERED = 50_000

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5


class State(StrEnum):
    """Where an interaction is on its way.

    waiting -> answered            a first answer: message, update, choices or modal
    waiting -> deferred -> answered  the edit or follow-up that fulfils a deferral
    waiting -> failed              3 seconds without an answer
    deferred -> failed             15 minutes without what was promised

    The first answer wins; there is no way out of `answered`. Only `reopen` (a delivery that
    Discord itself delayed) leads from `failed` back to `waiting`.
    """

    WAITING = "waiting"
    DEFERRED = "deferred"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(slots=True, eq=False)
class Interaction:
    """One act of one user; mutable, changed by `Interactions` and the callback route alone."""

    id: int
    token: str
    kind: int
    user_id: int
    channel_id: int
    payload: Json
    born: float
    source_id: int | None = None
    state: State = State.WAITING
    original_id: int | None = None
    only_for: int | None = None
    choices: list[Json] | None = None
    modal: Json | None = None
    reason: str | None = None
    attempts: list[Json] = field(default_factory=list)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    timer: asyncio.TimerHandle | None = None

    def move(self, to: State) -> None:
        """Go to another state; who waits is woken once nothing more is to come."""
        self.state = to
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if to in (State.ANSWERED, State.FAILED):
            self.settled.set()

    def shown(self) -> Json:
        """Tell how it stands, for pages and tests."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "state": self.state,
            "user_id": str(self.user_id),
            "channel_id": str(self.channel_id),
            "source_id": str(self.source_id) if self.source_id else None,
            "message_id": str(self.original_id) if self.original_id else None,
            "choices": self.choices,
            "modal": self.modal,
            "reason": self.reason,
            "attempts": self.attempts,
        }


@dataclass(slots=True)
class Interactions:
    """The newest 50,000 interactions, and the deadlines that they are under."""

    failed: Callable[[Interaction], None]
    _by_id: dict[int, Interaction] = field(default_factory=dict)
    _by_token: dict[str, Interaction] = field(default_factory=dict)

    def open(
        self,
        id_: int,
        *,
        kind: int,
        user_id: int,
        channel_id: int,
        age_s: float,
        source_id: int | None = None,
    ) -> Interaction:
        """Begin an interaction that is `age_s` old already."""
        born = asyncio.get_running_loop().time() - age_s
        token = secrets.token_urlsafe(96)
        interaction = Interaction(id_, token, kind, user_id, channel_id, {}, born, source_id)
        self._by_id[id_] = interaction
        self._by_token[token] = interaction
        if len(self._by_id) > REMEMBERED:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            del self._by_token[oldest.token]
        self._watch(interaction, ANSWER_WITHIN_S)
        return interaction

    def reopen(self, interaction: Interaction) -> None:
        """Let a failed interaction be delivered as if it was born now."""
        if interaction.state is State.FAILED and interaction.original_id is None:
            interaction.born = asyncio.get_running_loop().time()
            interaction.state, interaction.reason = State.WAITING, None
            interaction.settled.clear()
            self._watch(interaction, ANSWER_WITHIN_S)

    def age(self, interaction: Interaction, by_s: float) -> None:
        """Let it be older by so much."""
        interaction.born -= by_s
        if interaction.timer is not None:
            interaction.timer.cancel()
            lasts_s = ANSWER_WITHIN_S if interaction.state is State.WAITING else TOKEN_LASTS_S
            self._watch(interaction, lasts_s)

    def find(self, id_: int) -> Interaction:
        """Find an interaction. :raises Refused: there is none."""
        if id_ not in self._by_id:
            raise unknown_interaction()
        return self._by_id[id_]

    def to_answer(self, id_: int, token: str) -> Interaction:
        """Find an interaction that may be answered now.

        :raises Refused: 10062 if it is unknown or too late, 40060 if it was answered.
        """
        interaction = self.find(id_)
        if not secrets.compare_digest(interaction.token, token):
            raise unknown_interaction()
        if interaction.state in (State.ANSWERED, State.DEFERRED):
            raise already_acknowledged()
        if interaction.state is State.FAILED or self._age(interaction) > ANSWER_WITHIN_S:
            raise unknown_interaction()
        return interaction

    def to_follow(self, token: str) -> Interaction:
        """Find an interaction that was answered and whose token still lasts.

        :raises Refused: 50027 if the token is unknown or has ended, 10015 before the first answer.
        """
        interaction = self._by_token.get(token)
        if interaction is None or self._age(interaction) > TOKEN_LASTS_S:
            raise ended_token()
        if interaction.state not in (State.ANSWERED, State.DEFERRED):
            raise unknown("Webhook", 10015)
        return interaction

    def defer(self, interaction: Interaction) -> None:
        """Note that the answer will come later."""
        interaction.move(State.DEFERRED)
        self._watch(interaction, TOKEN_LASTS_S)

    def close(self) -> None:
        """Stop all clocks."""
        for interaction in self._by_id.values():
            if interaction.timer is not None:
                interaction.timer.cancel()

    def _age(self, interaction: Interaction) -> float:
        return asyncio.get_running_loop().time() - interaction.born

    def _watch(self, interaction: Interaction, lasts_s: float) -> None:
        loop = asyncio.get_running_loop()
        interaction.timer = loop.call_at(interaction.born + lasts_s, self._expire, interaction)

    def _expire(self, interaction: Interaction) -> None:
        interaction.reason = "The application did not respond"
        interaction.move(State.FAILED)
        self.failed(interaction)
