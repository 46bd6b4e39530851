"""What a pack says is what the game plays, and nobody changes it while it is played."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from reve.content.icons import icon_authors, species_icons
from reve.content.loading import load_catalogue
from reve.content.report import check
from reve.game.bundle import Bundle
from reve.game.catalogue import Catalogue
from reve.game.commands import limits
from reve.game.uses import Refill
from tests.content.conftest import Edit

NEWCOMER = """
  pocket_sun:
    name: Pocket Sun
    tier: 1
    stats: {attack: 25, defense: 16, health: 22}
    icon: lorc/sun
    description: Fits in a mitten and warms both hands.
"""


def test_a_changed_figure_changes_the_catalogue(edit: Edit, copy: Path) -> None:
    edit("pack.yaml", "version: 1", "version: 2")
    edit("limits.yaml", "use_count: 99", "use_count: 50")
    edit("reve.yaml", "45_000, 25_000", "44_000, 26_000")
    edit("items.yaml", "amount: 50", "amount: 60")

    changed = load_catalogue(copy)

    assert changed.version == 2
    assert changed.caps.use_count == 50
    assert changed.reve.weights[:2] == (44_000, 26_000)
    assert changed.items["energy_potion"].use == Refill("energy", 60, 200)


def test_an_esprit_is_added_by_one_entry(copy: Path) -> None:
    path = copy / "species" / "radiant.yaml"
    path.write_text(path.read_text(encoding="utf-8") + NEWCOMER, encoding="utf-8")

    changed = load_catalogue(copy)

    assert len(changed.species) == 151
    assert changed.species["pocket_sun"].element == "radiant"
    assert changed.pools[1][5] == ("shynix", "halobit", "pocket_sun")
    assert species_icons(copy)["pocket_sun"] == "sun"


def test_all_stands_for_every_element(edit: Edit, copy: Path) -> None:
    edit("daily.yaml", "every_day: {", "every_day: {element_fragments: {all: 2, umbral: 1}, ")

    assert load_catalogue(copy).daily.every_day == Bundle(
        items={"faded_echo": 1},
        element_fragments={
            "inferno": 2,
            "verdant": 2,
            "abyssal": 2,
            "tempest": 2,
            "umbral": 3,
            "radiant": 2,
        },
    )


def test_hazard_23_content_is_frozen(catalogue: Catalogue) -> None:
    species = cast(dict[str, Any], catalogue.species)

    with pytest.raises(TypeError):
        species["blazeblob"] = species["lumina"]
    with pytest.raises(AttributeError):
        catalogue.species["blazeblob"].attack = 1  # type: ignore[misc]
    with pytest.raises(AttributeError):
        catalogue.version = 2  # type: ignore[misc]


def test_two_readings_are_equal(catalogue: Catalogue) -> None:
    assert load_catalogue() == catalogue


def test_every_limited_action_has_its_group(catalogue: Catalogue) -> None:
    assert callable(limits(catalogue))


def test_every_esprit_has_a_picture_of_its_own_with_an_author(catalogue: Catalogue) -> None:
    icons = species_icons()

    assert icons.keys() == catalogue.species.keys()
    assert len(set(icons.values())) == 150
    assert icon_authors().keys() == set(icons.values())
    assert icon_authors()["wolf-head"] == "lorc"


def test_a_report_tells_counts_and_faults_as_plain_data(edit: Edit, copy: Path) -> None:
    edit("reve.yaml", "200, 50]", "200, 51]")

    report = check(copy)

    assert not report.ok
    assert json.loads(json.dumps(report.as_json())) == {
        "pack": str(copy),
        "name": "First Dreams",
        "version": 1,
        "ok": False,
        "counts": report.counts,
        "faults": [
            {
                "file": "reve.yaml",
                "line": 5,
                "path": "weights",
                "reason": "they sum to 100001",
                "remedy": "make it 100000",
            }
        ],
    }
    assert "reve.yaml (line 5): weights: they sum to 100001; make it 100000" in str(report)


def test_a_report_of_the_shipped_pack_names_no_path() -> None:
    report = check()

    assert report.pack == "shipped"
    assert str(report).endswith("no faults")
