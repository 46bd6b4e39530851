"""A command that is refused changes and costs nothing, in storage or in what is shown."""

from typing import Any

import pytest

from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

REFUSED: tuple[tuple[str, dict[str, Any], str, dict[str, str]], ...] = (
    ("start", {}, "ALREADY_REGISTERED", {}),
    ("daily", {}, "ALREADY_CLAIMED.daily", {}),
    ("reve pull", {}, "INSUFFICIENT.charges", {"have": "0", "need": "1"}),
    ("use", {"item": "energy_potion"}, "ALREADY_FULL.energy", {}),
    (
        "use",
        {"item": "stamina_elixir"},
        "INSUFFICIENT.item",
        {"have": "0", "need": "1", "item": "Stamina Elixir"},
    ),
    ("use", {"item": "echo_key"}, "NOT_A_CONSUMABLE", {"item": "Echo Key"}),
    ("use", {"item": "no such thing"}, "INVALID_ARGUMENT.unknown", {"field": "item"}),
    ("esprit view", {"name": "no such esprit"}, "ESPRIT_NOT_OWNED", {"name": "no such esprit"}),
)


async def test_hazard_36_refused_commands_change_no_row_and_no_figure(site: Site) -> None:
    player = await site.player()
    await player.slash("daily")
    await player.slash("reve pull", count=5)
    stored = await player.stored()
    shown = [(await player.slash(command)).text for command in ("profile", "inventory", "reve info")]

    for command, options, code, told in REFUSED:
        answer = await player.slash(command, **options)
        assert words()(f"refusal.{code}", **told) in answer.text
        assert answer.ephemeral

    assert await player.stored() == stored
    after = [(await player.slash(command)).text for command in ("profile", "inventory", "reve info")]
    assert after == shown


async def test_hazard_36_a_pull_beyond_the_charges_takes_none_of_them(site: Site) -> None:
    player = await site.player()
    await player.slash("reve pull", count=3)

    refused = await player.slash("reve pull", count=4)
    pulled = await player.slash("reve pull", count=2)

    assert words().many("refusal.INSUFFICIENT.charges", 4, have="2", need="4") in refused.text
    assert words().many("reve.pulled.title", 2, count="2") in pulled.text


async def test_hazard_36_a_rate_limit_refuses_without_effect(site: Site) -> None:
    player = await site.player()
    limit = site.instance.catalogue.rate_limits["card"].count

    answers = [await player.slash("esprit view") for _ in range(limit + 1)]
    daily = await player.slash("daily")

    slow_down = words()("refusal.RATE_LIMITED")
    assert [slow_down in answer.text for answer in answers] == [False] * limit + [True]
    assert words()("daily.title") in daily.text
    assert await player.names() == ["start", "daily.claim"]
