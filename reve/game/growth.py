"""How collections grow, system by system: which rule answers which command, and what each event does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reve.game import (
    awakening,
    class_change,
    crafting,
    echo,
    esprit,
    esprit_views,
    fusion,
    release,
    relic,
    settling,
    skill,
    team,
)
from reve.game.draft import Draft
from reve.game.state import Player
from reve.game.vocabulary import awakening as awakening_words
from reve.game.vocabulary import crafting as crafting_words
from reve.game.vocabulary import echo as echo_words
from reve.game.vocabulary import esprit as esprit_words
from reve.game.vocabulary import fusion as fusion_words
from reve.game.vocabulary import relic as relic_words
from reve.game.vocabulary import settling as settling_words
from reve.game.vocabulary import skill as skill_words
from reve.game.vocabulary import team as team_words


def _unchanged(state: Player, event: Any) -> Player:
    """Keep the state: what changed came as events of its own."""
    return state


RULES: Final[Mapping[type[Any], Callable[[Draft, Any], Any]]] = {
    fusion_words.Fuse: fusion.fuse,
    fusion_words.PreviewFusion: fusion.preview,
    awakening_words.PreviewAwakening: awakening.preview,
    awakening_words.Awaken: awakening.awaken,
    awakening_words.ListAwakenings: awakening.listing,
    echo_words.OpenEchoes: echo.open_echoes,
    echo_words.ListEchoes: echo.listing,
    crafting_words.Craft: crafting.craft,
    crafting_words.ShowFragments: crafting.show,
    esprit_words.Release: release.release,
    esprit_words.Showcase: esprit_views.showcase,
    team_words.ShowTeam: team.show,
    team_words.SetMember: team.set_member,
    team_words.ClearMember: team.clear,
    team_words.ShowPower: team.show_power,
    skill_words.ShowSkills: skill.show,
    skill_words.AllocateSkill: skill.allocate,
    skill_words.ResetSkills: skill.reset,
    skill_words.ShowClass: class_change.show,
    skill_words.ChangeClass: class_change.change,
    relic_words.ListRelics: relic.listing,
    relic_words.EquipRelic: relic.equip,
    relic_words.UnequipRelic: relic.unequip,
    relic_words.SalvageRelic: relic.salvage,
}

STEPS: Final[Mapping[type[Any], Callable[[Player, Any], Player]]] = {
    settling_words.GaugesSettled: settling.happened,
    esprit_words.EspritConsumed: esprit.consumed,
    fusion_words.FusionSucceeded: fusion.succeeded,
    fusion_words.FusionFailed: fusion.failed,
    awakening_words.AwakeningSucceeded: awakening.succeeded,
    awakening_words.AwakeningFailed: awakening.failed,
    echo_words.EchoOpened: echo.opened,
    crafting_words.EspritCrafted: _unchanged,
    esprit_words.EspritReleased: _unchanged,
    team_words.TeamChanged: team.changed,
    skill_words.SkillAllocated: skill.allocated,
    skill_words.SkillReset: skill.was_reset,
    relic_words.RelicChanged: relic.changed,
    relic_words.RelicEquipped: relic.worn,
    relic_words.RelicUnequipped: relic.worn,
}
