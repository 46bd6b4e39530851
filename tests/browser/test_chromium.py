"""Where a browser is looked for."""

import os
from pathlib import Path

import pytest

from tests.browser.chromium import NEEDED, WINDOWS, NoBrowser, find_chromium

SUFFIX = ".exe" if os.name == "nt" else ""


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("tests.browser.chromium.MAC", ())
    return tmp_path


def put(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o755)
    return str(path)


def test_without_a_browser_one_sentence_says_what_to_install(nowhere: Path) -> None:
    with pytest.raises(NoBrowser, match="install Chromium") as error:
        find_chromium()
    assert str(error.value) == NEEDED


def test_a_browser_on_the_path_is_found(nowhere: Path) -> None:
    there = put(nowhere / f"chromium{SUFFIX}")
    assert Path(find_chromium()) == Path(there)


def test_a_browser_where_windows_has_it_is_found(nowhere: Path) -> None:
    there = put(nowhere / "PROGRAMFILES" / WINDOWS[0])
    assert find_chromium() == there
