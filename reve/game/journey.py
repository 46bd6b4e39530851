"""Journey: which areas are open to a player, what is done there, and where the player is."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reve.game import claims, fight_start, refusals, reward
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.festival import factored
from reve.game.lands import Area
from reve.game.news import News
from reve.game.shown import Refused
from reve.game.state import AreaProgress, Journey, Player, revised
from reve.game.vocabulary.quest import (
    AreaRankCompleted,
    AreasShown,
    AreaStanding,
    AreaTraveled,
    AreaUnlocked,
    ShowAreas,
    Travel,
    Traveled,
)

CLAIM: Final = "area_rank"


def current(player: Player, catalogue: Catalogue) -> Area:
    """Return where the player is; the first area under a pack that no longer has the place."""
    return catalogue.adventures.areas.get(player.journey.area, catalogue.adventures.first)


def progress(player: Player, area: Area) -> AreaProgress:
    """Return what is done in an area."""
    return player.journey.areas.get(area.id, AreaProgress())


def is_open(player: Player, catalogue: Catalogue, area: Area) -> bool:
    """Tell whether an area can be travelled to; the first one always can."""
    return area is catalogue.adventures.first or area.id in player.journey.areas


def upcoming(area: Area, done: AreaProgress) -> int:
    """Return the number of the quest that comes next; in a mastered area the last without a boss."""
    if not done.mastered:
        return done.done + 1
    return max(one.number for one in area.quests if one.boss is None)


def state_of(done: AreaProgress, number: int) -> str:
    """Say what a quest is to a player: done at this rank, next, open as done once, or closed."""
    if number <= done.done:
        return "done"
    if number == done.done + 1:
        return "next"
    return "open" if done.rank > 1 else "closed"


def standing(player: Player, catalogue: Catalogue, area: Area) -> AreaStanding:
    """Return all that a player has done in an area, and what it still needs to open."""
    done, before = progress(player, area), _before(catalogue, area)
    missing = before is not None and progress(player, before).rank == 1
    opened = is_open(player, catalogue, area)
    return AreaStanding(
        area=area.id,
        open=opened,
        current=current(player, catalogue) is area,
        rank=done.rank,
        done=done.done,
        mastered=done.mastered,
        level=area.level,
        needs=before.id if before is not None and missing and not opened else None,
    )


def show(draft: Draft, action: ShowAreas) -> AreasShown:
    """List all areas in order."""
    player, catalogue = draft.state, draft.catalogue
    return AreasShown(tuple(standing(player, catalogue, one) for one in catalogue.adventures.areas.values()))


def travel(draft: Draft, action: Travel) -> Refused | Traveled:
    """Go to an area that is open."""
    player, catalogue = draft.state, draft.catalogue
    area, here = catalogue.adventures.areas.get(action.area), current(player, catalogue)
    if area is None:
        return refusals.invalid("area", "unknown")
    if no := closed(player, catalogue, area):
        return no
    if no := fight_start.engaged(draft):
        return no
    if area is here:
        return refusals.invalid("area", "same")
    draft.emit(AreaTraveled(here.id, area.id))
    return Traveled(standing(draft.state, catalogue, area))


def closed(player: Player, catalogue: Catalogue, area: Area) -> Refused | None:
    """Refuse an area that is not open yet, and say what it takes."""
    if is_open(player, catalogue, area):
        return None
    before = _before(catalogue, area)
    if before is not None and progress(player, before).rank == 1:
        return refusals.area_locked(area.id, area.level, before.id)
    return refusals.locked("area", area.level)


def reach(draft: Draft, seen: Player | None) -> Iterator[News]:
    """Pay for ranks whose last quest is done, and open areas whose requirements are met."""
    now = draft.state
    if seen is not None and now.journey is seen.journey and now.growth.level == seen.growth.level:
        return
    for area in draft.catalogue.adventures.areas.values():
        done = progress(draft.state, area)
        if not done.mastered and done.done >= len(area.quests):
            yield from _finish(draft, area, done.rank)
    for area in draft.catalogue.adventures.areas.values():
        if not is_open(draft.state, draft.catalogue, area) and _due(draft, area):
            draft.emit(AreaUnlocked(area.id))
            yield News("area", area.id, Bundle())


def _finish(draft: Draft, area: Area, rank: int) -> Iterator[News]:
    key = f"{CLAIM}:{area.id}:{rank}"
    draft.emit(AreaRankCompleted(area.id, rank, rank == len(area.ranks)))
    if claims.is_granted(draft.state, key):
        return
    plain = area.ranks[rank - 1]
    revies, xp = factored(draft, "revies", plain.revies), factored(draft, "xp", plain.xp)
    bundle = replace(plain, revies=revies, xp=xp)
    discarded, levels = reward.grant(draft, key, bundle, CLAIM)
    yield News(CLAIM, f"{area.id}:{rank}", bundle, 0, discarded)
    yield from reward.news_of(levels)


def _due(draft: Draft, area: Area) -> bool:
    before = _before(draft.catalogue, area)
    reached = before is None or progress(draft.state, before).rank > 1
    return reached and draft.state.growth.level >= area.level


def _before(catalogue: Catalogue, area: Area) -> Area | None:
    areas = tuple(catalogue.adventures.areas.values())
    return areas[area.number - 2] if area.number > 1 else None


def open_areas(player: Player, catalogue: Catalogue) -> Iterator[Area]:
    """Yield the areas that can be travelled to, in order."""
    return (one for one in catalogue.adventures.areas.values() if is_open(player, catalogue, one))


def with_progress(player: Player, area: str, done: AreaProgress) -> Journey:
    """Return a journey with other progress in an area."""
    return replace(player.journey, areas={**player.journey.areas, area: done})


def rank_completed(player: Player, event: AreaRankCompleted) -> Player:
    old = player.journey.areas[event.area]
    done = AreaProgress(event.rank, old.done, True, old.crowned)
    if not event.mastered:
        done = AreaProgress(event.rank + 1, 0, False, old.crowned)
    return revised(player, journey=with_progress(player, event.area, done))


def unlocked(player: Player, event: AreaUnlocked) -> Player:
    return revised(player, journey=with_progress(player, event.area, AreaProgress()))


def traveled(player: Player, event: AreaTraveled) -> Player:
    return revised(player, journey=replace(player.journey, area=event.new))
