"""The guide to adding content does what it says."""

import re
import textwrap
from pathlib import Path

import pytest

from reve.content.edition import read_edition
from reve.content.report import check
from reve.content.succession import succession
from reve.game.catalogue import Catalogue

GUIDE = Path(__file__).parents[2] / "docs" / "adding-content.md"


def blocks(language: str) -> list[str]:
    """The indented code blocks of the guide, in order."""
    found = re.findall(rf"^   ```{language}\n(.*?)^   ```$", GUIDE.read_text(encoding="utf-8"), re.S | re.M)
    return [re.sub(r"(?m)^   ", "", one) for one in found]


@pytest.fixture
def followed(copy: Path) -> Path:
    """A copy of the pack to which the guide was applied."""
    esprit, version = blocks("yaml")
    with (copy / "species" / "inferno.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + esprit)
    text = (copy / "pack.yaml").read_text(encoding="utf-8")
    (copy / "pack.yaml").write_text(re.sub(r"(?m)^version: \d+\n", version, text), encoding="utf-8")
    return copy


def test_the_esprit_of_the_guide_makes_a_pack_without_faults(followed: Path, catalogue: Catalogue) -> None:
    report = check(followed)
    assert report.ok, str(report)
    assert report.counts["species"] == len(catalogue.species) + 1


def test_the_pack_of_the_guide_may_follow_the_one_that_ships(followed: Path, catalogue: Catalogue) -> None:
    assert list(succession(catalogue, read_edition(followed).catalogue)) == []


def test_the_esprit_of_the_guide_can_be_drawn_and_fused(followed: Path) -> None:
    catalogue = read_edition(followed).catalogue
    assert "cindermoth" in catalogue.kin["inferno", 2]
    assert any("cindermoth" in element for element in catalogue.pools[2])


def test_the_check_says_which_stats_an_esprit_has_to_have(followed: Path) -> None:
    path = followed / "species" / "inferno.yaml"
    stats = "stats: {attack: 102, defense: 15, health: 39}"
    text = path.read_text(encoding="utf-8")
    head, found, tail = text.rpartition(stats)
    assert found
    path.write_text(head + "stats: {attack: 1, defense: 1, health: 1}" + tail, encoding="utf-8")
    (fault,) = check(followed).faults
    assert fault.place == "species.cindermoth.stats"
    assert {"102", "15", "39"} <= set(re.findall(r"\d+", f"{fault.reason} {fault.remedy}"))


def test_each_command_of_the_guide_is_one_that_there_is(followed: Path) -> None:
    assert any("reve content check" in textwrap.dedent(one) for one in blocks("sh"))
