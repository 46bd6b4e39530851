"""A process that knows no setting: empty working folder, no `REVE_` variables."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith("REVE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
