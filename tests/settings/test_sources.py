"""Where a setting comes from, and what wins."""

from pathlib import Path

import pytest

from reve.settings import SettingsError, load_settings
from reve.settings.load import unknown_variables


def test_everything_has_a_default_but_what_only_the_operator_knows() -> None:
    settings = load_settings()

    assert settings.discord_api == "https://discord.com"
    assert settings.data_dir.is_absolute()
    assert (settings.discord_token, settings.secret, settings.health_port) == (None, None, None)
    assert (settings.lease_ttl_s, settings.idle_s, settings.log_format) == (10, 600, "auto")


def test_a_flag_wins_over_the_environment_and_that_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("REVE_INSTANCE=file\nREVE_LOG_LEVEL=error\nREVE_MAX_ACTIVE=7\n")
    monkeypatch.setenv("REVE_INSTANCE", "environment")
    monkeypatch.setenv("REVE_LOG_LEVEL", "warning")

    settings = load_settings(instance="flag")

    assert (settings.instance, settings.log_level, settings.max_active) == ("flag", "warning", 7)


def test_a_flag_that_was_not_given_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVE_INSTANCE", "environment")

    assert load_settings(instance=None).instance == "environment"


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVE_DISCORD_TOKEN", "")
    monkeypatch.setenv("REVE_HEALTH_PORT", "")

    settings = load_settings()

    assert (settings.discord_token, settings.health_port) == (None, None)


def test_other_programs_may_share_the_env_file() -> None:
    Path(".env").write_text("COMPOSE_PROJECT_NAME=reve\nREVE_INSTANCE=one\n")

    assert load_settings().instance == "one"


def test_an_env_file_that_is_not_text_is_named() -> None:
    Path(".env").write_bytes(b"REVE_INSTANCE=\xff\xfe\n")

    with pytest.raises(SettingsError, match=r"\.env: the file is not text in UTF-8"):
        load_settings()


@pytest.mark.parametrize(
    "name", ["REVE_DISCORD_TOKN", "REVE_DATABSE_URL", "reve_log_levl", "REVE_ADMIN_USER"]
)
def test_a_slip_in_a_name_is_an_error_that_names_the_right_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meant = {
        "REVE_DISCORD_TOKN": "REVE_DISCORD_TOKEN",
        "REVE_DATABSE_URL": "REVE_DATABASE_URL",
        "reve_log_levl": "REVE_LOG_LEVEL",
        "REVE_ADMIN_USER": "REVE_ADMIN_USERS",
    }[name]
    monkeypatch.setenv(name, "hush-hush")

    with pytest.raises(SettingsError) as raised:
        load_settings()

    assert name in str(raised.value)
    assert meant in str(raised.value)
    assert "hush-hush" not in str(raised.value)


def test_a_slip_in_the_env_file_is_found_as_well() -> None:
    Path(".env").write_text("REVE_DISCORD_TOKN=abc\n")

    with pytest.raises(SettingsError, match="REVE_DISCORD_TOKEN is meant"):
        load_settings()


def test_variables_that_a_platform_makes_are_only_worth_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVE_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("REVE_PORT_8080_TCP", "tcp://10.0.0.1:8080")
    monkeypatch.setenv("REVE_VENV", "/somewhere")

    settings = load_settings()

    assert settings.discord_api == "https://discord.com"
    assert unknown_variables() == ["REVE_PORT_8080_TCP", "REVE_SERVICE_HOST"]


def test_a_flag_that_no_setting_has_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="no_such"):
        load_settings(no_such="x")
