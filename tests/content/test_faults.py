"""A pack with a fault is refused, and every fault says in which file, where in it, and why."""

import shutil
from pathlib import Path

import pytest

from reve.content.faults import Fault, PackError
from reve.content.files import MAX_BYTES, MAX_FILES
from reve.content.loading import load_catalogue, read_pack
from tests.content.breakages import BLAZEBLOB, BREAKAGES, Breakage
from tests.content.conftest import Edit


@pytest.mark.parametrize("broken", BREAKAGES, ids=lambda broken: f"{broken.file}:{broken.place}")
def test_a_broken_pack_is_refused_with_file_path_and_reason(edit: Edit, copy: Path, broken: Breakage) -> None:
    edit(broken.file, broken.old, broken.new)

    with pytest.raises(PackError) as refusal:
        load_catalogue(copy)

    faults = refusal.value.faults
    place = (broken.file, broken.place)
    found = [one for one in faults if (one.file, one.place) == place and broken.why in one.reason]
    assert len(found) == 1, [str(fault) for fault in faults]
    assert found[0].remedy
    assert found[0].line
    assert str(found[0]) in str(refusal.value)


def faults_of(pack: Path) -> list[Fault]:
    """All faults of a pack."""
    return list(read_pack(pack).faults)


def test_every_fault_is_told_at_once(edit: Edit, copy: Path) -> None:
    edit("pack.yaml", "version: 1", "version: x")
    edit("reve.yaml", "200, 50]", "200, 51]")
    edit("daily.yaml", "xp_orb: 10", "xp_orbs: 10")
    edit("titles.yaml", "name: Paragon", "name: Paragon, name: Twice")
    edit("species/umbral.yaml", "icon: lorc/ghost", "icon: ghost")
    edit("species/inferno.yaml", BLAZEBLOB, BLAZEBLOB.replace("41", "42"))
    edit("elements.yaml", 'colour: "ee4b2b"', 'colour: ""')

    assert [(fault.file, fault.place) for fault in faults_of(copy)] == [
        ("titles.yaml", "titles.paragon.name"),
        ("pack.yaml", "version"),
        ("elements.yaml", "elements.inferno.colour"),
        ("species/umbral.yaml", "species.cyghost.icon"),
        ("reve.yaml", "weights"),
    ]


def test_a_check_that_needs_a_spoilt_file_is_left_out(edit: Edit, copy: Path) -> None:
    edit("titles.yaml", "name: Paragon", "nom: Paragon")

    assert {fault.file for fault in faults_of(copy)} == {"titles.yaml"}


def test_too_few_elements_are_refused(copy: Path) -> None:
    path = copy / "elements.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  radiant:")], encoding="utf-8")

    reasons = [fault.reason for fault in faults_of(copy)]

    assert "there are 5 elements" in reasons
    assert "'radiant' is no element" in reasons
    assert "'radiant' is no other element" in reasons


def test_a_name_is_taken_once_over_all_files(copy: Path) -> None:
    path = copy / "species" / "umbral.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("name: Gloomb\n") == 1
    path.write_text(text.replace("name: Gloomb\n", "name: JELUNE\n"), encoding="utf-8")

    assert "jelune has this name as well" in [fault.reason for fault in faults_of(copy)]


def test_two_esprits_may_not_tell_the_same_story_under_other_names(edit: Edit, copy: Path) -> None:
    edit(
        "species/inferno.yaml",
        "Its yawn is an hour long and redraws the coast.",
        "Once Calderax yawned at Storia.",
    )
    edit("species/abyssal.yaml", "The lantern is the friendly part.", "Once   DEEPMAW yawned at Ruby.")

    assert [fault.reason for fault in faults_of(copy)] == ["it tells the same as deepmaw's"]


def test_a_later_esprit_may_move_a_little_between_stats(edit: Edit, copy: Path) -> None:
    icon = "\n    icon: delapouite/tree-roots"
    edit(
        "species/verdant.yaml",
        "stats: {attack: 149, defense: 149, health: 128}" + icon,
        "stats: {attack: 156, defense: 145, health: 125}" + icon,
    )

    changed = load_catalogue(copy).species["rootmaul"]

    assert (changed.attack, changed.defense, changed.health) == (156, 145, 125)


@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        (
            ("elements.yaml", '"ee4b2b"', '"#ee4b2b"'),
            'use six hexadecimal digits in lower case and quotes, as "0099ff"',
        ),
        (("species/umbral.yaml", "lorc/ghost", "ghost"), "use author/name, as lorc/wolf-head"),
        (("species/umbral.yaml", "  nethyra:", "  Nethyra:"), "use lower snake case, as energy_potion"),
        (("tiers.yaml", "numeral: II,", "numeral: Two,"), "use a Roman numeral"),
    ],
)
def test_a_remedy_shows_how_to_write_it(
    edit: Edit, copy: Path, change: tuple[str, str, str], remedy: str
) -> None:
    edit(*change)

    assert remedy in [fault.remedy for fault in faults_of(copy)]


# -- files as such ----------------------------------------------------------------------------------


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "reve.yaml").unlink()

    assert [str(fault) for fault in faults_of(copy)] == [
        "reve.yaml: it is missing; take it over from the shipped pack"
    ]


def test_missing_species_are_named(copy: Path) -> None:
    shutil.rmtree(copy / "species")

    assert [fault.file for fault in faults_of(copy)] == ["species"]


@pytest.mark.parametrize("name", ["revve.yaml", "species/inferno.yml", "species/old/a.yaml", "items.yaml~"])
def test_a_stray_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("a: 1\n", encoding="utf-8")

    (fault,) = faults_of(copy)

    assert name.startswith(fault.file)
    assert "correct its name or move it away" in str(fault)


def test_a_hidden_file_is_nobodys_business(copy: Path) -> None:
    (copy / ".directory").write_text("x", encoding="utf-8")

    assert faults_of(copy) == []


def test_bytes_that_are_no_text_are_refused(copy: Path) -> None:
    path = copy / "titles.yaml"
    sound = path.read_bytes()
    path.write_bytes(sound + b"# caf\xe9\n")

    (fault,) = faults_of(copy)

    assert (fault.file, fault.reason) == ("titles.yaml", f"byte {len(sound) + 5} is not UTF-8")
    assert fault.line == sound.count(b"\n") + 1


def test_a_huge_file_is_not_even_read(copy: Path) -> None:
    (copy / "titles.yaml").write_bytes(b"#" * (MAX_BYTES + 1))

    assert [str(fault) for fault in faults_of(copy)] == [
        "titles.yaml: it is larger than 512 KiB; drop what is too much"
    ]


def test_a_directory_is_no_file(copy: Path) -> None:
    (copy / "titles.yaml").unlink()
    (copy / "titles.yaml").mkdir()

    assert [fault.reason for fault in faults_of(copy)] == ["it is no plain file"]


def test_species_are_a_directory(copy: Path) -> None:
    shutil.rmtree(copy / "species")
    (copy / "species").write_text("a: 1", encoding="utf-8")

    assert [fault.file for fault in faults_of(copy)] == ["species"]


def test_too_many_files_are_not_even_read(copy: Path) -> None:
    for number in range(MAX_FILES):
        (copy / "species" / f"more_{number}.yaml").write_text("a: 1", encoding="utf-8")

    assert [str(fault) for fault in faults_of(copy)] == [
        "species: it has more than 64 files; join some of them"
    ]


def test_an_empty_file_is_no_mapping(copy: Path) -> None:
    (copy / "titles.yaml").write_text("", encoding="utf-8")

    assert [fault.reason for fault in faults_of(copy)] == ["a mapping is due, not None"]


def test_a_pack_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no directory that can be read") as refusal:
        load_catalogue(tmp_path / "nowhere")

    assert len(refusal.value.faults) == 1
