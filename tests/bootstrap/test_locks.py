"""The lock files pin what pyproject.toml asks for, and name no place."""

import re
import tomllib

import pytest

from tests.bootstrap.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / lock).read_text(), re.MULTILINE)
    return dict(found)


def named(requirement: str) -> tuple[str, str]:
    """Return the name, as indexes normalise it (PEP 503), and the lowest version of a requirement."""
    found = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?\s*(?:[><=]=\s*([0-9.]+))?", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[1]).lower(), found[2] or "0"


def as_numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def required(lock: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked: list[str] = project["project"]["dependencies"]
    return asked + project["dependency-groups"]["dev"] if lock == LOCKS[1] else asked


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|file:|@ |^--|^#|(^|\s)/", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    assert all("--hash=sha256:" in line for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("lock", LOCKS)
def test_what_the_project_asks_for_is_pinned_new_enough(lock: str) -> None:
    pinned = pins(lock)
    wanted = dict(named(requirement) for requirement in required(lock))
    late = {name for name, low in wanted.items() if as_numbers(pinned.get(name, "0")) < as_numbers(low)}
    assert late == set()
    assert wanted.keys() <= pinned.keys()


def test_tests_run_with_the_versions_that_players_get() -> None:
    assert pins(LOCKS[0]).items() <= pins(LOCKS[1]).items()
