"""What each setting accepts, and what is said of the rest."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from reve.settings import Settings, SettingsError, load_settings


def plain(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


RIGHT: list[tuple[str, str, object]] = [
    ("discord_token", " MTk4.abc ", "MTk4.abc"),
    ("discord_api", "http://127.0.0.1:8123/", "http://127.0.0.1:8123"),
    ("discord_api", "http://[::1]:8123", "http://[::1]:8123"),
    ("database_url", "postgresql://reve:p%40ss@db/reve", "postgresql://reve:p%40ss@db/reve"),
    ("database_url", "postgres:///reve?host=/run/postgresql", "postgres:///reve?host=/run/postgresql"),
    ("redis_url", "rediss://:pw@cache:6380/1", "rediss://:pw@cache:6380/1"),
    ("redis_url", "unix:///run/valkey.sock", "unix:///run/valkey.sock"),
    ("redis_url", "None", "none"),
    ("secret", "s" * 32, "s" * 32),
    ("admin_users", "1, 80351110224678912,", frozenset({1, 80351110224678912})),
    ("admin_users", "", frozenset()),
    ("admin_guild", str(2**63 - 1), 2**63 - 1),
    ("instance", "reve-1.eu", "reve-1.eu"),
    ("max_active", "5", 5),
    ("memory", "512M", 512 * 2**20),
    ("memory", "2g", 2 * 2**30),
    ("memory", "1GiB", 2**30),
    ("memory", "134217728", 2**27),
    ("log_format", "JSON", "json"),
    ("log_level", "Debug", "debug"),
    ("health_host", "0.0.0.0", "0.0.0.0"),
    ("health_port", "0", 0),
    ("lease_ttl_s", "2.5", 2.5),
    ("idle_s", "30", 30.0),
]

WRONG: list[tuple[str, str, str]] = [
    ("discord_token", "Bot abc", "without spaces"),
    ("discord_api", "discord.com", "must start with http"),
    ("discord_api", "https://:443", "no host"),
    ("discord_api", "https://discord.com/api/v10", "must end after the host"),
    ("database_url", "mysql://root@db/reve", "must start with postgres"),
    ("database_url", "postgresql://db:port/reve", "cannot be read"),
    ("database_url", "postgresql:reve", "must start with postgres"),
    ("redis_url", "http://cache", "must start with redis"),
    ("redis_url", "redis:///0", "no host"),
    ("redis_url", "redis://cache:0", "port is 0"),
    ("data_dir", "a\0b", "NUL"),
    ("secret", "s" * 31, "31 characters, and needs at least 32"),
    ("admin_users", "123,somebody", "'somebody' is not a Discord id"),
    ("admin_users", "-5", "not a Discord id"),
    ("admin_users", "١٢٣", "not a Discord id"),
    ("admin_guild", str(2**63), "not a Discord id"),
    ("admin_guild", "0", "not a Discord id"),
    ("admin_role", "9" * 5000, "not a Discord id"),
    ("instance", "two words", "not a name"),
    ("content_pack", "\0", "NUL"),
    ("max_active", "many", "'many' is not a whole number"),
    ("max_active", "0", "'0' is less than 1"),
    ("memory", "lots", "'lots' is not a size"),
    ("memory", "1M", "less than REVE can live in, 64M"),
    ("log_format", "xml", "'xml' is none of 'auto', 'pretty' or 'json'"),
    ("log_level", "loud", "'loud' is none of"),
    ("health_port", "65536", "'65536' is more than 65535"),
    ("health_port", "80a", "not a whole number"),
    ("lease_ttl_s", "soon", "'soon' is not a number"),
    ("lease_ttl_s", "0.5", "'0.5' is less than 1"),
    ("lease_ttl_s", "nan", "not a number to reckon with"),
    ("idle_s", "inf", "not a number to reckon with"),
    ("idle_s", "100000", "is more than 86400"),
]


@pytest.mark.parametrize(("field", "text", "value"), RIGHT)
def test_a_right_value_is_understood(field: str, text: str, value: object) -> None:
    assert plain(getattr(load_settings(**{field: text}), field)) == value


@pytest.mark.parametrize(("field", "text", "what"), WRONG)
def test_a_wrong_value_names_the_setting_what_is_wrong_and_a_right_example(
    field: str, text: str, what: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(**{field: text})

    message = str(raised.value)
    assert message.startswith(f"REVE_{field.upper()}: ")
    assert what in message
    assert f"A right one: REVE_{field.upper()}=" in message
    assert len(message) < 400


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_each_setting_says_what_it_is_for_and_gives_an_example(field: str) -> None:
    info = Settings.model_fields[field]

    assert info.description
    assert info.examples


@pytest.mark.parametrize(
    "field", sorted(set(Settings.model_fields) - {"database_url", "secret", "discord_token"})
)
def test_the_example_of_a_setting_is_right_itself(field: str) -> None:
    given: dict[str, Any] = {field: str((Settings.model_fields[field].examples or [""])[0])}
    if field == "admin_role":
        given["admin_guild"] = "1"

    assert getattr(load_settings(**given), field) is not None


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings(health_port="x", memory="y", log_format="z")

    named = [problem.setting for problem in raised.value.problems]
    assert sorted(named) == ["REVE_HEALTH_PORT", "REVE_LOG_FORMAT", "REVE_MEMORY"]


def test_a_role_without_its_guild_is_refused() -> None:
    with pytest.raises(SettingsError, match="REVE_ADMIN_GUILD: it is missing"):
        load_settings(admin_role="5")


def test_a_path_may_start_at_home_or_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    settings = load_settings(data_dir="~/reve", content_pack="pack")

    assert settings.data_dir == tmp_path / "reve"
    assert settings.content_pack == tmp_path / "pack"


def test_none_as_redis_means_that_leases_are_local() -> None:
    assert load_settings(redis_url="none").local_leases
    assert not load_settings(redis_url="redis://cache").local_leases
    assert not load_settings().local_leases


def test_what_a_command_needs_is_demanded_all_at_once() -> None:
    settings = load_settings(secret="s" * 32)

    with pytest.raises(SettingsError) as raised:
        settings.demand("discord_token", "secret", "database_url")

    assert [problem.setting for problem in raised.value.problems] == [
        "REVE_DISCORD_TOKEN",
        "REVE_DATABASE_URL",
    ]
    assert "discord.com/developers" in str(raised.value)
    settings.demand("secret")


def test_settings_do_not_change() -> None:
    settings = load_settings()

    with pytest.raises(ValueError, match="frozen"):
        settings.instance = "other"
