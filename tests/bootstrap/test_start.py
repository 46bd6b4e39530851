"""What run.py starts, and when it prepares the environment first."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.bootstrap.conftest import ROOT

PLAY, DEV = "requirements.lock", "requirements-dev.lock"


@pytest.fixture
def environment(bootstrap: ModuleType, tmp_path: Path) -> Path:
    """An environment that is current for playing; its Python prints its pid, path and arguments."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "$$|$PYTHONPATH|$PWD|$*"\n')
    python.chmod(0o755)
    (tmp_path / "pyvenv.cfg").write_text("version_info = 3.12.1\n")
    write_stamp(bootstrap, tmp_path, PLAY)
    return tmp_path


def write_stamp(bootstrap: ModuleType, environment: Path, lock: str) -> None:
    Path(bootstrap.stamp_file(str(environment), lock)).write_text(bootstrap.stamp(str(environment), lock))


def start(environment: Path, cwd: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run run.py, and return its pid and what the stand-in printed."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "run.py", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, "REVE_VENV": str(environment), "PYTHONPATH": ""},
    )
    said, _ = process.communicate(timeout=60)
    return process.pid, said.strip().split("|")


@pytest.mark.parametrize(
    ("arguments", "started"),
    [((), "-P -m reve play"), (("run", "--help"), "-P -m reve run --help")],
)
def test_arguments_are_those_of_reve_and_none_means_play(
    environment: Path, tmp_path: Path, arguments: tuple[str, ...], started: str
) -> None:
    assert start(environment, tmp_path, *arguments)[1][3] == started


def test_test_starts_pytest_at_the_root(bootstrap: ModuleType, environment: Path, tmp_path: Path) -> None:
    write_stamp(bootstrap, environment, DEV)
    _, (_, _, cwd, command) = start(environment, tmp_path, "test", "-k", "this")
    assert (cwd, command) == (str(ROOT), "-m pytest -k this")


def test_the_program_takes_the_place_of_run_py_so_signals_reach_it(environment: Path, tmp_path: Path) -> None:
    pid, said = start(environment, tmp_path, "run")
    assert said[0] == str(pid)


def test_the_code_is_found_and_the_folder_kept_wherever_one_stands(environment: Path, tmp_path: Path) -> None:
    _, (_, path, cwd, _) = start(environment, tmp_path, "run")
    assert (path, cwd) == (str(ROOT), str(tmp_path))


def test_an_environment_is_current_for_what_was_installed(bootstrap: ModuleType, environment: Path) -> None:
    assert bootstrap.is_current(str(environment), PLAY)
    assert not bootstrap.is_current(str(environment), DEV)


def test_another_lock_file_makes_it_stale(
    bootstrap: ModuleType, environment: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / PLAY).write_text("something==2\n")
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    assert not bootstrap.is_current(str(environment), PLAY)


def test_another_python_makes_it_stale(bootstrap: ModuleType, environment: Path) -> None:
    (environment / "pyvenv.cfg").write_text("version_info = 3.13.0\n")
    assert not bootstrap.is_current(str(environment), PLAY)


def test_a_python_that_has_gone_makes_it_stale(bootstrap: ModuleType, environment: Path) -> None:
    python = environment / "bin" / "python"
    python.unlink()
    python.symlink_to(environment / "gone")
    assert not bootstrap.is_current(str(environment), PLAY)


def test_playing_does_not_take_away_what_testing_installed(
    bootstrap: ModuleType, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(bootstrap.stamp_file(str(environment), PLAY)).unlink()
    write_stamp(bootstrap, environment, DEV)
    prepared: list[str] = []
    monkeypatch.setenv("REVE_VENV", str(environment))
    monkeypatch.setattr(bootstrap, "prepare", lambda _, lock: prepared.append(lock))
    monkeypatch.setattr(bootstrap, "become", lambda *_: None)
    bootstrap.main([])
    assert prepared == []


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = subprocess.run(
        [sys.executable, ROOT / "run.py", "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "REVE_VENV": str(tmp_path / "file" / "venv")},
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "REVE_VENV" in ended.stderr


def test_run_py_is_python_3_8() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported <= sys.stdlib_module_names
