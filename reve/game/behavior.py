"""The player as an actor: which rule answers which command."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from actors.behavior import Decision
from actors.moment import Moment
from reve.game import (
    adventures,
    attainment,
    commands,
    esprit_views,
    growth,
    inventory,
    onboarding,
    player,
    pursuits,
    refusals,
    reve,
    reward,
    using,
)
from reve.game.commands import PlayerCommand
from reve.game.draft import Draft
from reve.game.events import Event
from reve.game.evolve import evolve
from reve.game.ledger import postings
from reve.game.news import Answer, WithNews
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.systems import barred
from reve.game.text import plain
from reve.game.world import World

RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Reply]]] = {
    commands.Start: onboarding.start,
    commands.ShowProfile: player.profile,
    commands.ClaimDaily: reward.claim_daily,
    commands.ShowInventory: inventory.show,
    commands.UseItem: using.use,
    commands.Pull: reve.pull,
    commands.ShowReve: reve.show,
    commands.ShowEsprits: esprit_views.index,
    commands.ShowEsprit: esprit_views.view,
    commands.SuggestEsprits: esprit_views.suggest,
    **growth.RULES,
    **adventures.RULES,
    **pursuits.RULES,
    **adventures.RULES,
}


class PlayerBehavior:
    """Decides a player's commands and folds their events."""

    def initial(self, key: int) -> Player:
        """Return somebody who has not begun."""
        return Player(key)

    def decide(self, state: Player, command: PlayerCommand, at: Moment[World]) -> Decision[Event, Answer]:
        """Answer a command with what happens, or with a refusal that changes nothing."""
        if no := barred(at.settings, state.key, command, at.now_ms):
            return Decision(no, refused=True)
        if not state.registered and not isinstance(command.action, commands.Start):
            return Decision(refusals.not_registered(), refused=True)
        locale = None if command.locale is None else plain(command.locale)
        draft = Draft(state, at, evolve, username=plain(command.username), locale=locale)
        reply = RULES[type(command.action)](draft, command.action)
        if isinstance(reply, Refused):
            return Decision(reply, refused=True)
        news = attainment.attain(draft, state)
        player.keep_name(draft)
        answer = WithNews(reply, news) if news else reply
        return Decision(answer, tuple(draft.events), postings(draft.events))

    def evolve(self, state: Player, event: Event) -> Player:
        """Return the state after an event."""
        return evolve(state, event)
