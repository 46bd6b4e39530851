"""Messages that stay open: what is pressed late is judged on what is true then, by whoever serves then."""

import pytest

from reve.playground.seen import Message
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio


def button_for(message: Message, part: str) -> str:
    """The custom id of the button that has something in it."""
    return next(each.custom_id for each in message.buttons if each.custom_id and part in each.custom_id)


async def test_hazard_34_a_prompt_pressed_later_acts_on_what_is_there_then(site: Site) -> None:
    player = await site.player()
    bag = await player.slash("inventory")
    have = (await player.state()).items["xp_orb"]
    await player.slash("use", item="xp_orb", count=have - 1)

    last = await player.press(bag, button_for(bag, "xp_orb"))
    none_left = await player.press(bag, button_for(bag, "xp_orb"))

    assert words()("item.left", count="0", item="XP Orb") in last.text
    assert words()("refusal.INSUFFICIENT.item", have="0", need="1", item="XP Orb") in none_left.text
    assert "xp_orb" not in (await player.state()).items


async def test_hazard_34_a_prompt_that_offers_more_than_is_left_is_refused_whole(site: Site) -> None:
    player = await site.player()
    offered = await player.slash("reve info")
    all_of_them = words()("button.pull_all", count="5")
    await player.slash("reve pull", count=2)
    before = await player.stored()

    refused = await player.press(offered, all_of_them)

    assert words().many("refusal.INSUFFICIENT.charges", 5, have="3", need="5") in refused.text
    assert await player.stored() == before


async def test_hazard_40_every_kind_of_component_works_after_a_restart(site: Site) -> None:
    newcomer, player = await site.newcomer(), await site.player()
    scene = await newcomer.slash("start")
    bag, info = await player.slash("inventory"), await player.slash("reve info")
    esprits, told = await player.slash("esprit index"), await player.slash("help")

    await site.restart()
    begun = await newcomer.press(scene, scene.buttons[1].label)
    used = await player.press(bag, button_for(bag, "xp_orb"))
    pulled = await player.press(info, words()("button.pull"))
    shown = await player.choose(esprits, esprits.selects[0].values[0])
    topic = await player.choose(told, told.selects[0].values[-1])

    assert words()("start.done.title", class_name=scene.buttons[1].label) in begun.text
    assert words()("item.used.title", count="1", item="XP Orb") in used.text
    assert words().many("reve.pulled.title", 1, count="1") in pulled.text
    assert shown.attachments
    assert topic.id == told.id
    assert topic.text != told.text
    assert await player.names() == ["start", "item.use", "reve.pull"]


async def test_hazard_40_a_player_goes_on_after_a_restart_where_they_were(site: Site) -> None:
    player = await site.player()
    await player.slash("reve pull", count=4)
    before = [(await player.slash(command)).text for command in ("profile", "inventory", "esprit index")]

    await site.restart()

    after = [(await player.slash(command)).text for command in ("profile", "inventory", "esprit index")]
    assert after == before
    assert [row["seq"] for row in await player.deltas()] == [1, 2]
