"""Actions of all kinds by which a collection grows, for tests that try many in any order."""

from hypothesis import strategies as st

from reve.game import commands
from reve.game.vocabulary.awakening import Awaken, ListAwakenings, PreviewAwakening
from reve.game.vocabulary.building import Build, Collect, Expand, ShowBuildings, Upgrade
from reve.game.vocabulary.crafting import Craft, ShowFragments
from reve.game.vocabulary.echo import ListEchoes, OpenEchoes
from reve.game.vocabulary.esprit import Release, Showcase
from reve.game.vocabulary.fusion import Fuse, PreviewFusion
from reve.game.vocabulary.notice import (
    CloseNotices,
    NoticeDue,
    SetNotice,
    SetQuiet,
    ShowNotices,
    TryNotice,
)
from reve.game.vocabulary.relic import EquipRelic, ListRelics, SalvageRelic, UnequipRelic
from reve.game.vocabulary.skill import AllocateSkill, ChangeClass, ResetSkills, ShowClass, ShowSkills
from reve.game.vocabulary.team import ClearMember, SetMember, ShowPower, ShowTeam

HOLDINGS: list[commands.Action] = [
    ShowBuildings(),
    Build("shrine"),
    Build("cluster"),
    Upgrade("shrine"),
    Expand(),
    Collect(),
    Collect(),
]
"""What can be done about buildings."""

NOTICES: list[commands.Action] = [
    SetNotice(None, True),
    SetQuiet(60, 120, -60),
    TryNotice(),
    NoticeDue("test"),
    NoticeDue("energy_full"),
    CloseNotices(),
    ShowNotices(),
]
"""What can be done about direct messages."""

GROWTH: list[commands.Action] = [
    PreviewFusion("jelune", "jelune"),
    Fuse("jelune", "jelune"),
    Fuse("tempest_kin", "jelune", 2, 1),
    PreviewAwakening("jelune"),
    Awaken("jelune", False, 1),
    ListAwakenings(),
    OpenEchoes("faded", 2),
    OpenEchoes("vivid"),
    ListEchoes(),
    Craft(1, "tempest"),
    ShowFragments(),
    Release("jelune", 2),
    Showcase(),
    ShowTeam(),
    ShowPower(),
    SetMember("leader", "shynix"),
    SetMember("support1", "muddroot"),
    ClearMember("support1"),
    ShowSkills(),
    AllocateSkill("energy", 1),
    ResetSkills(False, 9),
    ShowClass(),
    ChangeClass("vigorous", 9),
    ListRelics(),
    EquipRelic("jelune", 1, "iron_sword"),
    UnequipRelic("jelune", 1),
    SalvageRelic("iron_sword"),
]

_names = st.sampled_from(["jelune", "muddroot", "blazeblob", "shynix", "tempest_kin", "tempest_t2", "nobody"])
growing: st.SearchStrategy[commands.Action] = st.one_of(
    st.builds(Fuse, _names, _names, st.integers(0, 3), st.integers(-1, 2), st.booleans()),
    st.builds(PreviewFusion, _names, _names),
    st.builds(Awaken, _names, st.booleans(), st.integers(1, 9)),
    st.just(ListAwakenings()),
    st.builds(OpenEchoes, st.sampled_from(["faded", "vivid", "elemental"]), st.integers(0, 3), st.booleans()),
    st.just(ListEchoes()),
    st.builds(Craft, st.integers(0, 3), st.sampled_from(["tempest", "umbral", "ice"]), st.integers(0, 2)),
    st.just(ShowFragments()),
    st.builds(Release, _names, st.sampled_from([-1, 0, 1, 2, 11])),
    st.builds(SetMember, st.sampled_from(["leader", "support1", "support2"]), _names, st.booleans()),
    st.builds(ClearMember, st.sampled_from(["support1", "support2"])),
    st.builds(AllocateSkill, st.sampled_from(["energy", "stamina", "attack", "luck"]), st.integers(0, 2)),
    st.builds(ResetSkills, st.booleans(), st.integers(1, 30)),
    st.builds(ChangeClass, st.sampled_from(["vigorous", "focused", "none"]), st.integers(1, 30)),
    st.builds(EquipRelic, _names, st.integers(0, 3), st.sampled_from(["iron_sword", "oak_shield", "none"])),
    st.builds(UnequipRelic, _names, st.integers(0, 3)),
    st.builds(SalvageRelic, st.sampled_from(["iron_sword", "none"]), st.integers(0, 2)),
    st.sampled_from([ShowTeam(), ShowPower(), ShowSkills(), ShowClass(), ListRelics()]),
)
