"""No esprit of a pack is out of reach."""

from pathlib import Path

from reve.content.loading import read_pack
from tests.content.conftest import Edit

WITHOUT_UMBRAL = (
    ("pair: [inferno, umbral], gives: [inferno, umbral]", "pair: [inferno, umbral], gives: [inferno]"),
    ("pair: [umbral, umbral], gives: [umbral]", "pair: [umbral, umbral], gives: [radiant]"),
    ("pair: [umbral, radiant], gives: [all]", "pair: [umbral, radiant], gives: [radiant]"),
)


def test_an_esprit_that_nothing_gives_is_refused(copy: Path, edit: Edit) -> None:
    for old, new in WITHOUT_UMBRAL:
        edit("fusion.yaml", old, new)

    faults = read_pack(copy).faults

    assert faults
    assert all(fault.file == "species/umbral.yaml" and fault.line for fault in faults)
    assert all("it comes from nowhere" in fault.reason for fault in faults)
    assert {fault.place for fault in faults} == {f"species.{name}" for name in beyond_the_draws(copy)}


def beyond_the_draws(pack: Path) -> set[str]:
    """The umbral esprits above the tiers that echoes and the reve draw, areas hold and bosses take."""
    (umbral,) = (one for one in read_pack(pack).pack.species.values() if one.element == "umbral")
    return {id_ for id_, one in umbral.species.items() if one.tier > HIGHEST_DRAWN}


HIGHEST_DRAWN = 14


def test_nothing_is_said_of_reach_while_a_file_of_sources_is_spoilt(copy: Path, edit: Edit) -> None:
    for old, new in WITHOUT_UMBRAL:
        edit("fusion.yaml", old, new)
    edit("quests.yaml", "relic_after: 25", "relic_after: 0")

    assert {fault.file for fault in read_pack(copy).faults} == {"quests.yaml"}
