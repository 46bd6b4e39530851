"""No secret is shown, and the kept one stays."""

import os
import stat
import threading
import traceback
from pathlib import Path

import pytest

from reve.settings import SettingsError, kept_secret, load_settings

TOKEN = "MTk4-token-that-nobody-may-see"
SECRET = "secret-that-nobody-may-see-0123456789"
PASSWORD = "pass-that-nobody-may-see"
URL = f"postgresql://reve:{PASSWORD}@db/reve"
REDIS = f"redis://:{PASSWORD}@cache"


@pytest.mark.parametrize("show", [repr, str, lambda settings: str(settings.model_dump())])
def test_settings_show_no_secret(show: object) -> None:
    settings = load_settings(discord_token=TOKEN, secret=SECRET, database_url=URL, redis_url=REDIS)

    assert callable(show)
    assert "nobody-may-see" not in show(settings)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("REVE_DISCORD_TOKEN", f"Bot {TOKEN}"),
        ("REVE_SECRET", "nobody-may-see"),
        ("REVE_DATABASE_URL", f"mysql://reve:{PASSWORD}@db/reve"),
        ("REVE_DATABASE_URL", f"postgresql://reve:{PASSWORD}@db:port/reve"),
        ("REVE_DATABASE_URL", f"postgresql://[reve:{PASSWORD}@db"),
        ("REVE_REDIS_URL", f"http://:{PASSWORD}@cache"),
        ("REVE_DISCORD_API", f"http://someone:{PASSWORD}@discord"),
    ],
)
def test_an_error_about_a_secret_does_not_repeat_it(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(SettingsError) as raised:
        load_settings()

    assert str(raised.value).startswith(variable)
    assert "nobody-may-see" not in "".join(traceback.format_exception(raised.value))


def test_the_settings_know_what_a_log_must_not_show() -> None:
    settings = load_settings(
        discord_token=TOKEN, secret=SECRET, database_url="postgresql://reve:p%40ss@db", redis_url="redis://c"
    )

    assert set(settings.secrets()) == {TOKEN, SECRET, "p%40ss", "p@ss"}
    assert load_settings(redis_url="none").secrets() == ()


def test_the_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"

    first = kept_secret(folder)

    assert len(first) >= 32
    assert kept_secret(folder) == first
    assert kept_secret(tmp_path / "elsewhere") != first
    assert [path.name for path in folder.iterdir()] == ["secret"]


def test_nobody_else_may_read_the_kept_secret(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        kept_secret(tmp_path)
    finally:
        os.umask(previous)

    mode = stat.S_IMODE((tmp_path / "secret").stat().st_mode)
    assert mode == (0o600 if os.name == "posix" else mode)


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    found: list[str] = []
    together = threading.Barrier(8)

    def start() -> None:
        together.wait(timeout=10)
        found.append(kept_secret(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)

    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize("damaged", [b"", b"short\n", b"\xff\xfe" * 40])
def test_a_damaged_secret_is_reported_and_not_replaced(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "secret").write_bytes(damaged)

    with pytest.raises(SettingsError, match="is damaged"):
        kept_secret(tmp_path)

    assert (tmp_path / "secret").read_bytes() == damaged


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(SettingsError, match=r"REVE_DATA_DIR: .*file.* cannot be used"):
        kept_secret(tmp_path / "file" / "data")
