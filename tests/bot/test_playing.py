"""The first minutes of the game, played through the real client library and a local Discord."""

import asyncio
from typing import Any

import pytest

from reve.game.commands import Pull
from tests.bot.stage import Stage, shipped

pytestmark = pytest.mark.anyio


async def test_hazard_8_a_new_player_is_told_of_success_at_once(stage: Stage) -> None:
    scene = await stage.slash("start")
    assert [button.label for button in scene.buttons] == [one.name for one in shipped().classes.values()]
    begun = await stage.press(scene, scene.buttons[0].label)
    assert begun.text.startswith("## Welcome")
    assert stage.journaled(stage.ada) == ["start"]


@pytest.mark.parametrize(
    ("command", "options", "shows"),
    [
        ("profile", {}, "Level"),
        ("daily", {}, "day 1 of 7"),
        ("inventory", {}, "XP Orb"),
        ("inventory", {"section": "fragments", "page": 1}, "fragments"),
        ("use", {"item": "xp_orb", "count": 2}, "+200 XP"),
        ("reve info", {}, "Odds at level 1"),
        ("reve pull", {"count": 2}, "2 reves take shape"),
        ("esprit index", {"sort": "power"}, "by power"),
        ("esprit view", {}, "Leads your esprits"),
        ("rates", {}, "Levels 1 to 39"),
        ("rates", {"topic": "start"}, "20 %"),
        ("achievements", {}, "A Small Gathering"),
        ("achievements", {"category": "social"}, "Four weeks"),
        ("codex", {}, "Common Six"),
        ("codex", {"set": "second_flight"}, "Frostcoil"),
        ("collection", {}, "Discovered"),
        ("collection", {"view": "element"}, "Beginner"),
        ("collection", {"view": "tier"}, "I Common"),
        ("collection", {"view": "missing"}, "the reve, levels"),
        ("collection", {"element": "umbral", "tier": 9}, "Gloomregent"),
        ("collection", {"view": "recent"}, "Of the last 7 days"),
        ("collection", {"view": "milestones"}, "**150**"),
        ("shop view", {}, "Four deals a day"),
        ("shop view", {"shelf": "bundles"}, "First Week Crate"),
        ("shop buy", {"item": "xp_orb", "count": 99}, "You can buy"),
        ("rates", {"topic": "shop"}, "Energy Potion"),
        ("esprit search", {"query": "REGENT", "tier": 9}, "6 species"),
        ("esprit compare", {"a": "jelune", "b": "Gloomb"}, "44 ★"),
        ("esprit random", {"element": "umbral", "tier": 18}, "Nethyra"),
        ("esprit suggest", {}, "the reve"),
        ("esprit leaders", {"stat": "atk", "tier": 18}, "1. ❔ 🌑 Nethyra"),
        ("stats", {}, "Species discovered"),
        ("rank", {}, "#1 · level 1, 0 XP"),
        ("leaderboard", {"category": "revies"}, "**1.** Ada · 2,500"),
        ("title", {}, "no title"),
        ("title", {"title": "Paragon"}, "You do not have that title"),
        ("favorite", {"element": "umbral"}, "Umbral is dearest"),
        ("settings", {}, "**seen**"),
        ("why", {"what": "power"}, "all copies together"),
        ("why", {"what": "energy"}, "not there yet"),
        ("why", {"what": "reve"}, "Bright"),
        ("why", {"what": "fusion"}, "85 %"),
        ("verify", {}, "fingerprint"),
        ("verify", {"pull": 1}, "no such pull"),
        ("history", {}, "starter gift"),
        ("history", {"kind": "currency"}, "revies"),
        ("help", {"topic": "reve"}, "/reve pull"),
        ("help", {"topic": "luck"}, "/verify"),
        ("botinfo", {}, "150"),
        ("admin actors", {}, "player/"),
    ],
)
async def test_hazard_30_every_command_does_what_it_says(
    stage: Stage, command: str, options: dict[str, Any], shows: str
) -> None:
    await stage.begin()
    assert shows in (await stage.slash(command, **options)).text


async def test_a_pull_of_a_day_that_is_over_shows_what_the_script_reads(
    stage: Stage,
) -> None:
    await stage.begin()
    await stage.slash("reve pull", count=2)
    luck = await stage.slash("verify")
    shown = await (await stage.client.select(stage.ada, luck, ["2"])).reply()
    assert shown.text.count("✅") == 2
    assert '"secret":' in shown.text


async def test_a_kind_of_history_reaches_back_past_all_that_is_of_another_kind(stage: Stage) -> None:
    await stage.begin()
    await stage.slash("reve pull")
    for _ in range(3):
        await stage.slash("use", item="xp_orb")
    assert (await stage.slash("history", kind="pulls")).text.count("pulled") == 1


async def test_pulls_are_public_and_the_bag_is_private(stage: Stage) -> None:
    await stage.begin()
    assert not (await stage.slash("reve pull")).ephemeral
    assert (await stage.slash("inventory")).ephemeral


async def test_a_refused_pull_is_told_to_the_player_alone(stage: Stage) -> None:
    refused = await stage.slash("reve pull")
    assert "/start" in refused.text
    assert refused.ephemeral


async def test_a_pull_comes_with_its_cards(stage: Stage) -> None:
    await stage.begin()
    pulled = await stage.slash("reve pull", count=3)
    assert [file.filename for file in pulled.attachments] == ["card.webp"]
    assert len(stage.cards.drawn[-1]) == 3


async def test_without_its_picture_a_reply_is_the_same(stage: Stage) -> None:
    await stage.begin()
    stage.cards.fails = True
    pulled = await stage.slash("reve pull")
    assert "A reve takes shape" in pulled.text
    assert pulled.attachments == ()


async def test_a_profile_of_somebody_else_has_no_balances(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    other = await stage.slash("profile", user=str(stage.bilal))
    assert "Bilal" in other.text
    assert "Revies" not in other.text


async def test_a_profile_of_somebody_who_has_not_begun_says_so(stage: Stage) -> None:
    assert "**Bilal** is not a Reverie yet" in (await stage.slash("profile", user=str(stage.bilal))).text


async def test_pages_turn_in_their_own_message(stage: Stage) -> None:
    await stage.begin()
    await stage.slash("daily")
    first = await stage.slash("history")
    second = await stage.press(first, "Next ▶")
    assert second.id == first.id
    assert "Page 2" in second.text


async def test_a_menu_opens_what_was_chosen(stage: Stage) -> None:
    await stage.begin()
    index = await stage.slash("esprit index")
    chosen = index.selects[0].values[0]
    shown = await (await stage.client.select(stage.ada, index, [chosen])).reply()
    assert shipped().species[chosen].name in shown.text


async def test_what_is_typed_is_completed_to_what_the_player_owns(stage: Stage) -> None:
    await stage.begin()
    leader = next(iter(shipped().classes.values())).starter
    found = await stage.client.autocomplete(
        user=stage.ada,
        guild=stage.guild,
        command="esprit view",
        focused="name",
        options={"name": shipped().species[leader].name[:3]},
    )
    assert found == [{"name": shipped().species[leader].name, "value": leader}]


async def test_only_items_that_can_be_used_are_offered_for_use(stage: Stage) -> None:
    found = await stage.client.autocomplete(
        user=stage.ada, guild=stage.guild, command="use", focused="item", options={"item": ""}
    )
    usable = [item.id for item in shipped().items.values() if item.use is not None]
    assert [choice["value"] for choice in found] == usable


async def test_completing_fails_quietly_when_the_player_cannot_be_asked(stage: Stage) -> None:
    stage.backstage.failure = RuntimeError("broken")
    found = await stage.client.autocomplete(
        user=stage.ada, guild=stage.guild, command="esprit view", focused="name", options={"name": "a"}
    )
    assert found == []


async def test_commands_work_in_direct_messages(stage: Stage) -> None:
    handle = await stage.client.slash(user=stage.ada, command="start")
    assert (await handle.reply()).buttons


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("use", {"item": "no such thing"}),
        ("use", {"item": "xp_orb", "count": 2**70}),
        ("use", {"item": "x" * 4_000}),
        ("inventory", {"section": "\0"}),
        ("inventory", {"page": -(2**63)}),
        ("esprit index", {"tier": 99}),
        ("esprit index", {"element": "\u202eplasma"}),
        ("esprit view", {"name": "\0" * 50}),
        ("history", {"kind": "gossip"}),
        ("rates", {"topic": "weather"}),
        ("help", {"topic": "weather"}),
        ("reve pull", {"count": -1}),
    ],
)
async def test_values_that_discord_would_not_have_sent_are_refused_politely(
    stage: Stage, command: str, options: dict[str, Any]
) -> None:
    await stage.begin()
    reply = await stage.slash(command, **options)
    assert "went wrong" not in reply.text
    assert stage.journaled(stage.ada) == ["start"]


@pytest.mark.parametrize("name", ["N" * 4_000, "a\0b", "\u202eRTL", "שלום 🌙", "**[x](y)** @everyone", " "])
async def test_any_name_can_play(stage: Stage, name: str) -> None:
    user = stage.playground.world.add_user(name[:32] or "x", name).id
    assert "Welcome" in (await stage.begin(user)).text
    profile = await stage.slash("profile", user)
    assert "Level 1" in profile.text
    assert "\0" not in profile.text
    assert "\u202e" not in profile.text


async def test_a_slow_command_is_deferred_and_answered_later(stage: Stage) -> None:
    await stage.begin()
    stage.backstage.hold_s = 1.8
    handle = await stage.begun("profile")
    assert "Level 1" in (await handle.reply()).text
    assert [attempt["body"]["type"] for attempt in await handle.attempts()] == [5]


async def test_a_menu_that_takes_long_still_changes_its_own_message(stage: Stage) -> None:
    await stage.begin()
    inventory = await stage.slash("inventory")
    stage.backstage.hold_s = 1.8
    changed = await (await stage.client.select(stage.ada, inventory, ["echoes"])).reply()
    assert changed.id == inventory.id
    assert "XP Orb" not in changed.text


async def test_what_is_answered_is_heard_by_the_metrics(stage: Stage) -> None:
    await stage.slash("profile")
    await stage.begin()
    assert ("profile.show", "not_registered") in stage.heard.outcomes
    assert ("start", "ok") in stage.heard.outcomes


async def test_the_command_carries_the_interactions_id_and_a_clean_name(stage: Stage) -> None:
    await stage.begin()
    handle = await stage.begun("reve pull")
    await handle.reply()
    asked = stage.backstage.asked[-1]
    assert (asked.id, asked.name, asked.body.username) == (handle.id, "reve.pull", "Ada")
    assert asked.body.action == Pull(1)


async def test_answers_under_way_go_out_before_the_bot_closes(stage: Stage) -> None:
    await stage.begin()
    stage.backstage.hold_s = 0.5
    handle = await stage.begun("profile")
    while not stage.backstage.asked[-1].name.startswith("profile"):
        await asyncio.sleep(0.01)
    await stage.app.close()
    assert "Level 1" in (await handle.reply()).text
