"""Quests: energy for revies, experience, drops and captures; every eighth one has a boss."""

from typing import Final

from reve.game import combat, fight_start, journey, paying, refusals, resource
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.lands import Area, Quest
from reve.game.run import SOURCE, Haul, run
from reve.game.shown import Refused
from reve.game.state import Player
from reve.game.vocabulary.combat import FightShown
from reve.game.vocabulary.quest import Go, QuestsDone

AHEAD: Final = "BOSS_AHEAD"


def go(draft: Draft, action: Go) -> Refused | QuestsDone | FightShown:
    """Go on quests until energy is lacking or a boss is next; at least one must be possible."""
    area = journey.current(draft.state, draft.catalogue)
    chosen = _chosen(draft, area, action)
    if isinstance(chosen, Refused):
        return chosen
    first = chosen or _next(draft, area)
    if no := _obstacle(draft, area, first):
        return no
    if first.boss is not None:
        return _challenge(draft, area, first, first.boss, action.times)
    haul, stopped = Haul(), None
    while len(haul.quests) < action.times:
        one = chosen or _next(draft, area)
        no = _obstacle(draft, area, one)
        stopped = AHEAD if one.boss is not None else no.code if no else None
        if stopped is not None:
            break
        run(draft, area, one, haul)
    return _told(draft, area, action.times, haul, stopped)


def find(area: Area, text: str) -> Quest | None:
    """Return the quest of an area that a number or a whole name stands for."""
    for one in area.quests:
        if text.strip() == str(one.number) or text.strip().casefold() == one.name.casefold():
            return one
    return None


def certain_in(player: Player, catalogue: Catalogue) -> int:
    """Return which quest from now brings a capture for sure."""
    return max(1, catalogue.adventures.capture.certain_after - player.journey.since_capture)


def _chosen(draft: Draft, area: Area, action: Go) -> Quest | Refused | None:
    """Return the quest that is meant, None for the next each time; nobody goes on one in a fight."""
    if no := fight_start.engaged(draft):
        return no
    if not 1 <= action.times <= draft.catalogue.adventures.most_times:
        return refusals.invalid("times", "out_of_range")
    if action.quest is None:
        return None
    return find(area, action.quest) or refusals.invalid("quest", "unknown")


def _challenge(draft: Draft, area: Area, quest: Quest, boss: str, times: int) -> Refused | FightShown:
    """Pay the energy of a quest, which is there, and begin the fight at its end."""
    if times > 1:
        return refusals.invalid("times", "boss")
    if no := fight_start.obstacle(draft):
        return no
    resource.pay(draft, "energy", paying.energy_terms(draft, quest).value, SOURCE)
    fight_start.begin(draft, boss, area=area.id, quest=quest.number)
    return combat.begun(draft)


def _next(draft: Draft, area: Area) -> Quest:
    return area.quest(journey.upcoming(area, journey.progress(draft.state, area)))


def _obstacle(draft: Draft, area: Area, quest: Quest) -> Refused | None:
    """Return what forbids a quest now; draws nothing."""
    done = journey.progress(draft.state, area)
    if journey.state_of(done, quest.number) == "closed":
        return refusals.quest_locked(journey.upcoming(area, done))
    need = paying.energy_terms(draft, quest).value
    have = resource.read(draft.state, draft.catalogue, "energy", draft.now_ms)
    if have.value >= need:
        return None
    facts = {} if have.next_at_ms is None else {"next_at_ms": have.next_at_ms}
    return refusals.insufficient("energy", need, have.value, **facts)


def _told(draft: Draft, area: Area, asked: int, haul: Haul, stopped: str | None) -> QuestsDone:
    """Put all runs in one reply."""
    player, catalogue = draft.state, draft.catalogue
    return QuestsDone(
        standing=journey.standing(player, catalogue, area),
        asked=asked,
        quests=tuple(haul.quests),
        energy_spent=haul.energy,
        revies=haul.revies,
        xp=haul.xp,
        captured=tuple(haul.captured),
        found=dict(haul.finds.found),
        discarded={name: n for name, n in haul.finds.lost.items() if n},
        levels=haul.levels,
        energy=resource.read(player, catalogue, "energy", draft.now_ms),
        certain_in=certain_in(player, catalogue),
        charm_left=player.charm_left,
        stopped=stopped,
        next=journey.upcoming(area, journey.progress(player, area)),
    )
