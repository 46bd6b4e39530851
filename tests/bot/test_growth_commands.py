"""What the commands and buttons of growth ask for."""

from typing import Any

import pytest

from reve.bot.call import BadOption, Options
from reve.bot.custom_ids import Act
from reve.bot.plan import AskPlayer, Place
from reve.game.commands import Action, ShowEsprits
from reve.game.vocabulary.awakening import Awaken, ListAwakenings, PreviewAwakening
from reve.game.vocabulary.crafting import Craft, ShowFragments
from reve.game.vocabulary.echo import ListEchoes, OpenEchoes
from reve.game.vocabulary.esprit import Release, Showcase
from reve.game.vocabulary.fusion import Fuse, PreviewFusion
from reve.game.vocabulary.relic import EquipRelic, ListRelics, SalvageRelic, UnequipRelic
from reve.game.vocabulary.skill import AllocateSkill, ChangeClass, ResetSkills, ShowClass, ShowSkills
from reve.game.vocabulary.team import ClearMember, SetMember, ShowPower, ShowTeam
from tests.bot.test_commands import action, press, refusal, slash


@pytest.mark.parametrize(
    ("path", "options", "due"),
    [
        ("fuse", {"first": "a", "second": "b"}, Fuse("a", "b", careful=True)),
        (
            "fuse",
            {"first": "a", "second": "b", "count": 9, "fragments": 2, "catalyst": True},
            Fuse("a", "b", 9, 2, True, careful=True),
        ),
        ("fuse-preview", {"first": "a", "second": "b"}, PreviewFusion("a", "b")),
        ("awaken", {"esprit": "a", "stone": True}, PreviewAwakening("a", True)),
        ("awaken-list", {"page": 2}, ListAwakenings(2)),
        ("echo open", {"type": "faded"}, OpenEchoes("faded")),
        (
            "echo open",
            {"type": "elemental", "count": 3, "use_key": True, "element": "umbral"},
            OpenEchoes("elemental", 3, True, "umbral"),
        ),
        ("echo list", {}, ListEchoes()),
        ("craft", {"tier": 3, "element": "umbral", "count": 2}, Craft(3, "umbral", 2)),
        ("fragments", {}, ShowFragments()),
        ("esprit release", {"name": "a", "count": 3}, Release("a", 3)),
        ("esprit showcase", {}, Showcase()),
        ("team view", {}, ShowTeam()),
        ("team set", {"slot": "leader", "esprit": "a"}, SetMember("leader", "a")),
        ("team clear", {"slot": "support1"}, ClearMember("support1")),
        ("skills view", {}, ShowSkills()),
        ("skills allocate", {"skill": "energy", "points": 3}, AllocateSkill("energy", 3)),
        ("skills reset", {}, ShowSkills(resetting=True)),
        ("class view", {}, ShowClass()),
        ("class change", {"class": "focused"}, ShowClass("focused")),
        ("relic list", {}, ListRelics(1)),
        ("relic equip", {"esprit": "a", "slot": 2, "relic": "r"}, EquipRelic("a", 2, "r")),
        ("relic unequip", {"esprit": "a", "slot": 2}, UnequipRelic("a", 2)),
        ("relic salvage", {"relic": "r", "count": 4}, SalvageRelic("r", 4)),
    ],
)
def test_a_command_asks_for_what_its_options_say(path: str, options: dict[str, Any], due: Action) -> None:
    assert action(slash(path, **options)) == due


@pytest.mark.parametrize(
    ("act", "due"),
    [
        (Act("fuse", ("a", "b", "2", "1"), 7), Fuse("a", "b", 1, 2, True, 7, careful=True)),
        (Act("fuse", ("a", "b", "2", "1", "9"), 7), Fuse("a", "b", 9, 2, True, 7)),
        (Act("fuse.preview", ("a", "b", "2")), PreviewFusion("a", "b", 2)),
        (Act("awaken", ("a", "1"), 7), Awaken("a", True, 7)),
        (Act("awaken.show", ("a",)), PreviewAwakening("a")),
        (Act("echo", ("faded", "1", "1", "")), OpenEchoes("faded", 1, True)),
        (Act("echo.call", ("elemental", "umbral")), OpenEchoes("elemental", 1, element="umbral")),
        (Act("craft", ("12:umbral",), 7), Craft(12, "umbral", 1, 7)),
        (Act("release", ("a", "30"), 7), Release("a", 30, 7)),
        (Act("esprits.sort", ("umbral", "0", "power")), ShowEsprits("umbral", None, "power", 1)),
        (Act("esprits.element", ("3", "tier", "all")), ShowEsprits(None, 3, "tier", 1)),
        (Act("team.swap", ("leader", "a")), SetMember("leader", "a", swap=True)),
        (Act("power"), ShowPower()),
        (Act("skill", ("attack", "1")), AllocateSkill("attack", 1)),
        (Act("skills.reset", ("token",), 7), ResetSkills(True, 7)),
        (Act("class.change", ("focused",), 7), ChangeClass("focused", 7)),
        (Act("unequip", ("a", "2")), UnequipRelic("a", 2)),
    ],
)
def test_a_button_asks_for_what_it_says_and_carries_its_version(act: Act, due: Action) -> None:
    assert action(press(act)) == due


@pytest.mark.parametrize("chosen", ["", "umbral", "x:umbral", "123:umbral", "-1:umbral"])
def test_a_choice_that_is_none_of_ours_is_refused(chosen: str) -> None:
    assert refusal(press(Act("craft", (chosen,), 7))).code == "INVALID_ARGUMENT"


def test_what_others_should_see_is_public_and_the_rest_is_not() -> None:
    places = {
        path: plan.place
        for path, plan in (
            ("fuse", slash("fuse", first="a", second="b")),
            ("echo open", slash("echo open", type="faded")),
            ("esprit showcase", slash("esprit showcase")),
            ("awaken", slash("awaken", esprit="a")),
            ("relic list", slash("relic list")),
        )
        if isinstance(plan, AskPlayer)
    }
    assert places == {
        "fuse": Place.PUBLIC,
        "echo open": Place.PUBLIC,
        "esprit showcase": Place.PUBLIC,
        "awaken": Place.PRIVATE,
        "relic list": Place.PRIVATE,
    }


def test_a_flag_is_true_or_false_and_nothing_else() -> None:
    assert Options({"stone": True}).flag("stone")
    assert not Options({}).flag("stone")
    with pytest.raises(BadOption):
        Options({"stone": 1}).flag("stone")
