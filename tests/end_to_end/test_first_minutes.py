"""The first minutes of a player, by every way that Discord has: commands, buttons, menus, two guilds."""

import pytest

from reve.playground.component_limits import walk
from reve.playground.seen import Message
from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

GALLERY = 12


async def test_hazard_8_a_new_player_gets_an_answer_and_not_an_error(site: Site) -> None:
    newcomer = await site.newcomer()

    scene = await newcomer.slash("start")
    begun = await newcomer.press(scene, scene.buttons[0].label)

    assert words()("start.scene.title") in scene.text
    assert len(scene.buttons) == len(site.instance.catalogue.classes)
    assert words()("start.done.title", class_name=scene.buttons[0].label) in begun.text
    assert await newcomer.names() == ["start"]
    starter = site.instance.catalogue.starter.bundle
    assert await newcomer.wallet() == {"revies": starter.revies, "erythl": starter.erythl}


async def test_before_the_start_every_command_points_to_it_and_stores_nothing(site: Site) -> None:
    newcomer = await site.newcomer()

    for command in ("profile", "daily", "inventory", "reve pull", "reve info", "esprit index", "esprit view"):
        answer = await newcomer.slash(command)
        assert words()("refusal.NOT_REGISTERED") in answer.text
        assert answer.ephemeral

    assert await newcomer.deltas() == []


async def test_a_pull_shows_a_picture_that_is_described_in_words(site: Site) -> None:
    player = await site.player()

    pulled = await player.slash("reve pull", count=3)

    (picture,) = pulled.attachments
    data = await site.client.download(picture.url)
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    (described,) = alt_texts(pulled)
    species = site.instance.catalogue.species.values()
    assert sum(described.count(f"{one.name},") for one in species if one.name in pulled.text) == 3
    assert not pulled.ephemeral
    assert sum(stack.quantity for stack in (await player.state()).stacks.values()) == 2 + 3


async def test_a_daily_reward_is_credited_and_told(site: Site) -> None:
    player = await site.player()
    before = await player.wallet()

    claimed = await player.slash("daily")
    again = await player.slash("daily")

    first = site.instance.catalogue.daily.days[0]
    assert words()("daily.title") in claimed.text
    assert (await player.wallet())["revies"] == before["revies"] + first.revies
    assert words()("refusal.ALREADY_CLAIMED.daily") in again.text
    assert await player.names() == ["start", "daily.claim"]


async def test_items_are_used_by_name_suggestion_and_button(site: Site) -> None:
    player = await site.player()
    begun_with = (await player.state()).items["xp_orb"]

    by_name = await player.slash("use", item="XP Orb", count=2)
    suggested = await site.client.autocomplete(
        user=player.id, guild=player.guild, command="use", focused="item", options={"item": "xp"}
    )
    by_suggestion = await player.slash("use", item=suggested[0]["value"])
    await player.press(by_suggestion, words()("button.use_again"))

    assert words()("item.used.title", count="2", item="XP Orb") in by_name.text
    assert [each["name"] for each in suggested] == ["XP Orb"]
    assert (await player.state()).items["xp_orb"] == begun_with - 4


async def test_an_esprit_is_found_while_typing_and_then_shown(site: Site) -> None:
    player = await site.player()
    owned = set((await player.state()).stacks)

    suggested = await site.client.autocomplete(
        user=player.id, guild=player.guild, command="esprit view", focused="name", options={"name": ""}
    )
    shown = await player.slash("esprit view", name=suggested[0]["value"])
    listed = await player.slash("esprit index")
    chosen = await player.choose(listed, suggested[1]["value"])

    assert {each["value"] for each in suggested} == owned
    assert suggested[0]["name"] in shown.text
    assert suggested[1]["name"] in chosen.text
    assert all(message.attachments for message in (shown, chosen))


async def test_the_history_tells_what_happened_newest_first(site: Site) -> None:
    player = await site.player()
    await player.slash("reve pull")
    await player.slash("daily")

    told = await player.slash("history")
    narrowed = await player.choose(told, "pulls")

    daily, pull = words()("reason.daily"), words()("history.event.reve.pulled", subject="")
    assert -1 < told.text.find(daily) < told.text.find(pull)
    assert daily not in narrowed.text
    assert pull in narrowed.text
    assert narrowed.id == told.id


async def test_rates_and_help_open_on_every_topic_for_anybody(site: Site) -> None:
    newcomer = await site.newcomer()

    for command in ("rates", "help"):
        opened = await newcomer.slash(command)
        menu = opened.selects[-1]
        seen = {(await newcomer.choose(opened, topic, menu.custom_id)).text for topic in menu.values}
        assert len(seen) == len(menu.values)


async def test_a_profile_keeps_balances_from_the_eyes_of_others(site: Site) -> None:
    ada, bilal = await site.player("Ada of the Shore"), await site.player("Bilal")

    own = await ada.slash("profile")
    seen = await bilal.slash("profile", user=str(ada.id))

    assert all("Ada of the Shore" in message.text for message in (own, seen))
    assert words()("profile.revies") in own.text
    assert words()("profile.revies") not in seen.text
    assert not seen.buttons


async def test_the_profile_of_somebody_who_never_began_says_so(site: Site) -> None:
    ada, stranger = await site.player(), await site.newcomer("A Stranger")

    shown = await ada.slash("profile", user=str(stranger.id))

    assert words()("refusal.NOT_REGISTERED.other", name="A Stranger") in shown.text


async def test_a_player_is_the_same_in_two_guilds_and_in_direct_messages(site: Site) -> None:
    here, there = (guild.id for guild in site.playground.guilds[:2])
    ada, bilal = await site.player(), await site.player()
    abroad, at_home = Person(site, ada.id, there), Person(site, bilal.id, None)

    await ada.slash("reve pull")
    await abroad.slash("reve pull")
    in_dm = await at_home.slash("reve pull")

    assert here != there
    assert await ada.names() == ["start", "reve.pull", "reve.pull"]
    assert await bilal.names() == ["start", "reve.pull"]
    assert in_dm.attachments
    assert await messages_in(site, ada, there)


def alt_texts(message: Message) -> list[str]:
    """What a message says about its pictures to those who cannot see them."""
    galleries = [part for part in walk(message.raw["components"]) if part["type"] == GALLERY]
    return [item["description"] for gallery in galleries for item in gallery["items"]]


async def messages_in(site: Site, person: Person, guild: int) -> list[Message]:
    """What somebody sees in the first channel of a guild."""
    return await site.client.messages(user=person.id, guild=guild)
