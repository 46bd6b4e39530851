"""The settings and their defaults. A field is set by `REVE_` and its name in capitals."""

import platform
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import unquote, urlsplit

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from reve.settings import values
from reve.settings.problems import PREFIX, Problem, SettingsError, variable

ENV_FILE: Final = ".env"

DEFAULT_HEALTH_PORT: Final = 8080
"""Where `reve run` answers `/healthz` and `/metrics` unless told otherwise; `play` does not."""


def _read(parse: Callable[[str], object]) -> BeforeValidator:
    """Let text go through `parse`; what has its type already is left alone."""
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


def _name_of_host() -> str:
    try:
        return values.parse_name(platform.node())
    except ValueError:
        return "reve"


Id = Annotated[int, _read(values.parse_id), Field(ge=1, le=values.LARGEST_ID)]


class Settings(BaseSettings):
    """All settings, each of them checked. `repr` shows no secret, nor an address with a password."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    discord_token: Annotated[SecretStr, _read(values.parse_token)] | None = Field(
        None,
        description="The bot's token, from its page at https://discord.com/developers/applications",
        examples=["<the token>"],
    )
    discord_api: Annotated[str, _read(values.parse_api)] = Field(
        "https://discord.com",
        description="Where Discord is",
        examples=["http://127.0.0.1:8123"],
    )
    database_url: Annotated[SecretStr, _read(values.parse_database_url)] | None = Field(
        None,
        description="A Postgres to use instead of one that REVE starts itself",
        examples=["postgresql://reve:<password>@127.0.0.1:5432/reve"],
    )
    redis_url: Annotated[SecretStr, _read(values.parse_redis_url)] | None = Field(
        None,
        description="A Valkey or Redis to use instead of one that REVE starts itself; none = do without",
        examples=["redis://127.0.0.1:6379/0"],
    )
    data_dir: Annotated[Path, _read(values.parse_path)] = Field(
        default_factory=lambda: platformdirs.user_data_path("reve", appauthor=False),
        description="Where databases, secrets and drawn pictures are kept",
        examples=["/var/lib/reve"],
    )
    secret: Annotated[SecretStr, _read(values.parse_secret)] | None = Field(
        None,
        description="What dice and signatures are made with; the same on all instances, never changed",
        examples=["$(openssl rand -hex 32)"],
    )
    admin_users: Annotated[frozenset[Id], NoDecode, _read(values.parse_ids)] = Field(
        frozenset(),
        description="Who may use /admin: Discord user ids, with commas between them",
        examples=["80351110224678912,41771983423143937"],
    )
    admin_guild: Id | None = Field(
        None, description="The guild that REVE_ADMIN_ROLE belongs to", examples=["290926798626357999"]
    )
    admin_role: Id | None = Field(
        None,
        description="Who has this role in REVE_ADMIN_GUILD may use /admin",
        examples=["290926798999357250"],
    )
    instance: Annotated[str, _read(values.parse_name)] = Field(
        default_factory=_name_of_host,
        description="The name of this process for people; nothing depends on it",
        examples=["reve-1"],
    )
    content_pack: Annotated[Path, _read(values.parse_path)] | None = Field(
        None,
        description="A folder with a content pack to use instead of the one that comes with REVE",
        examples=["/srv/reve/pack"],
    )
    max_active: int = Field(
        20_000, ge=1, description="How many actors may be in memory at once", examples=["20000"]
    )
    memory: Annotated[int, _read(values.parse_size)] | None = Field(
        None,
        ge=values.LEAST_MEMORY,
        description="Memory that REVE may fill; otherwise what the container has",
        examples=["512M"],
    )
    log_format: Annotated[Literal["auto", "pretty", "json"], _read(str.lower)] = Field(
        "auto", description="auto = pretty on a terminal, JSON elsewhere", examples=["json"]
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], _read(str.lower)] = Field(
        "info", description="The least that is logged", examples=["info"]
    )
    health_host: str = Field(
        "127.0.0.1",
        description="Where /healthz and /metrics answer; 0.0.0.0 lets other machines ask",
        examples=["0.0.0.0"],
    )
    health_port: int | None = Field(
        None,
        ge=0,
        le=65_535,
        description=f"0 = off; unless set, {DEFAULT_HEALTH_PORT} under `run` and off under `play`",
        examples=[str(DEFAULT_HEALTH_PORT)],
    )
    lease_ttl_s: float = Field(
        10.0,
        ge=1,
        le=300,
        allow_inf_nan=False,
        description="After how many seconds a dead instance is replaced",
        examples=["10"],
    )
    identify_every_s: float = Field(
        5.0,
        ge=0,
        le=60,
        allow_inf_nan=False,
        description="How many seconds apart sessions with Discord start; 0 only for a Discord of your own",
        examples=["5"],
    )
    idle_s: float = Field(
        600.0,
        ge=1,
        le=86_400,
        allow_inf_nan=False,
        description="After how many idle seconds an actor is let go",
        examples=["600"],
    )

    @model_validator(mode="after")
    def _role_has_its_guild(self) -> Self:
        if self.admin_role is not None and self.admin_guild is None:
            what = "it is missing, and REVE_ADMIN_ROLE is a role in it"
            raise SettingsError([problem("admin_guild", what)])
        return self

    @property
    def local_leases(self) -> bool:
        """Whether the operator wants no Redis at all."""
        return self.redis_url is not None and self.redis_url.get_secret_value() == values.NO_REDIS

    def secrets(self) -> tuple[str, ...]:
        """Return every text that must not be seen in a log."""
        kept = [value.get_secret_value() for value in (self.discord_token, self.secret) if value is not None]
        for url in (self.database_url, self.redis_url):
            password = None if url is None else urlsplit(url.get_secret_value()).password
            if password:
                kept += [password, unquote(password)]
        return tuple(dict.fromkeys(kept))

    def demand(self, *fields: str) -> None:
        """Raise `SettingsError` for those of `fields` that are not set."""
        what = "it is missing, and this command needs it"
        missing = [problem(field, what) for field in fields if getattr(self, field) is None]
        if missing:
            raise SettingsError(missing)


def problem(field: str, what: str) -> Problem:
    """Return what is wrong with a field, with the field's own example."""
    info = Settings.model_fields[field]
    example = info.examples[0] if info.examples else None
    hint = f" ({info.description})" if info.description else ""
    return Problem(variable(field), what + hint, example)
