"""What a pack must keep of the one before it, and the bytes that it is stored as."""

from dataclasses import replace
from pathlib import Path

import pytest

from reve.content.edition import open_edition, read_edition
from reve.content.faults import PackError
from reve.content.loading import load_catalogue
from reve.content.succession import succession
from reve.game.catalogue import Catalogue
from tests.content.conftest import Edit


def faults(before: Catalogue, after: Catalogue) -> list[tuple[str, str]]:
    return [(fault.file, fault.place) for fault in succession(before, after)]


def newer(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, version=catalogue.version + 1)


def test_a_pack_of_a_higher_version_with_all_that_was_there_may_follow(catalogue: Catalogue) -> None:
    assert faults(catalogue, newer(catalogue)) == []


def test_the_same_version_and_a_lower_one_may_not_follow(catalogue: Catalogue) -> None:
    assert faults(catalogue, catalogue) == [("pack.yaml", "version")]
    assert faults(newer(catalogue), catalogue) == [("pack.yaml", "version")]


@pytest.mark.parametrize(
    ("field", "id_"),
    [("items", "xp_orb"), ("titles", "paragon"), ("classes", "focused"), ("species", "blazeblob")],
)
def test_what_players_may_have_must_not_vanish(catalogue: Catalogue, field: str, id_: str) -> None:
    left = {name: one for name, one in getattr(catalogue, field).items() if name != id_}
    file = "species/inferno.yaml" if field == "species" else f"{field}.yaml"
    assert faults(catalogue, replace(newer(catalogue), **{field: left})) == [(file, f"{field}.{id_}")]


def test_a_relic_must_not_vanish(catalogue: Catalogue) -> None:
    first, *others = catalogue.growing.relics
    relics = {name: catalogue.growing.relics[name] for name in others}
    after = replace(newer(catalogue), growing=replace(catalogue.growing, relics=relics))
    assert faults(catalogue, after) == [("relics.yaml", f"relics.{first}")]


def test_a_species_keeps_its_element_and_tier(catalogue: Catalogue) -> None:
    moved = replace(catalogue.species["blazeblob"], tier=2)
    after = replace(newer(catalogue), species={**catalogue.species, "blazeblob": moved})
    assert faults(catalogue, after) == [("species/inferno.yaml", "species.blazeblob")]


def test_what_is_stored_is_read_back_as_the_same_pack(copy: Path) -> None:
    edition = read_edition(copy)
    opened = open_edition(edition.body)
    assert (opened.catalogue, opened.icons, opened.body) == (load_catalogue(), edition.icons, edition.body)


def test_a_pack_with_a_fault_makes_no_edition(edit: Edit, copy: Path) -> None:
    edit("reve.yaml", "200, 50]", "200, 51]")
    with pytest.raises(PackError, match="weights"):
        read_edition(copy)


@pytest.mark.parametrize("body", [b"", b"rubbish", read_edition().body[:-100], read_edition().body[100:]])
def test_damaged_bytes_are_refused_as_a_pack(body: bytes) -> None:
    with pytest.raises(PackError):
        open_edition(body)
