"""A Python counts only if it was seen to run and is new enough."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.bootstrap.conftest import MakePython


@pytest.fixture(autouse=True)
def no_python_of_this_machine(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap.sys, "executable", str(tmp_path / "none"))
    monkeypatch.setattr(bootstrap, "registered_home", list)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PYENV_ROOT", raising=False)


def search(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, *path: Path) -> str | None:
    monkeypatch.setenv("PATH", ":".join(map(str, path)))
    found: str | None = bootstrap.find_python(bootstrap.candidates())
    return found


def test_a_shim_that_fails_is_passed_over(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    make_python(tmp_path / "shims" / "python3.12", "")
    good = make_python(tmp_path / "bin" / "python3.13", "3.13")
    assert search(bootstrap, monkeypatch, tmp_path / "shims", tmp_path / "bin") == good


def test_what_is_behind_a_failing_shim_is_found(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    make_python(tmp_path / "shims" / "python3.12", "")
    make_python(tmp_path / "versions" / "3.9.1" / "bin" / "python", "3.9")
    good = make_python(tmp_path / "versions" / "3.12.1" / "bin" / "python", "3.12")
    assert search(bootstrap, monkeypatch, tmp_path / "shims") == good


def test_pyenv_in_the_home_folder_is_found(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    good = make_python(tmp_path / "home/.pyenv/versions/3.12.7/bin/python3.12", "3.12")
    assert search(bootstrap, monkeypatch, tmp_path) == good


def test_pyenv_in_the_registered_home_is_found_wherever_home_points(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "registered_home", lambda: [str(tmp_path / "real")])
    good = make_python(tmp_path / "real/.pyenv/versions/3.12.7/bin/python3.12", "3.12")
    assert search(bootstrap, monkeypatch, tmp_path) == good


def test_a_name_does_not_count_but_the_version_that_it_tells(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    make_python(tmp_path / "a" / "python3.12", "3.11")
    good = make_python(tmp_path / "b" / "python3", "3.14")
    assert search(bootstrap, monkeypatch, tmp_path / "a", tmp_path / "b") == good


def test_one_that_is_too_old_by_name_is_never_run(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    make_python(tmp_path / "python3.9", "3.12")
    make_python(tmp_path / "python3.12-config", "3.12")
    assert search(bootstrap, monkeypatch, tmp_path) is None


def test_ourselves_are_preferred(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    ours = make_python(tmp_path / "ours" / "python", "3.12")
    make_python(tmp_path / "python3.13", "3.13")
    monkeypatch.setattr(bootstrap.sys, "executable", ours)
    assert search(bootstrap, monkeypatch, tmp_path) == ours


def test_the_probe_tells_the_version_of_this_python(bootstrap: ModuleType) -> None:
    told = bootstrap.output([sys._base_executable, "-I", "-c", bootstrap.PROBE]).strip()
    assert told == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_without_venv_and_pip_one_sentence_says_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, make_python: MakePython, tmp_path: Path
) -> None:
    make_python(tmp_path / "python3", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap.sys, "executable", str(tmp_path / "python3"))
    with pytest.raises(bootstrap.Missing, match="python3-venv"):
        bootstrap.make_tool_environment(str(tmp_path / "environment"))
