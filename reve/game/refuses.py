"""What each command may refuse with, beyond what stands before all of them: each rule keeps to its line here.

A refusal is told by its code; `INSUFFICIENT` also by what is lacking, `INVALID_ARGUMENT` by its field.
A command without a line refuses nothing.
"""

from collections.abc import Mapping
from typing import Any, Final

from reve.game import commands
from reve.game.shown import Refused
from reve.game.vocabulary import (
    awakening,
    building,
    combat,
    crafting,
    echo,
    esprit,
    fusion,
    goals,
    notice,
    operating,
    preferences,
    privacy,
    quest,
    relic,
    search,
    shop,
    skill,
    team,
    why,
    world,
)


def label(refused: Refused) -> str:
    """Return what a refusal is called here."""
    detail = {"INSUFFICIENT": "kind", "INVALID_ARGUMENT": "field"}.get(refused.code)
    return refused.code if detail is None else f"{refused.code} {refused.params[detail]}"


def _invalid(*fields: str) -> frozenset[str]:
    return frozenset(f"INVALID_ARGUMENT {name}" for name in fields)


def _lack(*kinds: str) -> frozenset[str]:
    return frozenset(f"INSUFFICIENT {kind}" for kind in kinds)


_LOCKED: Final = frozenset({"LOCKED"})
_ESPRIT: Final = frozenset({"ESPRIT_NOT_OWNED", "ESPRIT_AMBIGUOUS"})
_FUSION: Final = _ESPRIT | {"TIER_MISMATCH", "MAX_TIER"} | _invalid("fragments")
_SLEEPER: Final = _LOCKED | _ESPRIT | {"MAX_STARS"}
_WEARER: Final = _LOCKED | _ESPRIT | {"SLOT_LOCKED", "STACK_LIMIT"}

BEFORE_ALL: Final = frozenset({"NOT_REGISTERED", "BANNED", "SYSTEM_DISABLED", "FORBIDDEN"})
"""What is refused before any rule is asked."""

REFUSES: Final[Mapping[type[Any], frozenset[str]]] = {
    commands.Start: _invalid("class") | {"ALREADY_REGISTERED"},
    commands.ClaimDaily: frozenset({"ALREADY_CLAIMED"}),
    commands.ShowInventory: _invalid("section"),
    commands.UseItem: _invalid("count", "item")
    | _lack("item")
    | {"NOT_A_CONSUMABLE", "ALREADY_FULL", "MAX_LEVEL", "MAX_COUNT", "STACK_LIMIT"},
    commands.Pull: _invalid("count") | _lack("charges"),
    commands.ShowEsprits: _invalid("element", "tier", "sort"),
    commands.ShowEsprit: _ESPRIT,
    goals.ShowAchievements: _invalid("category"),
    goals.ShowCodex: _invalid("set"),
    goals.ShowCollection: _invalid("view", "element", "tier"),
    shop.ShowShop: _invalid("shelf"),
    shop.Buy: _invalid("item", "count") | _lack("revies", "erythl") | {"ALREADY_CLAIMED", "STACK_LIMIT"},
    search.SearchSpecies: _invalid("query", "sort", "element", "tier"),
    search.CompareSpecies: _invalid("esprit") | {"ESPRIT_AMBIGUOUS"},
    search.RandomSpecies: _invalid("element", "tier"),
    search.LeadSpecies: _invalid("stat", "element", "tier"),
    why.ExplainNumber: _invalid("what") | _lack("buildings") | {"MAX_TIER", "ESPRIT_NOT_OWNED"},
    preferences.CarryTitle: _invalid("title"),
    preferences.FavorElement: _invalid("element") | {"ALREADY_CLAIMED"},
    fusion.Fuse: _FUSION
    | _invalid("count", "catalyst")
    | _lack("copies", "revies", "fragments", "item")
    | {"ESPRIT_IN_USE", "STACK_LIMIT"},
    fusion.PreviewFusion: _FUSION,
    awakening.PreviewAwakening: _SLEEPER,
    awakening.Awaken: _SLEEPER | _lack("copies", "fragments", "revies", "item") | _invalid("stone"),
    awakening.ListAwakenings: _LOCKED,
    echo.OpenEchoes: _LOCKED | _invalid("type", "count", "element", "use_key") | _lack("item"),
    crafting.Craft: _LOCKED
    | _invalid("tier", "element", "count")
    | _lack("fragments", "revies")
    | {"STACK_LIMIT"},
    esprit.Release: _LOCKED | _ESPRIT | _invalid("count") | _lack("copies"),
    esprit.Showcase: _ESPRIT,
    team.SetMember: _LOCKED | _ESPRIT | _invalid("slot") | {"DUPLICATE_MEMBER", "BOSS_ACTIVE"},
    team.ClearMember: _invalid("slot") | {"SLOT_EMPTY", "BOSS_ACTIVE"},
    skill.AllocateSkill: _invalid("skill", "points") | _lack("skill_points") | {"MAX_COUNT"},
    skill.ResetSkills: _lack("allocated", "item", "erythl") | {"ALREADY_CLAIMED"},
    skill.ShowClass: _invalid("class"),
    skill.ChangeClass: _invalid("class") | _lack("erythl"),
    relic.EquipRelic: _WEARER | _invalid("relic") | _lack("relic"),
    relic.UnequipRelic: _WEARER | {"SLOT_EMPTY"},
    relic.SalvageRelic: _LOCKED | _invalid("relic", "count") | _lack("relic"),
    combat.ShowFight: frozenset({"NO_BOSS"}),
    combat.Strike: _invalid("action") | _lack("stamina") | {"NO_BOSS", "ON_COOLDOWN", "SLOT_EMPTY"},
    combat.Flee: frozenset({"NO_BOSS"}),
    quest.Go: _invalid("quest", "times") | _lack("energy") | {"BOSS_ACTIVE", "QUEST_LOCKED", "SLOT_EMPTY"},
    quest.Travel: _LOCKED | _invalid("area") | {"BOSS_ACTIVE"},
    quest.ShowQuests: _invalid("area"),
    quest.AdviseQuests: _invalid("for"),
    building.Build: _LOCKED | _invalid("type") | _lack("slots", "revies") | {"MAX_COUNT"},
    building.Upgrade: _LOCKED | _invalid("type") | _lack("buildings", "item", "revies") | {"MAX_LEVEL"},
    building.Collect: _lack("buildings") | {"ALREADY_CLAIMED"},
    building.Expand: _LOCKED | _lack("revies") | {"MAX_COUNT"},
    notice.SetNotice: _invalid("type"),
    notice.SetQuiet: _invalid("quiet"),
    notice.TryNotice: frozenset({"ALREADY_CLAIMED"}),
    operating.Give: _invalid("reason", "what", "amount", "stars"),
    operating.Take: _invalid("reason", "what", "amount")
    | _lack("revies", "erythl", "item", "xp", "fragments", "copies")
    | {"ESPRIT_IN_USE"},
    operating.Reset: _invalid("reason", "user"),
    operating.Erase: _invalid("reason", "user"),
    privacy.EraseMe: _invalid("word"),
    privacy.ExportMe: _invalid("before"),
    world.BanPlayer: _invalid("reason", "user", "days"),
    world.UnbanPlayer: _invalid("reason", "user"),
    world.SwitchSystem: _invalid("reason", "system"),
    world.SetMultiplier: _invalid("reason", "key", "bp", "to"),
    world.PutPackInForce: _invalid("reason", "version"),
}
