"""What is drawn once is read at the next start; whatever happens to the folder, there is a picture."""

import os
from pathlib import Path

import pytest

from reve.bot.cards import rasters
from reve.bot.cards.errors import DrawingFailed
from reve.bot.cards.rasters import MOST_FILES, Rasters

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="9" height="9"/></svg>'


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SVGs that were drawn, in order."""
    told: list[str] = []
    draw = rasters.rasterised

    def noted(svg: str) -> bytes:
        told.append(svg)
        return draw(svg)

    monkeypatch.setattr(rasters, "rasterised", noted)
    return told


def test_what_was_drawn_before_a_start_is_read_after_it(tmp_path: Path, drawn: list[str]) -> None:
    folder = tmp_path / "data" / "pictures"
    before, after = Rasters(folder).draw(SVG), Rasters(folder).draw(SVG)
    assert (before.size, before.tobytes()) == ((30, 20), after.tobytes())
    assert drawn == [SVG]
    assert len(list(folder.iterdir())) == 1


def test_another_svg_is_another_picture(tmp_path: Path, drawn: list[str]) -> None:
    one = Rasters(tmp_path)
    wider = SVG.replace('width="9"', 'width="12"')
    assert one.draw(SVG).tobytes() != one.draw(wider).tobytes()
    assert drawn == [SVG, wider]


@pytest.mark.parametrize("damage", [b"", b"half of it", b"\0" * 4_000])
def test_a_damaged_file_is_drawn_anew_and_mended(tmp_path: Path, drawn: list[str], damage: bytes) -> None:
    whole = Rasters(tmp_path).draw(SVG).tobytes()
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert Rasters(tmp_path).draw(SVG).tobytes() == whole
    assert Rasters(tmp_path).draw(SVG).tobytes() == whole
    assert drawn == [SVG, SVG]


def test_without_a_folder_that_can_be_used_there_are_pictures_all_the_same(
    tmp_path: Path, drawn: list[str]
) -> None:
    (tmp_path / "in the way").write_text("a file")
    for folder in (None, tmp_path / "in the way", tmp_path / "in the way" / "below"):
        one = Rasters(folder)
        assert one.draw(SVG).size == one.draw(SVG).size == (30, 20)
    assert drawn == [SVG] * 6


def test_what_older_releases_have_left_goes_once_it_is_too_much(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        file = tmp_path / f"{number:032x}"
        file.touch()
        os.utime(file, (number, number))
    Rasters(tmp_path).draw(SVG)
    left = sorted(tmp_path.iterdir())
    assert len(left) == MOST_FILES + 1 - (MOST_FILES + 1) // 2 + 1
    assert not (tmp_path / f"{0:032x}").exists()
    assert (tmp_path / f"{MOST_FILES:032x}").exists()


def test_what_is_no_svg_is_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(DrawingFailed):
        Rasters(tmp_path).draw("<nonsense")
    assert list(tmp_path.iterdir()) == []
