"""The lock files: every package pinned with its hashes, and no address of where to get it."""

import re
import tomllib
from typing import Any

import pytest

from tests.architecture.tree import ROOT

RUNTIME, DEV = "requirements.lock", "requirements-dev.lock"
PINNED = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(\[[^]]+\])?==(?P<version>[^\s;]+)(\s*;[^\\]*?)?"
    r"(\s+--hash=sha256:[0-9a-f]{64})+"
)


def requirements(lock: str) -> list[str]:
    """Return the logical lines of a lock file, without comments."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    joined = re.sub(r"\\\s*\n\s*", " ", text)
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package; one may have several, for different machines."""
    found: dict[str, set[str]] = {}
    for line in requirements(lock):
        if match := PINNED.fullmatch(line):
            found.setdefault(normal(match["name"]), set()).add(match["version"])
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(wanted: list[str]) -> set[str]:
    return {normal(match[0]) for one in wanted if (match := re.match(r"[A-Za-z0-9._-]+", one))}


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_each_requirement_is_pinned_with_its_hashes(lock: str) -> None:
    wrong = [line[:80] for line in requirements(lock) if not PINNED.fullmatch(line)]

    assert requirements(lock), f"{lock} is empty; make it with uv pip compile --universal --generate-hashes"
    assert not wrong, f"{lock}: no pin or no hash: {wrong}"


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_a_lock_file_holds_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    wrong = [f"{lock}:{number} {line}" for number, line in enumerate(lines, 1) if "://" in line]

    assert not wrong, f"compile without --emit-index-url, and name packages rather than addresses: {wrong}"


def test_all_that_the_project_asks_for_is_locked() -> None:
    asked = project()
    missing = names(asked["project"]["dependencies"]) - pins(RUNTIME).keys()
    missing_dev = names(asked["dependency-groups"]["dev"]) - pins(DEV).keys()

    assert not missing, f"compile {RUNTIME} again, it lacks {sorted(missing)}"
    assert not missing_dev, f"compile {DEV} again, it lacks {sorted(missing_dev)}"


def test_what_is_tested_is_what_is_played() -> None:
    tested = pins(DEV)
    other = {name: versions for name, versions in pins(RUNTIME).items() if tested.get(name) != versions}

    assert not other, f"compile {DEV} with -c {RUNTIME}; it has other versions of {sorted(other)}"
