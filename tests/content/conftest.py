"""The shipped pack, and copies of it to break."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reve.content.files import shipped
from reve.content.loading import load_catalogue
from reve.game.catalogue import Catalogue

type Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of the shipped pack."""
    return load_catalogue()


@contextmanager
def copied_pack() -> Iterator[Path]:
    """A copy of the shipped pack that is gone afterwards."""
    with TemporaryDirectory() as directory:
        target = Path(directory) / "pack"
        shutil.copytree(str(shipped()), target)
        yield target


@pytest.fixture
def copy() -> Iterator[Path]:
    """A copy of the shipped pack."""
    with copied_pack() as path:
        yield path


@pytest.fixture
def edit(copy: Path) -> Edit:
    """Replace a text that stands once in a file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
