"""The codex: themed sets of species; discovering all of a set gives its reward."""

from collections.abc import Iterator
from typing import Final

from reve.game import claims, pages, refusals, reward
from reve.game.draft import Draft
from reve.game.goals import CodexSet
from reve.game.news import News
from reve.game.replies import Reply
from reve.game.state import Player
from reve.game.vocabulary.goals import (
    CodexCompleted,
    CodexLine,
    CodexMember,
    CodexSetShown,
    CodexShown,
    ShowCodex,
)

CLAIM: Final = "codex"


def complete(draft: Draft, seen: Player | None) -> Iterator[News]:
    """Complete the sets of what was discovered since the player was `seen`, None to look at all sets."""
    for one in _candidates(draft, seen):
        if not claims.is_granted(draft.state, _key(one)) and all(
            name in draft.state.stacks for name in one.species
        ):
            draft.emit(CodexCompleted(one.id, one.reward))
            discarded, levels = reward.grant(draft, _key(one), one.reward, CLAIM, bound=True)
            yield News(CLAIM, one.id, one.reward, 0, discarded)
            yield from reward.news_of(levels)


def show(draft: Draft, action: ShowCodex) -> Reply:
    """Show one set, or a page of all."""
    sets = draft.catalogue.goals.sets
    if action.set_id is None:
        lines = [_line(draft.state, one) for one in sets.values()]
        page, count, cut = pages.cut(lines, action.page)
        done = sum(line.done_at_ms is not None for line in lines)
        return CodexShown(page, count, len(lines), done, cut)
    wanted = action.set_id.strip().casefold()
    found = next((one for one in sets.values() if wanted in (one.id, one.name.casefold())), None)
    if found is None:
        return refusals.invalid("set", "unknown")
    members = tuple(CodexMember(name, name in draft.state.stacks) for name in found.species)
    return CodexSetShown(_line(draft.state, found), members)


def _candidates(draft: Draft, seen: Player | None) -> tuple[CodexSet, ...]:
    goals, stacks = draft.catalogue.goals, draft.state.stacks
    if seen is None:
        return tuple(goals.sets.values())
    if len(stacks) == len(seen.stacks):  # stacks are made once and never deleted
        return ()
    new = (name for name in stacks if name not in seen.stacks)
    touched = {one.id: one for name in new for one in goals.by_species.get(name, ())}
    return tuple(touched.values())


def _line(player: Player, one: CodexSet) -> CodexLine:
    discovered = sum(name in player.stacks for name in one.species)
    return CodexLine(one.id, discovered, len(one.species), player.claims.granted.get(_key(one)))


def _key(one: CodexSet) -> str:
    return f"{CLAIM}:{one.id}"
