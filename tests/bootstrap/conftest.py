"""run.py as a module, and small programs that stand in for Pythons."""

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

if sys.platform == "win32":
    collect_ignore = ["test_python_search.py", "test_start.py"]  # their stand-ins are shell scripts

ROOT = Path(__file__).parents[2]
type MakePython = Callable[[Path, str], str]


@pytest.fixture
def bootstrap() -> ModuleType:
    """A run.py of this test's own, to be changed at will."""
    spec = spec_from_file_location("bootstrap_under_test", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def make_python() -> MakePython:
    """Write a program that answers as a Python of that version does, or fails as an empty shim does."""

    def make(path: Path, version: str) -> str:
        path.parent.mkdir(parents=True, exist_ok=True)
        answer = f"echo {version}" if version else "echo 'not installed' >&2; exit 127"
        path.write_text(f"#!/bin/sh\n{answer}\n")
        path.chmod(0o755)
        return str(path)

    return make
