"""The site with a content pack of its own, in which few species come in great numbers."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import yaml

from tests.end_to_end.site import Site, running_site, words

pytestmark = pytest.mark.anyio

CHARGES = 40
PULLS_AT_ONCE = 8


def few_species(folder: Path) -> Path:
    """Copy the pack, with charges for many pulls, all of them from the tier with the fewest species."""
    pack = folder / "pack"
    with as_file(files("reve.content").joinpath("pack")) as shipped:
        shutil.copytree(shipped, pack)
    species = [
        one
        for path in (pack / "species").glob("*.yaml")
        for one in yaml.safe_load(path.read_text())["species"].values()
    ]
    tiers = [one["tier"] for one in species]
    fewest = min(range(1, 10), key=tiers.count)
    change(pack / "reve.yaml", weights=[100_000 * (tier == fewest) for tier in range(1, 10)])
    change(pack / "reve.yaml", charges={"max": CHARGES, "interval_ms": 540_000})
    change(
        pack / "reve.yaml",
        pity={"bright": {"column": 8, "after": 1_000}, "brilliant": {"column": 9, "after": 1_001}},
    )
    items = yaml.safe_load((pack / "items.yaml").read_text())["items"]
    bundle = yaml.safe_load((pack / "starter.yaml").read_text())["bundle"] | {
        "items": dict.fromkeys(items, 3)
    }
    change(pack / "starter.yaml", charges=CHARGES, bundle=bundle)
    return pack


def change(path: Path, **values: object) -> None:
    """Change some of the values in one file of a pack."""
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | values))


@pytest.fixture(scope="module")
async def site(
    anyio_backend: str, database_url: str, valkey_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    """A site with that pack."""
    folder = tmp_path_factory.mktemp("site")
    async with running_site(database_url, valkey_url, folder, content_pack=few_species(folder)) as site:
        yield site


async def test_hazard_10_adds_of_one_species_at_once_make_one_stack_with_the_sum(site: Site) -> None:
    player = await site.player()
    before = (await player.state()).stacks

    pulls = [await player.send("reve pull", count=5) for _ in range(PULLS_AT_ONCE)]
    answers = await asyncio.gather(*(pull.reply() for pull in pulls))

    stacks = (await player.state()).stacks
    gained = {name: stack.quantity for name, stack in stacks.items() if name not in before}
    assert sum(gained.values()) == PULLS_AT_ONCE * 5
    assert max(gained.values()) >= 6
    title = words().many("reve.pulled.title", 5, count="5")
    assert all(title in answer.text for answer in answers)
    await site.restart()
    listed = await player.slash("esprit index", tier=tier_of(site, next(iter(gained))))
    for name, quantity in gained.items():
        (line,) = [
            row for row in listed.text.splitlines() if site.instance.catalogue.species[name].name in row
        ]
        assert f"× {quantity} " in line


async def test_the_bag_is_turned_page_by_page_in_place(site: Site) -> None:
    player = await site.player()

    first = await player.slash("inventory")
    second = await player.press(first, words()("pager.after"))
    back = await player.press(second, words()("pager.before"))
    echoes = await player.choose(back, "echoes")

    assert words()("pager.page", page="1", pages="2") in first.text
    assert words()("pager.page", page="2", pages="2") in second.text
    assert second.id == first.id == back.id == echoes.id
    assert back.text == first.text != second.text
    assert "Faded Echo" in echoes.text
    assert "Energy Potion" not in echoes.text


async def test_a_page_beyond_the_last_shows_the_last(site: Site) -> None:
    player = await site.player()

    shown = await player.slash("inventory", page=1_000_000)

    assert words()("pager.page", page="2", pages="2") in shown.text


def tier_of(site: Site, species: str) -> int:
    """The tier of a species."""
    return site.instance.catalogue.species[species].tier
