"""Quests: energy for revies, experience, drops and captures; every eighth one has a boss."""

from dataclasses import dataclass, field, replace
from typing import Final

from reve.game import currency, experience, guardian, journey, paying, refusals, resource, spoils
from reve.game.catalogue import Catalogue
from reve.game.draft import Draft
from reve.game.lands import Area, Quest
from reve.game.shown import LevelsGained, Refused
from reve.game.spoils import Finds
from reve.game.state import AreaProgress, Journey, Player, revised
from reve.game.vocabulary.quest import Captured, Go, QuestCompleted, QuestsDone

SOURCE: Final = "quest"
MINT: Final = "mint/quest"
AHEAD: Final = "BOSS_AHEAD"


@dataclass(slots=True)
class Haul:
    """What the runs of one command have brought so far. Mutable: lives within one decision."""

    quests: list[int] = field(default_factory=list)
    energy: int = 0
    revies: int = 0
    xp: int = 0
    captured: list[Captured] = field(default_factory=list)
    finds: Finds = field(default_factory=Finds)
    levels: LevelsGained | None = None

    def rise(self, gained: LevelsGained | None) -> None:
        """Add levels to those before."""
        if gained is not None and self.levels is not None:
            gained = LevelsGained(
                self.levels.from_level,
                gained.to_level,
                self.levels.skill_points + gained.skill_points,
                self.levels.rewards + gained.rewards,
            )
        self.levels = gained or self.levels


def go(draft: Draft, action: Go) -> Refused | QuestsDone:
    """Go on quests until energy is lacking or a boss is next; at least one must be possible."""
    area = journey.current(draft.state, draft.catalogue)
    if not 1 <= action.times <= draft.catalogue.adventures.most_times:
        return refusals.invalid("times", "out_of_range")
    chosen = None if action.quest is None else find(area, action.quest)
    if action.quest is not None and chosen is None:
        return refusals.invalid("quest", "unknown")
    first = chosen or _next(draft, area)
    if no := _obstacle(draft, area, first):
        return no
    if first.boss is not None:
        return guardian.challenge(draft, area, first, action.times)
    haul, stopped = Haul(), None
    while len(haul.quests) < action.times:
        one = chosen or _next(draft, area)
        no = _obstacle(draft, area, one)
        stopped = AHEAD if one.boss is not None else no.code if no else None
        if stopped is not None:
            break
        _run(draft, area, one, haul)
    return told(draft, area, action.times, haul, stopped)


def find(area: Area, text: str) -> Quest | None:
    """Return the quest of an area that a number or a whole name stands for."""
    for one in area.quests:
        if text.strip() == str(one.number) or text.strip().casefold() == one.name.casefold():
            return one
    return None


def told(draft: Draft, area: Area, asked: int, haul: Haul, stopped: str | None) -> QuestsDone:
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


def certain_in(player: Player, catalogue: Catalogue) -> int:
    """Return which quest from now brings a capture for sure."""
    return max(1, catalogue.adventures.capture.certain_after - player.journey.since_capture)


def conquer(draft: Draft, area: Area, quest: Quest, boss: str) -> Haul:
    """Pay for the victory over the boss of a quest, a species of the catalogue; the quest is done."""
    haul = Haul(quests=[quest.number])
    revies = _pay(draft, area, quest, haul)
    caught = _catch(draft, area, quest, haul, boss)
    spoils.drops(draft, quest, haul.finds)
    relic = spoils.trophies(draft, area, quest, boss, haul.finds)
    _complete(draft, area, quest, haul, _Outcome(0, revies, caught, relic))
    return haul


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How one run went; `relic` is None without a boss, else whether it left one."""

    energy: int
    revies: int
    captured: bool
    relic: bool | None = None


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


def _run(draft: Draft, area: Area, quest: Quest, haul: Haul) -> None:
    """Go on one quest without a boss; everything has been checked."""
    cost = paying.energy_terms(draft, quest).value
    resource.pay(draft, "energy", cost, SOURCE)
    haul.quests.append(quest.number)
    haul.energy += cost
    revies = _pay(draft, area, quest, haul)
    caught = _catch(draft, area, quest, haul)
    spoils.drops(draft, quest, haul.finds)
    _complete(draft, area, quest, haul, _Outcome(cost, revies, caught))


def _pay(draft: Draft, area: Area, quest: Quest, haul: Haul) -> int:
    least, most = quest.revies
    drawn = least + draft.dice.below(most - least + 1)
    revies = paying.revies_terms(draft, quest, drawn).value
    ref = f"{area.id}:{quest.number}"
    haul.revies += revies
    haul.finds.lost["revies"] += currency.credit(draft, currency.REVIES, revies, MINT, ref)
    return revies


def _catch(draft: Draft, area: Area, quest: Quest, haul: Haul, boss: str | None = None) -> bool:
    caught = spoils.capture(draft, area, quest, boss)
    if caught is not None:
        haul.captured.append(caught)
    return caught is not None


def _complete(draft: Draft, area: Area, quest: Quest, haul: Haul, outcome: _Outcome) -> None:
    """Let a quest be done, then give its experience: the levels see everything else."""
    player, done = draft.state, journey.progress(draft.state, area)
    xp, boss = paying.xp_terms(draft, quest).value, outcome.relic is not None
    draft.emit(
        QuestCompleted(
            area=area.id,
            quest=quest.number,
            energy=outcome.energy,
            revies=outcome.revies,
            xp=xp,
            done=done.done + (quest.number == done.done + 1),
            since_capture=0 if outcome.captured else player.journey.since_capture + (not boss),
            charm_left=max(0, player.charm_left - 1),
            since_relic=0 if outcome.relic else player.journey.since_relic + boss,
            crowned=done.crowned or quest.number == len(area.quests),
        )
    )
    haul.xp += xp
    haul.rise(experience.gain(draft, xp, SOURCE))


def completed(player: Player, event: QuestCompleted) -> Player:
    old = player.journey.areas.get(event.area, AreaProgress())
    done = replace(old, done=event.done, crowned=event.crowned)
    areas = {**player.journey.areas, event.area: done}
    journey_ = Journey(player.journey.area, areas, event.since_capture, event.since_relic)
    return revised(player, journey=journey_, charm_left=event.charm_left)
