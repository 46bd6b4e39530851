"""Faults that other bots have, shown to be impossible here through the real client library."""

from typing import Any

import pytest

from actors.errors import OutcomeUnknown
from reve.bot.app import App
from reve.bot.commands.admin import Operators
from reve.bot.custom_ids import Act, Press, Seals
from reve.bot.screens.context import Context
from reve.bot.screens.registry import LAYOUTS
from reve.bot.screens.screen import Screen
from reve.game.replies import Pulled
from reve.playground.seen import Message
from reve.playground.server import Playground
from tests.bot.stage import SECRET, Stage, connected, serving

pytestmark = pytest.mark.anyio


def broken(shown: Any, context: Context) -> Screen:
    raise RuntimeError("this screen has a bug")


async def test_hazard_7_a_reply_that_cannot_be_rendered_goes_out_as_plain_text() -> None:
    async with serving(layouts={**LAYOUTS, Pulled: broken}) as stage:
        await stage.begin()
        reply = await stage.slash("reve pull")
        assert "species=" in reply.text
        assert stage.journaled(stage.ada) == ["start", "reve.pull"]


async def test_hazard_7_an_answer_that_discord_loses_leaves_the_command_done_once(stage: Stage) -> None:
    await stage.begin()
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="reve pull", age_s=3.5)
    outcome = await handle.outcome()
    assert outcome["message"] is None
    assert "reve" in (await stage.slash("history", kind="pulls")).text
    assert stage.journaled(stage.ada) == ["start", "reve.pull"]


async def test_hazard_9_an_interaction_that_comes_five_times_has_one_effect_and_one_reply(
    stage: Stage,
) -> None:
    await stage.begin()
    handle = await stage.begun("reve pull")
    first = await handle.reply()
    await handle.redeliver(4)
    await stage.answered(7)
    assert stage.journaled(stage.ada) == ["start", "reve.pull"]
    assert (await handle.reply()).text == first.text


def nobody(playground: Playground) -> Operators:
    return Operators(users=frozenset({1}))


async def test_hazard_28_only_operators_may_use_the_commands_of_operators() -> None:
    async with serving(operators=nobody) as stage:
        for reply in (
            await stage.slash("admin actor", user=str(stage.bilal)),
            await stage.slash("admin actors"),
            await stage.slash("admin shards"),
            await stage.slash("admin player ban", user=str(stage.bilal), reason="envy"),
            await stage.slash("admin player unban", user=str(stage.bilal), reason="pity"),
            await stage.slash("admin system toggle", system="game", on=False, reason="spite"),
        ):
            assert "Only operators" in reply.text
            assert reply.ephemeral
        assert stage.operated() == []


@pytest.mark.parametrize(
    "act", [Act("actor", ("5",)), Act("actors", ("1",)), Act("unpark", ("5",), 3), Act("shards")]
)
async def test_hazard_28_only_operators_may_use_the_buttons_of_operators(act: Act) -> None:
    async with serving(operators=nobody) as stage:
        reply = await forged(stage, Seals(SECRET).seal(Press(stage.ada, act)))
        assert "Only operators" in reply.text


async def test_hazard_28_a_role_makes_operators_in_its_own_guild_alone() -> None:
    roles: list[int] = []

    def with_role(playground: Playground) -> Operators:
        world, (home, _) = playground.world, playground.guilds[:2]
        roles.append(world.add_role(home.id, "operators").id)
        return Operators(guild=home.id, role=roles[0])

    async with serving(operators=with_role) as stage:
        assert "Only operators" in (await stage.slash("admin actors")).text
        stage.playground.world.give_role(stage.guild, stage.ada, roles[0])
        assert "Live actors" in (await stage.slash("admin actors")).text


async def test_hazard_28_the_commands_of_operators_are_offered_in_their_guild_alone() -> None:
    def at_home(playground: Playground) -> Operators:
        return Operators(users=frozenset({playground.users[0].id}), guild=playground.guilds[0].id)

    async with serving(operators=at_home) as stage:
        here, elsewhere = (guild.id for guild in stage.playground.guilds[:2])
        await stage.client.wait_for_command("admin", user=stage.ada, guild=here)
        there = await stage.client.commands(user=stage.ada, guild=elsewhere)
        assert "admin" not in [each["name"] for each in there]


async def test_hazard_41_a_ban_reaches_whoever_is_playing_until_it_is_taken_back(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    banned = await stage.slash("admin player ban", user=str(stage.bilal), reason="cheats")
    await stage.settings(1)
    refused = await stage.slash("profile", stage.bilal)
    seen = await stage.slash("profile", user=str(stage.bilal))
    await stage.slash("admin player unban", user=str(stage.bilal), reason="did not")
    await stage.settings(2)
    again = await stage.slash("profile", stage.bilal)

    assert "Banned" in banned.text
    assert "You are banned from this game: cheats" in refused.text
    assert "banned" not in seen.text
    assert "banned" not in again.text
    assert stage.operated() == ["world.ban", "world.unban"]


async def test_hazard_41_a_lock_down_lets_everybody_look_and_nobody_play(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    await stage.slash("admin system toggle", system="game", on=False, reason="an attack")
    await stage.settings(1)
    pulled, looked = await stage.slash("reve pull", stage.bilal), await stage.slash("reve info", stage.bilal)
    begun = await stage.slash("start")

    assert "you can look, but not play" in pulled.text
    assert "you can look, but not play" in begun.text
    assert "you can look" not in looked.text
    assert stage.journaled(stage.bilal) == ["start"]


async def test_an_operators_command_that_comes_twice_counts_once(stage: Stage) -> None:
    handle = await stage.begun("admin player ban", user=str(stage.bilal), reason="cheats")
    await handle.reply()
    await handle.redeliver(2)
    await stage.answered(3)
    assert stage.operated() == ["world.ban"]


async def test_hazard_34_an_old_menu_acts_on_what_is_true_now(stage: Stage) -> None:
    await stage.begin()
    inventory = await stage.slash("inventory")
    await stage.slash("use", item="xp_orb", count=25)
    use_orb = [button for button in inventory.buttons if "xp_orb" in (button.custom_id or "")]
    assert "0 × XP Orb" in (await stage.press(inventory, use_orb[0].custom_id or "")).text
    turned = await (await stage.client.select(stage.ada, inventory, ["all"])).reply()
    assert "XP Orb" not in turned.text


async def test_hazard_37_a_second_press_of_a_button_gives_nothing_twice(stage: Stage) -> None:
    scene = await stage.slash("start")
    label = scene.buttons[0].label
    await stage.press(scene, label)
    again = await stage.press(scene, label)
    assert "begun already" in again.text
    assert stage.journaled(stage.ada) == ["start"]


async def test_hazard_37_a_press_that_is_delivered_again_has_one_effect(stage: Stage) -> None:
    begun = await stage.begin()
    handle = await stage.client.click(stage.ada, begun, "Pull")
    await handle.reply()
    await handle.redeliver(2)
    await stage.answered(5)
    assert stage.journaled(stage.ada) == ["start", "reve.pull"]


async def test_hazard_40_buttons_outlive_the_process_that_made_them(stage: Stage) -> None:
    scene = await stage.slash("start")
    await stage.app.close()
    async with connected(App(stage.parts), stage.playground.token, sync=False):
        begun = await stage.press(scene, scene.buttons[1].label)
        assert "Welcome" in begun.text


@pytest.mark.parametrize("skew_s", [86_400.0, -86_400.0, 2_000.0, -800.0])
async def test_hazard_42_no_clock_drops_an_answer_or_gives_it_twice(stage: Stage, skew_s: float) -> None:
    await stage.begin()
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="help", skew_s=skew_s)
    assert "Getting started" in (await handle.reply()).text
    assert len(await handle.attempts()) == 1


async def test_hazard_42_what_arrives_late_is_deferred_at_once(stage: Stage) -> None:
    await stage.begin()
    stage.backstage.hold_s = 1.4
    handle = await stage.client.slash(user=stage.ada, guild=stage.guild, command="profile", age_s=2.0)
    assert "Level 1" in (await handle.reply()).text


async def test_a_foreign_button_is_refused_to_the_one_who_pressed_it(stage: Stage) -> None:
    begun = await stage.begin()
    pulled = await stage.press(begun, "Pull")
    reply = await stage.press(pulled, "Pull", stage.bilal)
    assert "belong to somebody else" in reply.text
    assert reply.ephemeral
    assert stage.journaled(stage.bilal) == []


async def test_a_forged_button_is_refused_and_noticed(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    sealed = Seals(b"another secret").seal(Press(stage.ada, Act("pull", ("5",))))
    assert "not made by this bot" in (await forged(stage, sealed)).text
    assert any("not ours" in record.getMessage() for record in caplog.records)


async def test_a_button_of_another_release_asks_for_a_fresh_one(stage: Stage) -> None:
    assert "another version" in (await forged(stage, "0~old~form")).text


async def test_a_button_with_arguments_that_make_no_sense_is_refused(stage: Stage) -> None:
    sealed = Seals(SECRET).seal(Press(stage.ada, Act("pull", ("many",))))
    assert "out of range" in (await forged(stage, sealed)).text


async def test_an_unknown_outcome_sends_the_player_to_the_history(stage: Stage) -> None:
    stage.backstage.failure = OutcomeUnknown()
    assert "/history shows the true result" in (await stage.slash("daily")).text


async def test_a_bug_outside_the_rules_shows_a_reference_and_no_internals(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.backstage.failure = RuntimeError("password=hunter2")
    reply = await stage.slash("daily")
    assert "hunter2" not in reply.text
    reference = reply.text.rsplit(" ", 1)[-1]
    assert any(reference in record.getMessage() for record in caplog.records)


async def test_an_actor_at_rest_can_be_looked_at_but_not_unparked(stage: Stage) -> None:
    await stage.begin(stage.bilal)
    shown = await stage.slash("admin actor", user=str(stage.bilal))
    assert f"player/{stage.bilal}" in shown.text
    assert [button.label for button in shown.buttons] == ["Refresh"]


async def forged(stage: Stage, custom_id: str) -> Message:
    """Press a button that is not on the message, as Discord's client never would."""
    message = await stage.slash("help")
    handle = await stage.client.click(stage.ada, message, custom_id, forged=True)
    return await handle.reply()
