"""What a collection grows by, played through the real client library and a local Discord."""

from typing import Any

import pytest

from tests.bot.stage import Stage

pytestmark = pytest.mark.anyio


async def grown(stage: Stage) -> None:
    """Begin, learn from all orbs (which is enough for level 5), and open all echoes and charges."""
    await stage.begin()
    await stage.slash("use", item="xp_orb", count=25)
    await stage.slash("echo open", type="faded", count=5)
    await stage.slash("reve pull", count=5)


@pytest.mark.parametrize(
    ("command", "options", "shows"),
    [
        ("echo list", {}, "The best tier is certain within"),
        ("echo open", {"type": "faded"}, "is yours already"),
        ("echo open", {"type": "elemental", "element": "inferno"}, "opens at level 20"),
        ("fuse", {"first": "shynix", "second": "lumina"}, "no esprit called"),
        ("awaken", {"esprit": "blazeblob"}, "Awaken"),
        ("awaken-list", {}, "Who could awaken"),
        ("fragments", {}, "Your fragments"),
        ("craft", {"tier": 1, "element": "inferno"}, "opens at level 8"),
        ("esprit showcase", {}, "leader"),
        ("esprit view", {}, "Abilities"),
        ("team view", {}, "The leader gives"),
        ("team clear", {"slot": "support1"}, "Nothing is in slot"),
        ("skills view", {}, "4 points to give"),
        ("skills reset", {}, "Take all points back?"),
        ("class view", {}, "Your class"),
        ("class change", {"class": "enlightened"}, "costs 100 erythl, and you have 50"),
        ("relic list", {}, "Bosses guard them"),
        ("relic equip", {"esprit": "blazeblob", "slot": 1, "relic": "iron_sword"}, "opens at level 10"),
        ("rates", {"topic": "echo"}, "Odds of the Faded Echo"),
        ("rates", {"topic": "fusion"}, "**I** 85 % (85."),
        ("rates", {"topic": "awakening"}, "60 % → 80 % → 100 %"),
    ],
)
async def test_hazard_30_every_command_of_growth_does_what_it_says(
    stage: Stage, command: str, options: dict[str, Any], shows: str
) -> None:
    await grown(stage)
    if command == "echo open" and options == {"type": "faded"}:
        shows = "You have 0 × Faded Echo"
    assert shows in (await stage.slash(command, **options)).text


async def test_a_leader_is_made_with_a_button_and_the_team_shows_it(stage: Stage) -> None:
    await grown(stage)
    listed = await stage.slash("esprit index")
    other = next(value for value in listed.selects[0].values if value != "blazeblob")
    shown = await (await stage.client.select(stage.ada, listed, [other], None)).reply()
    team = await stage.press(shown, "Let it lead")
    assert "Your team" in team.text
    assert stage.journaled(stage.ada)[-1] == "team.set"


async def test_a_support_that_leads_is_offered_to_swap(stage: Stage) -> None:
    await grown(stage)
    listed = await stage.slash("esprit index")
    leader, other = "blazeblob", next(one for one in listed.selects[0].values if one != "blazeblob")
    await stage.slash("team set", slot="support1", esprit=other)
    refused = await stage.slash("team set", slot="leader", esprit=other)
    assert "is in your team already" in refused.text
    team = await stage.press(refused, "Swap their places")
    assert "Your team" in team.text
    assert leader in (await stage.slash("esprit view", name=leader)).text.lower()


async def test_hazard_37_a_fusion_that_is_offered_twice_happens_once(stage: Stage) -> None:
    await grown(stage)
    listed = await stage.slash("esprit index", tier=1)
    first, second = [one for one in listed.selects[0].values if one != "blazeblob"][:2]
    one = await stage.slash("fuse-preview", first=first, second=second)
    other = await stage.slash("fuse-preview", first=first, second=second)
    done = await stage.press(one, "Fuse")
    assert "Spent: 1,000 revies" in done.text
    before = stage.journaled(stage.ada)
    assert before[-1] == "fusion.fuse"
    again = await stage.press(other, "Fuse")
    assert "Spent" not in again.text
    assert stage.journaled(stage.ada) == before


async def test_a_point_is_given_with_a_button_that_stays(stage: Stage) -> None:
    await grown(stage)
    shown = await stage.slash("skills view")
    after = await stage.press(shown, "+1 Energy")
    assert "3 points to give" in after.text
    assert (await stage.press(after, "+1 Energy")).text.count("2 points") >= 1
