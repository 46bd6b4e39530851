"""Settings that go to another process arrive there as they are."""

import pytest
from pydantic import SecretStr

from reve.settings import environment_of, load_settings


def test_what_is_told_to_a_process_is_read_there_as_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings(
        discord_token="MTIz.abc.def",
        secret="x" * 40,
        database_url="postgresql://reve:a b%20c@127.0.0.1/reve",
        data_dir="a folder",
        admin_users="1,2",
        memory="512M",
        lease_ttl_s="2.5",
        health_port=0,
    )
    for name, text in environment_of(settings).items():
        monkeypatch.setenv(name, text)

    assert load_settings() == settings


def test_what_is_not_set_is_not_told() -> None:
    told = environment_of(load_settings())

    assert not {"REVE_DISCORD_TOKEN", "REVE_ADMIN_USERS", "REVE_HEALTH_PORT"} & set(told)


def test_a_secret_is_told_in_full() -> None:
    settings = load_settings().model_copy(update={"secret": SecretStr("y" * 32)})

    assert environment_of(settings)["REVE_SECRET"] == "y" * 32
