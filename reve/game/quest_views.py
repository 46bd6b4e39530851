"""Views of quests: what each costs and pays, which are best for a goal, and which are being typed."""

from collections.abc import Callable, Mapping
from typing import Final

from reve.game import journey, paying, quest, refusals, resource
from reve.game.draft import Draft
from reve.game.lands import Area, Quest
from reve.game.pages import cut
from reve.game.shown import Refused
from reve.game.vocabulary.quest import (
    Advice,
    AdviseQuests,
    QuestLine,
    QuestsAdvised,
    QuestsShown,
    QuestsSuggested,
    ShowQuests,
    SuggestQuests,
)

GOALS: Final[Mapping[str, Callable[[Advice], int]]] = {
    "revies": lambda one: one.revies,
    "xp": lambda one: one.xp,
    "capture": lambda one: one.capture_bp,
}
"""What can be sought, and how much of it a run is expected to bring."""

_MOST_SUGGESTED: Final = 25


def show(draft: Draft, action: ShowQuests) -> Refused | QuestsShown:
    """Show the quests of an area up to a boss, also of one that is not open yet."""
    player, catalogue = draft.state, draft.catalogue
    area = journey.current(player, catalogue)
    if action.area is not None:
        found = catalogue.adventures.areas.get(action.area)
        if found is None:
            return refusals.invalid("area", "unknown")
        area = found
    next_one = journey.upcoming(area, journey.progress(player, area))
    wanted = _page_of(area, next_one) if action.page is None else action.page
    page, pages, (stretch,) = cut(area.stretches, wanted, 1)
    return QuestsShown(
        standing=journey.standing(player, catalogue, area),
        quests=tuple(_line(draft, area, one) for one in stretch),
        page=page,
        pages=pages,
        capture_bp=paying.capture_chance(draft, area, boss=False).terms.value,
        boss_capture_bp=paying.capture_chance(draft, area, boss=True).terms.value,
        certain_in=quest.certain_in(player, catalogue),
        charm_left=player.charm_left,
        energy=resource.read(player, catalogue, "energy", draft.now_ms),
    )


def advise(draft: Draft, action: AdviseQuests) -> Refused | QuestsAdvised:
    """Find the quests that are expected to give most of a goal per point of energy, bosses left out."""
    if action.goal not in GOALS:
        return refusals.invalid("for", "unknown")
    worth = GOALS[action.goal]
    found = [
        _expected(draft, area, one)
        for area in journey.open_areas(draft.state, draft.catalogue)
        for one in area.quests
        if one.boss is None and journey.state_of(journey.progress(draft.state, area), one.number) != "closed"
    ]
    dearest = max(one.energy for one in found)
    scale = dearest**2  # tells any two shares of different energies apart
    found.sort(key=lambda one: (-(worth(one) * scale // one.energy), one.energy))
    best = tuple(found[: draft.catalogue.adventures.advised])
    return QuestsAdvised(action.goal, best, journey.current(draft.state, draft.catalogue).id)


def suggest(draft: Draft, action: SuggestQuests) -> QuestsSuggested:
    """Suggest quests of the current area that can be played, the next one first."""
    area = journey.current(draft.state, draft.catalogue)
    done, text = journey.progress(draft.state, area), action.text.strip().casefold()
    first = journey.upcoming(area, done)
    numbers = [
        one.number
        for one in area.quests
        if journey.state_of(done, one.number) != "closed"
        and (text in one.name.casefold() or text == str(one.number))
    ]
    numbers.sort(key=lambda number: (number != first, -number))
    return QuestsSuggested(area.id, tuple(numbers[:_MOST_SUGGESTED]))


def _page_of(area: Area, number: int) -> int:
    return next(page for page, quests in enumerate(area.stretches, 1) if number <= quests[-1].number)


def _line(draft: Draft, area: Area, one: Quest) -> QuestLine:
    low, high = (paying.revies_terms(draft, one, drawn).value for drawn in one.revies)
    return QuestLine(
        quest=one.number,
        energy=paying.energy_terms(draft, one).value,
        revies=(low, high),
        xp=paying.xp_terms(draft, one).value,
        boss=one.boss is not None,
        state=journey.state_of(journey.progress(draft.state, area), one.number),
    )


def _expected(draft: Draft, area: Area, one: Quest) -> Advice:
    return Advice(
        area=area.id,
        quest=one.number,
        energy=paying.energy_terms(draft, one).value,
        revies=paying.revies_terms(draft, one, paying.mean_revies(one)).value,
        xp=paying.xp_terms(draft, one).value,
        capture_bp=paying.capture_chance(draft, area, boss=False).terms.value,
    )
