"""What operators may do, nobody else may: not by command, not by button, not by a message of theirs."""

import pytest

from reve.bot.commands import admin
from reve.bot.commands.admin import Operators
from reve.bot.commands.slash import Feature, Option
from reve.bot.custom_ids import Act, Press, Seals
from reve.packs import Reader
from tests.bot.samples import EmptyJournal
from tests.bot.stage import QuietUpkeep
from tests.end_to_end.person import Person
from tests.end_to_end.site import SECRET, Site, words

pytestmark = pytest.mark.anyio


def own_guild(site: Site) -> Person:
    """Somebody who runs a guild, where Discord offers them what its administrators may see."""
    guild = site.playground.guilds[1]
    assert guild.owner_id != site.operator.id
    return Person(site, guild.owner_id, guild.id)


def every_admin_command(site: Site) -> Feature:
    """The commands and buttons of operators."""
    host = site.instance.host
    return admin.feature(
        Operators(),
        host,
        Reader(site.instance.packs, host, "test"),
        catalogue=lambda: site.instance.packs.in_force.catalogue,
        upkeep=QuietUpkeep(),
        journal=EmptyJournal(),
    )


def a_value(option: Option, person: Person) -> str | bool | int:
    """A value that an option takes."""
    by_kind: dict[str, str | bool | int] = {
        "person": str(person.id),
        "flag": False,
        "number": option.lowest or 1,
        "text": next(iter(option.choices), "some text"),
    }
    return by_kind[option.kind]


async def test_hazard_28_every_admin_command_is_refused_to_others_where_discord_offers_it(
    site: Site,
) -> None:
    stranger = own_guild(site)
    feature = every_admin_command(site)
    offered = await site.client.commands(user=stranger.id, guild=stranger.guild)
    operators = await site.operator.slash("admin actors")

    for slash in feature.slashes:
        needed = {option.name: a_value(option, stranger) for option in slash.options if option.required}
        answer = await stranger.slash(slash.path, **needed)
        assert words()("refusal.FORBIDDEN.operator") in answer.text
        assert answer.ephemeral
    assert await site.rows("SELECT * FROM delta WHERE kind = 'world' AND name <> 'world.pack'") == []
    assert "admin" in [command["name"] for command in offered]
    assert words()("admin.actors.title") in operators.text


async def test_hazard_28_every_admin_button_is_refused_to_others_even_if_signed_for_them(site: Site) -> None:
    stranger, seals = await site.player(), Seals(SECRET.encode())
    message = await stranger.slash("profile")

    for action in every_admin_command(site).presses:
        signed = seals.seal(Press(stranger.id, Act(action, (str(stranger.id),))))
        answer = await stranger.press(message, signed, forged=True)
        assert words()("refusal.FORBIDDEN.operator") in answer.text


async def test_hazard_28_an_operators_button_in_the_hands_of_another_does_nothing(site: Site) -> None:
    player = await site.player()
    shown = await site.operator.slash("admin actor", user=str(player.id))
    refresh = next(each.custom_id for each in shown.buttons if each.label == words()("button.refresh"))

    answer = await player.press(shown, refresh or "", forged=True)
    own = await site.operator.press(shown, refresh or "")

    assert words()("refusal.FORBIDDEN.owner") in answer.text
    assert words()("admin.actor.title", actor="").strip() in own.text


async def test_hazard_28_admin_commands_are_not_offered_to_those_without_rights(site: Site) -> None:
    player = await site.player()

    offered = await site.client.commands(user=player.id, guild=player.guild)

    assert "profile" in [command["name"] for command in offered]
    assert "admin" not in [command["name"] for command in offered]
