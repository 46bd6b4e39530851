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
    holdings,
    inventory,
    notices,
    onboarding,
    player,
    power,
    pursuits,
    refusals,
    reve,
    reward,
    stewardship,
    tutorial,
    using,
)
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.commands import PlayerCommand
from reve.game.draft import Draft
from reve.game.events import Event
from reve.game.evolve import evolve
from reve.game.ledger import postings
from reve.game.news import Answer, News, WithNews
from reve.game.replies import Reply
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.sums import Sums
from reve.game.systems import barred
from reve.game.text import plain
from reve.game.vocabulary import notice, quest
from reve.game.vocabulary import preferences as preference
from reve.game.vocabulary.privacy import PlayerErased
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
    **pursuits.RULES,
    **adventures.RULES,
    **holdings.RULES,
    **stewardship.RULES,
}


UNASKED: Final = (
    notice.NoticeDue,
    notice.CloseNotices,
    commands.SuggestEsprits,
    preference.SuggestTitles,
    quest.SuggestQuests,
)
"""Commands that no player sees an answer to as such."""


class PlayerBehavior:
    """Decides a player's commands and folds their events; `sum_up` adds an army up, as `power.base` does."""

    def __init__(self, sum_up: Callable[[Player, Catalogue], Sums] = power.base) -> None:
        self._sum_up = sum_up

    def initial(self, key: int) -> Player:
        """Return somebody who has not begun."""
        return Player(key)

    def decide(self, state: Player, command: PlayerCommand, at: Moment[World]) -> Decision[Event, Answer]:
        """Answer a command with what happens, or with a refusal that changes nothing."""
        if no := barred(at.settings, state.key, command, at.now_ms):
            return Decision(no, refused=True)
        if not state.registered and type(command.action) not in stewardship.WITHOUT_BEGINNING:
            return Decision(refusals.not_registered(), refused=True)
        locale = None if command.locale is None else plain(command.locale)
        draft = Draft(
            state,
            at,
            evolve,
            username=plain(command.username),
            locale=locale,
            by=command.by,
            sum_up=self._sum_up,
        )
        reply = RULES[type(command.action)](draft, command.action)
        if isinstance(reply, Refused):
            return Decision(reply, refused=True)
        events, erases = tuple(draft.events), any(isinstance(e, PlayerErased) for e in draft.events)
        if not draft.state.registered:
            return Decision(reply, events, postings(events), erases=erases)
        news = self._news(draft, state, command)
        if draft.events:
            notices.plan(draft)
        answer = WithNews(reply, news) if news else reply
        return Decision(answer, tuple(draft.events), postings(draft.events), tuple(draft.notes))

    def _news(self, draft: Draft, before: Player, command: PlayerCommand) -> tuple[News, ...]:
        """Return what else there is to tell; what nobody has asked has nobody to tell."""
        news = attainment.attain(draft, before)
        if isinstance(command.action, UNASKED):
            return ()
        if type(command.action) in stewardship.OF_OPERATORS:
            return news
        player.keep_name(draft)
        if hint := tutorial.advance(draft):
            news = (*news, News("hint", hint, Bundle()))
        if command.by is None and notices.tell_blocked(draft):
            news = (*news, News("notices_closed", "", Bundle()))
        return news

    def evolve(self, state: Player, event: Event) -> Player:
        """Return the state after an event."""
        return evolve(state, event)
