"""Runs: a quest that is carried out, or a boss that was beaten, and all that comes of it."""

from dataclasses import dataclass, field, replace
from typing import Final

from reve.game import currency, experience, journey, paying, resource, spoils
from reve.game.draft import Draft
from reve.game.lands import Area, Quest
from reve.game.shown import LevelsGained
from reve.game.spoils import Finds
from reve.game.state import AreaProgress, Journey, Player, revised
from reve.game.vocabulary.quest import Captured, QuestCompleted

SOURCE: Final = "quest"
MINT: Final = "mint/quest"


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


def run(draft: Draft, area: Area, quest: Quest, haul: Haul) -> None:
    """Go on one quest without a boss; everything has been checked."""
    cost = paying.energy_terms(draft, quest).value
    resource.pay(draft, "energy", cost, SOURCE)
    haul.quests.append(quest.number)
    haul.energy += cost
    revies = _pay(draft, area, quest, haul)
    caught = _catch(draft, area, quest, haul)
    spoils.drops(draft, quest, haul.finds)
    _complete(draft, area, quest, haul, _Outcome(cost, revies, caught))


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
    haul.xp += xp - experience.spare(draft, xp)
    haul.rise(experience.gain(draft, xp, SOURCE))


def completed(player: Player, event: QuestCompleted) -> Player:
    old = player.journey.areas.get(event.area, AreaProgress())
    done = replace(old, done=event.done, crowned=event.crowned)
    areas = {**player.journey.areas, event.area: done}
    journey_ = Journey(player.journey.area, areas, event.since_capture, event.since_relic)
    return revised(player, journey=journey_, charm_left=event.charm_left)
