"""Two ways into the game at once lead to one beginning."""

import asyncio

import pytest

from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio


async def test_hazard_4_two_messages_and_presses_at_once_give_one_starter_bundle(site: Site) -> None:
    newcomer = await site.newcomer()
    scenes = [await newcomer.slash("start") for _ in range(2)]

    presses = [
        await newcomer.click(scene, button.label)
        for scene in scenes
        for button in scene.buttons
        for _ in "ab"
    ]
    answers = [answer.text for answer in await asyncio.gather(*(press.reply() for press in presses))]

    welcome = words()("start.done.title", class_name="").strip()
    assert sum(welcome in answer for answer in answers) == 1
    assert sum(words()("refusal.ALREADY_REGISTERED") in answer for answer in answers) == len(presses) - 1
    starter = site.instance.catalogue.starter.bundle
    state = await newcomer.state()
    assert await newcomer.names() == ["start"]
    assert await newcomer.wallet() == {"revies": starter.revies, "erythl": starter.erythl}
    assert [stack.quantity for stack in state.stacks.values()] == [1, 1]
    assert state.items == starter.items


async def test_hazard_4_one_who_began_is_shown_how_they_stand_and_given_nothing(site: Site) -> None:
    newcomer = await site.newcomer("Ada")
    scene = await newcomer.slash("start")
    await newcomer.press(scene, scene.buttons[0].label)
    before = await newcomer.stored()

    late = await newcomer.press(scene, scene.buttons[1].label)
    asked = await newcomer.slash("start")

    for answer in (late, asked):
        assert words()("refusal.ALREADY_REGISTERED") in answer.text
        assert "Ada" in answer.text
        assert words()("profile.level", level="1") in answer.text
    assert await newcomer.stored() == before
